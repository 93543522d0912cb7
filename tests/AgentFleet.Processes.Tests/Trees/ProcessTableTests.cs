namespace AgentFleet.Processes.Tests;

public sealed class ProcessTableTests
{
    [Fact]
    public async Task What_ps_tells_is_what_proc_tells()
    {
        Assert.SkipUnless(File.Exists("/bin/ps"), "ps is not installed");
        var ct = TestContext.Current.CancellationToken;
        var self = Environment.ProcessId;
        var fromPs = (await ProcessTable.ReadPsAsync(ct)).Single(e => e.Pid == self);
        var fromProc = (await ProcessTable.ReadAsync(ct)).Single(e => e.Pid == self);
        (fromPs.Parent, fromPs.Zombie).ShouldBe((fromProc.Parent, false));
    }

    [Fact]
    public async Task The_table_holds_children_of_ours()
    {
        var ct = TestContext.Current.CancellationToken;
        var end = await Sh.ExitAsync(Sh.Command("cat /proc/$$/environ"));
        end.Output.ShouldContain($"{RunMarker.Variable}=");
        (await ProcessTable.ReadAsync(ct)).Count.ShouldBeGreaterThan(1);
    }
}
