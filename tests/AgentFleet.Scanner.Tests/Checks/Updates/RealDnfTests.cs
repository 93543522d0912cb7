using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Updates;

namespace AgentFleet.Scanner.Tests.Checks.Updates;

/// <summary>The real dnf, with packages that were built for the test.</summary>
[Trait("Category", "Slow")]
public sealed class RealDnfTests : IDisposable
{
    private readonly UpdateJudge _judge = new(new(1, null), new(null, null), TimeSpan.FromDays(7), Level.Warning);
    private readonly RpmRepository _repository = new();

    private async Task<Dictionary<string, SourceLook>> LookAsync() =>
        (await new UpdateCheck(_judge) { Managers = [_repository.Manager] }.LookAsync(Definition.Context(TimeSpan.FromSeconds(60)), TestContext.Current.CancellationToken))
        .Sources.ToDictionary(source => source.Source);

    [Fact]
    public async Task Updates_wait_until_they_are_installed_and_then_a_reboot_does()
    {
        Assert.SkipUnless(RpmRepository.Missing is null, RpmRepository.Missing ?? "");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root installs packages, even into a folder");
        await _repository.BuildAsync("libweak", "1.0");
        await _repository.BuildAsync("tool", "2.0");
        await _repository.BuildAsync("old", "1");
        await _repository.PublishAsync();
        await _repository.DnfAsync("install", "libweak", "tool", "old");
        Machine.Titles((await LookAsync())["dnf-packages"]).ShouldBe(["dnf-security: Ok: 0 security updates are pending (dnf)", "dnf-other: Ok: 0 other updates are pending (dnf)"]);

        await _repository.BuildAsync("libweak", "1.1");
        await _repository.BuildAsync("libweak", "1.2");
        await _repository.BuildAsync("tool", "2.1", "Epoch: 1");
        await _repository.BuildAsync("new", "1", "Obsoletes: old < 2");
        await _repository.BuildAsync("kernel", "6.1");
        await _repository.PublishAsync();
        // Nothing is fetched by the look itself.
        Machine.Titles((await LookAsync())["dnf-packages"]).First().ShouldStartWith("dnf-security: Ok: 0");
        await _repository.DnfAsync("makecache", "--refresh");
        var waiting = await LookAsync();
        Machine.Titles(waiting["dnf-packages"]).ShouldBe(["dnf-security: Warning: 1 security update is pending (dnf)", "dnf-other: Ok: 1 other update is pending (dnf)"]);
        Machine.Named(waiting["dnf-packages"]).ShouldBe(["libweak.noarch 1.2-1", "tool.noarch 1:2.1-1"]);
        Machine.Titles(waiting["dnf-lists"]).ShouldBe(["dnf-lists: Ok: the package lists are 0s old (dnf)"]);

        await _repository.DnfAsync("upgrade");
        await _repository.DnfAsync("install", "kernel");
        var done = await LookAsync();
        Machine.Titles(done["dnf-packages"]).First().ShouldStartWith("dnf-security: Ok: 0");
        if (done.TryGetValue("dnf-reboot", out var reboot))
            Machine.Titles(reboot).ShouldBe(["dnf-reboot: Warning: a reboot is required (dnf)"]);
    }

    [Fact]
    public async Task A_repository_that_was_never_asked_is_not_one_without_updates()
    {
        Assert.SkipUnless(RpmRepository.Missing is null, RpmRepository.Missing ?? "");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root installs packages, even into a folder");
        await _repository.BuildAsync("tool", "2.0");
        await _repository.PublishAsync();
        await _repository.DnfAsync("install", "tool");
        _repository.AddRepository("u.repo", "[u]\nname=u\nbaseurl=file:///nowhere\nskip_if_unavailable=1\n");
        (await LookAsync())["dnf-packages"].Incomplete.ShouldNotBeNull().ShouldContain("'u'");

        _repository.AddRepository("u.repo", "rubbish");
        (await LookAsync())["dnf-packages"].Incomplete.ShouldNotBeNull().ShouldContain("failed loading");
    }

    public void Dispose() => _repository.Dispose();
}
