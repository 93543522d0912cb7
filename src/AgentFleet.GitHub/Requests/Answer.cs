using System.Collections.ObjectModel;
using System.Text;

namespace AgentFleet.GitHub;

/// <summary>What came of a question. Only <see cref="Seen"/>, <see cref="Unchanged"/> and a <see cref="Missing"/> that is gone say something about the world.</summary>
public abstract record Answer<T>
{
    private Answer()
    {
    }

    /// <param name="ETags">
    /// To be remembered with what is made of the value, in one transaction, and to be known when the same is asked again:
    /// by URL, as <see cref="Asking.Known"/> wants them.
    /// </param>
    public sealed record Seen(T Value, IReadOnlyDictionary<string, string> ETags) : Answer<T>;

    /// <summary>As it was when what is known was remembered; it cost none of the budget.</summary>
    /// <param name="ETags">To be remembered on.</param>
    public sealed record Unchanged(IReadOnlyDictionary<string, string> ETags) : Answer<T>;

    /// <summary>It is not there, or this token may not see that it is.</summary>
    /// <param name="Gone">GitHub says that it was there and is no more.</param>
    public sealed record Missing(bool Gone) : Answer<T>;

    /// <param name="Reason">One line.</param>
    /// <param name="Needs">The rights that would do, such as <c>issues=read</c>, where GitHub tells.</param>
    public sealed record Denied(string Reason, string? Needs = null) : Answer<T>;

    /// <param name="Until">By our clock.</param>
    public sealed record Limited(DateTimeOffset Until, LimitKind Which) : Answer<T>;

    /// <param name="Reason">One line.</param>
    public sealed record Failed(string Reason, bool MayTryAgain) : Answer<T>;

    internal static Answer<T> Of(T value) => new Seen(value, ReadOnlyDictionary<string, string>.Empty);

    /// <summary>The same answer to another question; not for what was seen.</summary>
    internal Answer<TOther> As<TOther>(Func<string, string>? said = null) => this switch
    {
        Unchanged(var etags) => new Answer<TOther>.Unchanged(etags),
        Missing(var gone) => new Answer<TOther>.Missing(gone),
        Denied(var reason, var needs) => new Answer<TOther>.Denied(said?.Invoke(reason) ?? reason, needs),
        Limited(var until, var which) => new Answer<TOther>.Limited(until, which),
        Failed(var reason, var again) => new Answer<TOther>.Failed(said?.Invoke(reason) ?? reason, again),
        _ => throw new InvalidOperationException("what was seen has a type of its own"),
    };

    /// <summary>Why there is no value, in one line; null where there is one.</summary>
    public string? Trouble => this switch
    {
        Missing(true) => "it is gone",
        Missing => "it is not there, or the token may not see it",
        Denied(var reason, null) => reason,
        Denied(var reason, var needs) => $"{reason} (needs {needs})",
        Limited(var until, var which) => $"{which.Said()} until {until:u}",
        Failed(var reason, _) => reason,
        _ => null,
    };

    // What the cases hold says it all.
    protected virtual bool PrintMembers(StringBuilder builder) => false;
}
