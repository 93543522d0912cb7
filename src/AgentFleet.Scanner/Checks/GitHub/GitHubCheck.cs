using AgentFleet.GitHub;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>
/// Issues, pull requests, failed workflows and security alerts of repositories. It tells only of what has changed: nothing
/// is ever closed because it was not seen.
/// </summary>
internal sealed class GitHubCheck(GitHubSettings settings) : ICheck
{
    private const string NotePrefix = "repository ";
    // The client itself lets four requests through at once; a repository waits between its own.
    private const int AtOnce = 8;
    private const double ShareOfTimeout = 0.9;

    public static CheckKind Kind { get; } = new(
        GitHubKinds.Check,
        "Issues with the fix label, pull requests of ours that need work, workflows that fail on the default branch, and security alerts.",
        "two requests a repository and four for each open pull request of ours, which cost nothing of GitHub's hourly budget while nothing has changed; once an hour six more, and two for each labeled issue",
        (map, _) => new GitHubCheck(GitHubSettings.Read(map)))
    {
        Options = GitHubSettings.Options,
    };

    public string? CannotLook(Surroundings around) => around.GitHub?.Current is null ? "agentfleet.yaml has no section \"github\"" : null;

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        if (CannotLook(context.Around) is { } reason)
            return Look.Blind(context.Scanner, reason);
        var site = context.Around.GitHub!.Current!;
        var chosen = await new WatchedRepositories(site, settings).ChooseAsync(context, ct);
        if (chosen is not WatchedRepositories.Chosen.These(var names, var installation))
            return Look.Blind(context.Scanner, ((WatchedRepositories.Chosen.Unknown)chosen).Reason);

        var known = new KnownFindings(context.Known, context.Awaiting.Select(attempt => attempt.FindingId));
        var look = new RepositoryLook(site.Client, settings with { FixLabel = site.Options.FixLabel }, known, context.Clock.GetUtcNow());
        using var late = new CancellationTokenSource(context.Timeout * ShareOfTimeout, context.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        var told = await ToldAsync(look, context.OnlyAwaited ? Awaited(names, known, context) : names, context, either.Token, ct);
        return new GitHubLook(context, known, names, installation).Of(told);
    }

    private static async Task<IReadOnlyList<RepositoryTold>> ToldAsync(
        RepositoryLook look, IReadOnlyList<RepositoryName> names, LookContext context, CancellationToken either, CancellationToken ct)
    {
        var told = new RepositoryTold[names.Count];
        // Those that were not reached last time come first.
        var order = Enumerable.Range(0, names.Count).Select(place => (Place: place, Memory: RepositoryMemory.Parse(context.Notes.GetValueOrDefault(NoteOf(names[place])))))
            .OrderBy(one => one.Memory?.FullAt ?? DateTimeOffset.MinValue).ToList();
        await Parallel.ForEachAsync(order, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (one, _) =>
            told[one.Place] = await ToldAsync(look, names[one.Place], one.Memory, either, ct));
        return told;
    }

    // All of them when it is not known which it is.
    private static IReadOnlyList<RepositoryName> Awaited(IReadOnlyList<RepositoryName> names, KnownFindings known, LookContext context)
    {
        var wanted = known.Awaited.ToHashSet();
        var some = names.Where(name => RepositoryMemory.Parse(context.Notes.GetValueOrDefault(NoteOf(name))) is { } memory && wanted.Contains(memory.Id)).ToList();
        return some.Count > 0 ? some : names;
    }

    private static async Task<RepositoryTold> ToldAsync(
        RepositoryLook look, RepositoryName name, RepositoryMemory? memory, CancellationToken either, CancellationToken ct)
    {
        try
        {
            return await look.LookAsync(name, memory, either);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            var tale = new Tale();
            tale.Troubles.Add("there was no time left to look at it");
            return new(name, tale, memory);
        }
        // One repository must not keep the others from being looked at, whatever it is.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            var tale = new Tale();
            tale.Troubles.Add(PlainText.Line($"the look failed: {e.GetType().Name}: {e.Message}", 300));
            return new(name, tale, memory);
        }
    }

    internal static string NoteOf(RepositoryName name) => NotePrefix + name.ToString().ToLowerInvariant();
}
