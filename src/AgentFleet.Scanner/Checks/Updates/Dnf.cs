using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>Fedora's, Red Hat's and their relatives': dnf 4 and dnf5, which take the same words for this.</summary>
/// <param name="root">The folder that stands for this machine's root; empty: it is the root.</param>
internal sealed class Dnf(string root) : IPackageManager
{
    private const int UpdatesWait = 100;

    private readonly DnfFiles _files = new(root);

    /// <summary>The program that is asked, and what stands before all its arguments; a test has others.</summary>
    internal IReadOnlyList<string> Program { get; init; } = ["dnf"];

    public string Name => "dnf";

    public bool IsThere => _files.AreThere;

    public bool TellsSecurity => true;

    public string State => _files.State;

    public Task<PendingSummary> PendingAsync(ManagerAnswers answers, CancellationToken ct) => answers.OnceAsync("pending", PendingSummary.FromNote, pending => pending.ToNote(), async () =>
    {
        var updates = await AskAsync(answers, ["check-update"], [0, UpdatesWait], ct);
        var waiting = DnfOutput.Updates(updates.Output);
        if ((waiting.Count > 0) != (updates.Code == UpdatesWait) && !DnfOutput.TellsOfObsoletes(updates.Output))
            throw new UnansweredException("dnf check-update says what is not understood");

        var advisories = waiting.Count > 0 ? await AskAsync(answers, ["updateinfo", "list", "--security"], [0], ct) : null;
        var security = DnfOutput.Named(advisories?.Output ?? "");
        return PendingSummary.Of([.. waiting.Select(update => update with { IsSecurity = security.Contains(update.Package) })]) with
        {
            Missed = DnfOutput.Missed(updates.Errors) ?? DnfOutput.Missed(advisories?.Errors ?? ""),
        };
    });

    public Task<DateTimeOffset> ListsFetchedAsync(ManagerAnswers answers, CancellationToken ct) =>
        Task.FromResult(_files.MetadataFetched ?? throw new UnansweredException("there is no metadata: nobody knows of updates before dnf makecache has run"));

    // The plugin that tells is a package of its own (dnf-utils, dnf5-plugins), and ends with the same code when it is missing.
    public async Task<RestartNeed?> RestartAsync(ManagerAnswers answers, CancellationToken ct)
    {
        const string untold = "untold";
        var note = await answers.OnceAsync("reboot", note => note == untold ? note : RestartNeed.FromNote(note)?.ToNote(), note => note, async () =>
        {
            // What repositories have does not matter here, and one that was never asked would end it.
            var ended = await answers.RunAsync("dnf needs-restarting", [.. Program, "--cacheonly", "--disablerepo=*", "needs-restarting", "-r"], [0, 1, 2], ct);
            if (DnfOutput.IsUnknownCommand(ended.Errors))
                return untold;
            var need = DnfOutput.Restart(ended.Code, ended.Output) ?? throw new UnansweredException(
                PlainText.Line(ended.Errors, 300) is { Length: > 0 } reason ? reason : "dnf needs-restarting failed and does not say why");
            return need.ToNote();
        });
        return RestartNeed.FromNote(note);
    }

    // Not --quiet: it would hide that a repository was left out.
    private Task<CommandResult.Exited> AskAsync(ManagerAnswers answers, string[] arguments, int[] answering, CancellationToken ct) =>
        answers.RunAsync($"dnf {arguments[0]}", [.. Program, "--cacheonly", .. arguments], answering, ct);
}
