using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Alerting;

/// <summary>
/// Tells a person once of each broken edit of some files. Which were told of stands in the ledger, so that a service that
/// was started anew does not repeat them; what was mended is forgotten there, so that the same mistake a month later is
/// news again. Safe to use from several threads.
/// </summary>
/// <param name="isOne">Whether a file is one of those that are read here.</param>
public sealed class BrokenFiles(LedgerFile ledger, string owner, Predicate<string> isOne)
{
    private readonly Lock _gate = new();
    private readonly Outbox _outbox = new(ledger, owner);
    private HashSet<string>? _told;

    /// <summary>Those of one folder with one of these endings, and the folder itself.</summary>
    public static BrokenFiles In(LedgerFile ledger, string owner, string folder, params string[] endings) => new(
        ledger, owner, file => file == folder || (Path.GetDirectoryName(file) == Path.TrimEndingDirectorySeparator(folder) && endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))));

    /// <summary>Takes note of all that is broken now.</summary>
    /// <param name="mayTell">What is to be told of already; null: all of it.</param>
    /// <returns>What was not told of before.</returns>
    public IReadOnlyList<NewAlert> Keep(IReadOnlyCollection<NewAlert> broken, Predicate<NewAlert>? mayTell = null)
    {
        lock (_gate)
        {
            _told ??= [.. _outbox.ToldAs(NewAlert.BrokenKey).Where(key => isOne(NewAlert.FileOf(key)))];
            var mended = _told.Except(broken.Select(alert => alert.DedupeKey)).ToList();
            if (mended.Count > 0)
                _outbox.MayTellAgain(mended);
            _told.ExceptWith(mended);

            var news = broken.Where(alert => !_told.Contains(alert.DedupeKey) && mayTell?.Invoke(alert) != false).ToList();
            foreach (var alert in news)
            {
                _outbox.Append(alert);
                _told.Add(alert.DedupeKey);
            }
            return news;
        }
    }
}
