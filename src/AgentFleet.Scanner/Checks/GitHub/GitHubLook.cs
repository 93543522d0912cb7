using AgentFleet.GitHub;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Makes one look of what was told of many repositories.</summary>
/// <param name="watched">All that are watched, whether they were looked at now or not.</param>
internal sealed class GitHubLook(LookContext context, KnownFindings known, IReadOnlyList<RepositoryName> watched, string? installation)
{
    public Look Of(IReadOnlyList<RepositoryTold> told)
    {
        if (told.Count == 0)
            return Look.Blind(context.Scanner, "there is no repository to look at");
        var notes = Notes(told);
        // One cause, such as a token that has run out, is one trouble and not fifty.
        if (told.Count > 1 && told.All(one => one.Tale.Incomplete is not null) && told.Select(one => one.Tale.Cause).Distinct(StringComparer.Ordinal).Count() == 1)
        {
            return new([new SourceLook(context.Scanner, [.. told.SelectMany(one => one.Tale.Observations)], $"none of {told.Count} repositories can be seen: {told[0].Tale.Cause}")
            {
                TellsOnlyChanges = true,
                Endings = [.. told.SelectMany(one => one.Tale.Endings)],
            }])
            { Notes = notes };
        }
        return new([.. told.Select(SourceOf), .. Itself(told)]) { Notes = notes };
    }

    private static SourceLook SourceOf(RepositoryTold told) => new(told.Name.ToString(), told.Tale.Observations, told.Tale.Incomplete)
    {
        TellsOnlyChanges = true,
        Endings = told.Tale.Endings,
    };

    // Null when all stays as it was.
    private Dictionary<string, string>? Notes(IReadOnlyList<RepositoryTold> told)
    {
        var notes = told.Where(one => one.Memory is not null).ToDictionary(one => GitHubCheck.NoteOf(one.Name), one => one.Memory!.ToString(), StringComparer.Ordinal);
        foreach (var note in watched.Select(GitHubCheck.NoteOf).Where(note => context.Notes.ContainsKey(note)))
            notes.TryAdd(note, context.Notes[note]);
        if (installation is not null)
            notes[WatchedRepositories.Note] = installation;
        return notes.Count == context.Notes.Count && notes.All(note => context.Notes.GetValueOrDefault(note.Key) == note.Value) ? null : notes;
    }

    // What belongs to no repository that is watched: findings of those that are not any more, and that none could be seen.
    private IEnumerable<SourceLook> Itself(IReadOnlyList<RepositoryTold> told)
    {
        var forgotten = Forgotten(told);
        if (forgotten.Count > 0 || context.Known.Any(finding => finding.Source == context.Scanner && finding.State != FindingState.Resolved))
            yield return new(context.Scanner, []) { TellsOnlyChanges = true, Endings = forgotten };
    }

    // Only when every repository is known by its number: one that is not yet may be the one that they are of.
    private List<Ending> Forgotten(IReadOnlyList<RepositoryTold> told) => told.Count < watched.Count || told.Any(one => one.Memory is null)
        ? []
        : [.. known.Outside(told.Select(one => one.Memory!.Id).ToHashSet()).Select(finding => finding.Dropped("its repository is not watched any more"))];
}
