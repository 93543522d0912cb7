using System.Text.Json.Nodes;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks;

/// <summary>Everything that a check looked at, also what is well.</summary>
public sealed record Look(IReadOnlyList<SourceLook> Sources)
{
    /// <summary>
    /// What the check wants to know at its next look, such as how far it has read a log; written together with what it saw.
    /// Null: what it noted before stays.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Notes { get; init; }

    /// <summary>A look that saw nothing at all, and why.</summary>
    public static Look Blind(string scanner, string reason) => new([new SourceLook(scanner, [], reason)]);

    /// <summary>What a source does not mention stays as it is known; see <see cref="SourceLook.TellsOnlyChanges"/>.</summary>
    internal bool TellsOnlyChanges => Sources.Any(source => source.TellsOnlyChanges);

    /// <summary>
    /// Why absence means nothing for what a source saw earlier; null when it may be believed. A source that is no
    /// longer there is spoken for only by a look of which every part is complete.
    /// </summary>
    internal string? WhyBlind(string source)
    {
        var own = Sources.Where(look => look.Source == source).ToList();
        return (own.Count > 0 ? own : Sources).Select(look => look.Incomplete).FirstOrDefault(reason => reason is not null);
    }
}

/// <summary>
/// What one source showed: the scanner itself, or a part of it that can fail alone, such as one mount.
/// <paramref name="Incomplete"/> is why the answer is not the whole answer, in one line; null when it is.
/// </summary>
public sealed record SourceLook(string Source, IReadOnlyList<Observation> Observations, string? Incomplete = null)
{
    private const int LongestSource = 1000;
    private const int LongestReason = 300;

    // Whoever may mount something chooses its name. Both are logged and shown, and the source is found again by its name
    // in the ledger, so they are made harmless here, before anybody compares or stores them.
    public string Source { get; init; } = PlainText.Line(Source, LongestSource);

    /// <summary>
    /// Whether it tells only of what is new to it, and of what has ended under <see cref="Endings"/>. Then absence closes
    /// nothing.
    /// </summary>
    public bool TellsOnlyChanges { get; init; }

    /// <summary>What has ended, by its own evidence; to be believed of a source that is not complete, too.</summary>
    public IReadOnlyList<Ending> Endings { get; init; } = [];

    public string? Incomplete { get; init; } = Incomplete is null ? null : PlainText.Line(Incomplete, LongestReason) is { Length: > 0 } reason ? reason : "it does not say why";
}

/// <summary>One thing that was looked at; a <paramref name="Thing"/> of null is the scanner's only one.</summary>
public sealed record Observation(string? Thing, Level Level, string Title, JsonObject Evidence)
{
    /// <summary>
    /// For what is counted or averaged over a time, such as the new lines of a log: since when. Null when it is how things stand now. What
    /// was counted before an attempt ended says nothing about the attempt.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether it has happened and is over, so that no later look will find it again: then one look is believed.</summary>
    public bool IsOver { get; init; }

    /// <summary>What it is by its own name; null: the scanner's kind, and the scanner or one thing of it.</summary>
    public Identity? Identity { get; init; }

    /// <summary>Why it is nobody's order to fix it; null when it may be fixed.</summary>
    public string? Refused { get; init; }

    /// <summary>Among equally severe ones the lower is worked on first.</summary>
    public int Rank { get; init; }

    /// <summary>When it began by its source's own account.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>What was measured, to be kept as history.</summary>
    public IReadOnlyList<Measurement> Measured { get; init; } = [];
}

/// <summary>What something is that has a name of its own, wherever it was seen.</summary>
/// <param name="Kind">The kind of its findings, such as <c>github.issue</c>.</param>
/// <param name="Subject">As people call it, such as <c>acme/shop#12</c>; it may be called otherwise later.</param>
/// <param name="Key">What stays the same meanwhile.</param>
public sealed record Identity(string Kind, string Subject, string Key);

/// <summary>Something that a source has told of is over.</summary>
/// <param name="Reason">By what evidence, in one line.</param>
/// <param name="IsCure">It is well now; otherwise it only concerns nobody any more, which proves no attempt.</param>
public sealed record Ending(string Kind, string Key, string Reason, bool IsCure);

/// <summary>One number of an observation, such as <c>used_percent</c> in <c>%</c>.</summary>
public sealed record Measurement(string Metric, string Unit, double Value);

/// <summary>How well a thing is.</summary>
public enum Level
{
    Ok,
    Info,
    Warning,
    Critical,
}
