namespace AgentFleet.Tests.Verbs;

public sealed class InitTests : IDisposable
{
    private readonly Terminal _terminal = new();

    [Fact]
    public async Task What_init_lays_down_passes_check_and_a_second_init_touches_nothing()
    {
        var folder = _terminal.Path("fresh");
        (await _terminal.RunAsync("init", folder)).Code.ShouldBe(0);
        var policy = Path.Combine(folder, "policies", "disk-space.md");
        await File.AppendAllTextAsync(policy, "mine\n", TestContext.Current.CancellationToken);

        var again = await _terminal.RunAsync("init", folder);

        again.Output.ShouldContain($"kept    {policy}\n");
        File.ReadAllText(policy).ShouldEndWith("mine\n");
        var check = await _terminal.RunAsync("check", "--config", Path.Combine(folder, "agentfleet.yaml"));
        check.Errors.ShouldBeEmpty();
        File.Exists(Path.Combine(folder, "scanners", "examples", "http.yaml")).ShouldBeTrue();
        check.Output.ShouldContain("scanners: 9 in ", customMessage: "examples are not looked at");
    }

    public void Dispose() => _terminal.Dispose();
}
