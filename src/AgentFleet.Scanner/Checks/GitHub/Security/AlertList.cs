using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.Security;

/// <summary>One of GitHub's lists of security alerts, and how it is asked.</summary>
/// <param name="Name">Such as <c>dependabot</c>.</param>
internal sealed record AlertList<T>(
    string Name,
    Func<Asking, CancellationToken, Task<Answer<Listing<T>>>> OpenAsync,
    Func<int, Asking, CancellationToken, Task<Answer<T>>> OneAsync,
    Func<T, AlertSeen> Read);
