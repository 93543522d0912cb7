namespace AgentFleet.Ledger.Alerting;

/// <summary>
/// An alert to be put in the outbox, in the transaction of the change that it reports. A second one with the same
/// <paramref name="DedupeKey"/> is dropped. <paramref name="Title"/> and <paramref name="Body"/> must stand alone:
/// the phone may show nothing else.
/// </summary>
public sealed record NewAlert(AlertKind Kind, string DedupeKey, string Title, string Body)
{
    public Guid? FindingId { get; init; }

    /// <summary>Written for the record, but not sent: the finding is muted.</summary>
    public bool Suppressed { get; init; }

    /// <summary>What the keys of <see cref="BrokenFile"/> begin with.</summary>
    internal const string BrokenKey = "definition.broken:";

    /// <summary>The file of a key of <see cref="BrokenFile"/>.</summary>
    internal static string FileOf(string key) => key[BrokenKey.Length..key.LastIndexOf(':')];

    /// <summary>
    /// An edit of a file is broken; told of once an edit, by whoever reads it first.
    /// </summary>
    /// <param name="hash">Tells one broken edit from the next; null when the file cannot be read.</param>
    /// <param name="problems">What is wrong, each with its place.</param>
    public static NewAlert BrokenFile(string file, string? hash, IEnumerable<string> problems, string consequence)
    {
        var said = string.Join('\n', problems);
        hash ??= Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(said)));
        return new(AlertKind.DefinitionBroken, $"{BrokenKey}{file}:{hash}", PlainText.Line($"Broken: {Path.GetFileName(file)}", 120), $"{consequence}\n{said}");
    }
}
