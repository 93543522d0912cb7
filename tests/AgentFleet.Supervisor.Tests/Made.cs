using AgentFleet.Definitions;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Tests;

/// <summary>Findings, policies and attempts for tests that need no ledger.</summary>
internal static class Made
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly Guid FindingId = Guid.Parse("019b7c00-0000-7000-8000-000000000001");

    public static readonly Guid AttemptId = Guid.Parse("019b7c00-0000-7000-8000-000000000002");

    public static readonly Guid SessionId = Guid.Parse("019b7c00-0000-7000-8000-000000000003");

    public static Finding Finding() => new()
    {
        Id = FindingId,
        Scanner = "root-disk",
        Source = "root-disk",
        Fingerprint = "web-1/disk/root-disk",
        Episode = 2,
        Kind = "disk",
        Subject = "root-disk",
        Title = "/ is 91 % full",
        Severity = Severity.Critical,
        State = FindingState.Open,
        FirstSeenAt = Now,
        LastSeenAt = Now,
        OpenedAt = Now,
        BadLooks = 2,
        GoodLooks = 0,
        Evidence = """{"path":"/","used_percent":91.5}""",
    };

    public static Attempt Attempt(int number = 1) =>
        new(AttemptId, FindingId, number, "p", "hash", ExecutorKind.Claude, SessionId, "owner", 1, Now);

    /// <summary>A sound policy; <paramref name="head"/> are the lines between the fences.</summary>
    public static Policy Policy(string head, string body = "Fix it.")
    {
        var (policy, problems) = Read($"---\n{head}\n---\n{body}\n");
        problems.ShouldBeEmpty();
        return policy.ShouldNotBeNull();
    }

    /// <summary>What a text says as a policy's file p.md, and all that is wrong with it.</summary>
    public static (Policy? Policy, string[] Problems) Read(string text, string file = "p.md")
    {
        var problems = new Problems();
        var policy = PolicyReader.Read(new DefinitionText("p", file, text, new("hash")), problems);
        return (policy, [.. problems.All.Select(p => p.ToString())]);
    }
}
