using System.Xml.Linq;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;
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

        ScannerFolder.Open(Repository.Path("scanners")).Reload().Good.Values
            .Where(scanner => CheckKinds.All[scanner.Value.Kind].Platforms.HasFlag(Platforms.MacOS)).Select(scanner => scanner.Name)
            .ShouldBe(shipped, ignoreOrder: true);
    }
}
