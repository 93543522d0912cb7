namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>One look at one package manager: its packages, its lists and a reboot are sources that can fail alone.</summary>
internal sealed class ManagerLook
{
    private readonly IPackageManager _manager;
    private readonly UpdateJudge _judge;
    private readonly TimeProvider _clock;
    private readonly ManagerAnswers _answers;
    private readonly string _prefix;

    public ManagerLook(IPackageManager manager, UpdateJudge judge, LookContext context)
    {
        (_manager, _judge, _clock) = (manager, judge, context.Clock);
        _prefix = manager.Name.Length == 0 ? "" : manager.Name + "-";
        _answers = new ManagerAnswers(_prefix, manager.State, context);
    }

    public async Task<(IReadOnlyList<SourceLook> Sources, IReadOnlyDictionary<string, string> Notes)> LookAsync(CancellationToken ct)
    {
        SourceLook?[] sources =
        [
            await SourceAsync("packages", async () => Packages(await _manager.PendingAsync(_answers, ct))),
            await SourceAsync("lists", async () => new(_prefix + "lists", [Named(_judge.Lists(_clock.GetUtcNow() - await _manager.ListsFetchedAsync(_answers, ct)))])),
            await SourceAsync("reboot", async () => await _manager.RestartAsync(_answers, ct) is { } need ? new(_prefix + "reboot", [Named(_judge.Restart(need))]) : null),
        ];
        return ([.. sources.OfType<SourceLook>()], _answers.Notes);
    }

    private async Task<SourceLook?> SourceAsync(string source, Func<Task<SourceLook?>> look)
    {
        try
        {
            return await look();
        }
        catch (UnansweredException e)
        {
            return new(_prefix + source, [], e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(_prefix + source, [], $"the {source} cannot be read: {e.Message}");
        }
    }

    // What was missed can only add: too many stay too many, but "not too many" means nothing.
    private SourceLook Packages(PendingSummary pending) => new(
        _prefix + "packages",
        [.. _judge.Packages(pending, _manager.TellsSecurity).Where(seen => pending.Missed is null || seen.Level != Level.Ok).Select(Named)],
        pending.Missed);

    private Observation Named(Observation seen) =>
        _prefix.Length == 0 ? seen : seen with { Thing = _prefix + seen.Thing, Title = $"{seen.Title} ({_manager.Name})" };
}
