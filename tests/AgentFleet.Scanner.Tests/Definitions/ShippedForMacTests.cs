using System.Xml.Linq;
using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Definitions;

public sealed class ShippedForMacTests
{
    [Fact]
    public void What_ships_for_macOS_is_what_can_look_there()
    {
        var content = XDocument.Load(Repository.Path("src", "AgentFleet", "AgentFleet.csproj")).Descendants("Content")
            .Single(item => (string?)item.Attribute("LinkBase") == "scanners-macos");
        var shipped = ((string)content.Attribute("Include")!).Split(';').Select(file => Path.GetFileNameWithoutExtension(file));

        Directory.EnumerateFiles(Repository.Path("scanners"), "*.yaml").Where(CanLookOnMac).Select(Path.GetFileNameWithoutExtension).ShouldBe(shipped, ignoreOrder: true);
    }

    private static bool CanLookOnMac(string file)
    {
        var problems = new Problems();
        var definition = YamlMap.Parse(file, File.ReadAllText(file), problems).ShouldNotBeNull();
        CheckKinds.All[definition.RequiredText("kind")].ReadOn(Platforms.MacOS, definition, problems);
        return !problems.Any;
    }
}
