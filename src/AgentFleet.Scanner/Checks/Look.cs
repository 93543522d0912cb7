using System.Text.Json.Nodes;

namespace AgentFleet.Scanner.Checks;

/// <summary>Everything that a check looked at, also what is well.</summary>
public sealed record Look(IReadOnlyList<SourceLook> Sources)
{
    /// <summary>A look that saw nothing at all, and why.</summary>
    public static Look Blind(string scanner, string reason) => new([new SourceLook(scanner, [], reason)]);

    /// <summary>
    /// Why absence means nothing for what a source saw earlier; null when it may be believed. A source that is no
    /// longer there is spoken for only by a look of which every part is complete.
    /// </summary>
    internal string? WhyBlind(string source)
    {
        var own = Sources.FirstOrDefault(look => look.Source == source);
        return own is null ? Sources.Select(look => look.Incomplete).FirstOrDefault(reason => reason is not null) : own.Incomplete;
    }
}

/// <summary>
/// What one source showed: the scanner itself, or a part of it that can fail alone, such as one mount.
/// <paramref name="Incomplete"/> is why the answer is not the whole answer, in one line; null when it is.
/// </summary>
public sealed record SourceLook(string Source, IReadOnlyList<Observation> Observations, string? Incomplete = null);

/// <summary>One thing that was looked at; a <paramref name="Thing"/> of null is the scanner's only one.</summary>
public sealed record Observation(string? Thing, Level Level, string Title, JsonObject Evidence);

/// <summary>How well a thing is.</summary>
public enum Level
{
    Ok,
    Info,
    Warning,
    Critical,
}
