using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;

namespace AgentFleet.Scanner.Tests.Definitions;

/// <summary>Definitions for machines that differ.</summary>
public sealed class IfPossibleTests
{
    private static readonly ScannerDefinition Definition =
        ScannerReader.Read(new("web", "web.yaml", "{ kind: plugin, schedule: every 1m, if_possible: true, command: [/bin/true] }", new("hash")), new Problems()).ShouldNotBeNull();

    [Fact]
    public void What_can_look_here_looks()
    {
        Definition.IfPossible.ShouldBeTrue();
        Definition.Check.CannotLookHere.ShouldBeNull();
        Definition.LeftOut(Surroundings.None).ShouldBeNull();
    }

    [Fact]
    public void What_cannot_look_here_is_left_out_only_when_that_was_said()
    {
        var blind = Definition with { Check = new NowhereCheck() };
        blind.LeftOut(Surroundings.None).ShouldBe("systemd does not run this machine");
        (blind with { IfPossible = false }).LeftOut(Surroundings.None).ShouldBeNull();
        blind.Check.CannotLookHere.ShouldBe("systemd does not run this machine");
    }

    private sealed class NowhereCheck : ICheck
    {
        public string? CannotLookHere => "systemd does not run this machine";

        public Task<Look> LookAsync(LookContext context, CancellationToken ct) => throw new NotSupportedException();
    }
}
