using System.Collections.ObjectModel;

namespace AgentFleet.GitHub;

/// <summary>How a question is asked.</summary>
/// <param name="Known">What earlier answers gave to remember, by URL; what has not changed since costs nothing.</param>
/// <param name="Patience">The longest wait for a limit; a longer one is an answer.</param>
/// <param name="Urgent">May use what the budget keeps in reserve, such as a second look.</param>
public sealed record Asking(IReadOnlyDictionary<string, string> Known, TimeSpan Patience, bool Urgent = false)
{
    /// <summary>Nothing is known, and nobody waits.</summary>
    public static Asking AtOnce { get; } = new(ReadOnlyDictionary<string, string>.Empty, TimeSpan.Zero);
}
