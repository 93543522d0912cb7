using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Cycles;
using AgentFleet.Scanner.Definitions;

namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>A NUL, which no path can have, in every definition that takes one: the scanner itself goes on.</summary>
public sealed class NulTests
{
    [Theory]
    [InlineData("{ kind: folder-size, path: \"/a\\0b\", thresholds: { warning: 1GiB } }")]
    [InlineData("{ kind: freshness, path: \"/a\\0b\", thresholds: { warning: 1h } }")]
    [InlineData("{ kind: logs, file: \"/a\\0b\", match: [x] }")]
    [InlineData("{ kind: certificates, files: [\"/a\\0b\"] }")]
    [InlineData("{ kind: certificates, hosts: [\"a\\0b\"] }")]
    [InlineData("{ kind: git, path: \"/a\\0b\" }")]
    [InlineData("{ kind: containers, socket: \"/a\\0b\" }")]
    [InlineData("{ kind: disk, mounts: [\"/a\\0b\"] }")]
    [InlineData("{ kind: plugin, command: [\"/bin\\0sh\"] }")]
    [InlineData("{ kind: process, command: \"a\\0b\" }")]
    public async Task It_is_refused_or_found_to_be_nothing(string keys)
    {
        var problems = new Problems();
        var text = "{ schedule: every 5m, " + keys[1..];
        if (ScannerReader.Read(new DefinitionText("web", "web.yaml", text, new("hash")), problems) is not { } scanner)
        {
            problems.All.ShouldNotBeEmpty();
            return;
        }

        var look = await new BoundedLook(TimeProvider.System).LookAsync(scanner, new LookContext(scanner.Name, scanner.Timeout, TimeProvider.System), TestContext.Current.CancellationToken);
        look.Sources.ShouldContain(source => source.Incomplete != null || source.Observations.Any(seen => seen.Level == Level.Critical));
        look.Sources.Select(source => source.Incomplete ?? "").ShouldAllBe(reason => !reason.Contains('\0'));
    }
}
