namespace AgentFleet.Processes.Tests;

public sealed class ProcessIdentityTests
{
    [Fact]
    public void An_identity_survives_being_stored()
    {
        ProcessIdentity.TryParse(ProcessIdentity.Current.ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(ProcessIdentity.Current);
        read.IsAlive.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12@")]
    [InlineData("-1@x")]
    [InlineData("0@x")]
    public void What_is_no_identity_is_not_read(string? text) => ProcessIdentity.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_pid_that_was_given_to_somebody_else_is_not_the_process() =>
        (ProcessIdentity.Current with { StartToken = "earlier" }).IsAlive.ShouldBeFalse();

    [Theory]
    [InlineData("77 (sh) S 12 77 70 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4711 99 1", 12, 70, false, "4711")]
    [InlineData("77 (a) R 1 (b\n)) Z 12 77 70 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4711 99 1", 12, 70, true, "4711")]
    public void A_program_cannot_forge_its_entry_by_its_name(string text, int parent, int session, bool zombie, string start) =>
        LinuxStat.Parse(text).ShouldBe(new LinuxStat(parent, session, zombie, start));
}
