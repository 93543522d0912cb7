using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Definitions;

public sealed class ShippedForMacTests
{
    public static TheoryData<string> Shipped => [.. Directory.EnumerateFiles(Repository.Path("scanners"), "*.yaml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void What_ships_can_look_on_macOS_too(string file)
    {
        var problems = new Problems();
        var definition = YamlMap.Parse(file, File.ReadAllText(Repository.Path("scanners", file)), problems).ShouldNotBeNull();
        CheckKinds.All[definition.RequiredText("kind")].ReadOn(Platforms.MacOS, definition, problems);
        problems.All.ShouldBeEmpty();
    }
}
