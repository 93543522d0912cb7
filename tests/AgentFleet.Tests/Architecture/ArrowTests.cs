using System.Xml.Linq;

namespace AgentFleet.Tests.Architecture;

/// <summary>Who may use whom, as ARCHITECTURE.md says.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["AgentFleet.Definitions"] = [],
        ["AgentFleet.Processes"] = [],
        ["AgentFleet.Ledger"] = [],
        ["AgentFleet.GitHub"] = ["AgentFleet.Definitions"],
        ["AgentFleet.Scanner"] = ["AgentFleet.Definitions", "AgentFleet.Processes", "AgentFleet.Ledger", "AgentFleet.GitHub"],
        ["AgentFleet.Supervisor"] = ["AgentFleet.Definitions", "AgentFleet.Processes", "AgentFleet.Ledger", "AgentFleet.GitHub"],
        ["AgentFleet.Alerts"] = ["AgentFleet.Definitions", "AgentFleet.Ledger"],
        ["AgentFleet"] = ["AgentFleet.Definitions", "AgentFleet.Processes", "AgentFleet.Ledger", "AgentFleet.GitHub", "AgentFleet.Scanner", "AgentFleet.Supervisor", "AgentFleet.Alerts"],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Fact]
    public void Every_room_is_known_here() =>
        Directory.EnumerateDirectories(Repository.Path("src")).Select(Path.GetFileName).ShouldBe(Allowed.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_project_refers_only_to_rooms_that_it_may_use(string room)
    {
        var project = XDocument.Load(Repository.Path("src", room, room + ".csproj"));
        var used = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!));
        used.Except(Allowed[room]).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_built_room_reaches_only_rooms_that_it_may_use(string room)
    {
        var assembly = System.Reflection.Assembly.Load(room == "AgentFleet" ? "agentfleet" : room);
        var reached = assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith("AgentFleet", StringComparison.Ordinal));
        reached.Except(Allowed[room]).ShouldBeEmpty();
    }
}
