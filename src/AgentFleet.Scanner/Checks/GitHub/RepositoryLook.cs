using AgentFleet.GitHub;
using AgentFleet.Scanner.Checks.GitHub.PullRequests;
using AgentFleet.Scanner.Checks.GitHub.Security;
using AgentFleet.Scanner.Checks.GitHub.Workflows;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Looks at one repository, part by part: what cannot be seen of one keeps no other from being told.</summary>
internal sealed class RepositoryLook(GitHubClient client, GitHubSettings settings, KnownFindings known, DateTimeOffset now)
{
    // So that what comes hours later, such as the full looks of many repositories, does not come at once.
    private const double Spread = 0.2;
    private const double ShareOfRetry = 1.0 / 6;

    /// <param name="configured">As the configuration calls it.</param>
    public async Task<RepositoryTold> LookAsync(RepositoryName configured, RepositoryMemory? memory, CancellationToken ct)
    {
        var tale = new Tale();
        var full = IsFullDue(memory);
        if (!full)
        {
            var moved = await LookAsync(ScopeOf(memory!, full), memory!, tale, ct);
            if (memory!.Unseen is { } unseen && tale.Troubles.Count == 0)
                tale.Troubles.Add(unseen);
            return new(configured, tale, moved);
        }
        var answer = await new RepositoryQuestions(client).OneAsync(configured, Asking.AtOnce with { Patience = TimeSpan.FromSeconds(5) }, ct);
        if (answer is not Answer<GitHubRepository>.Seen { Value: { DefaultBranch: { Length: > 0 } branch } seen } || !RepositoryName.TryParse(seen.FullName, out _))
        {
            tale.Troubles.Add(answer.Trouble ?? "GitHub does not say what its default branch is");
            return new(configured, tale, memory);
        }
        // Another repository has taken the name, perhaps somebody else's: whose word counts there is for a person to say.
        if (memory is not null && memory.Id != seen.Id)
        {
            tale.Troubles.Add("it is another repository than before, of the same name: if it is meant, leave it out of the configuration for a look");
            return new(configured, tale, memory);
        }
        var begun = (memory ?? new() { Id = seen.Id, Name = seen.FullName, DefaultBranch = branch }) with { Name = seen.FullName, DefaultBranch = branch };
        if (seen.OpenIssuesCount is { } open)
            tale.Counts["open_items"] = open;
        var after = await LookAsync(ScopeOf(begun, full), begun, tale, ct);
        return new(configured, tale, tale.Incomplete is { } why
            ? after with { TriedAt = now, Tries = begun.Tries + 1, Unseen = why }
            : after with { FullAt = now, TriedAt = now, Tries = 0, Unseen = null });
    }

    private static async Task<RepositoryMemory> LookAsync(RepositoryScope scope, RepositoryMemory memory, Tale tale, CancellationToken ct)
    {
        // First, because the issues that these stand for are no findings of their own.
        var workflows = new WorkflowIntake(scope, tale);
        var after = memory with { Workflows = await workflows.LookAsync(memory.Workflows, ct) };
        var issues = new IssueIntake(scope, tale, workflows.Joined);
        after = after with { Issues = await issues.LookAsync(memory.Issues, ct) };
        after = after with { PullRequests = await new PullRequestIntake(scope, tale).LookAsync(memory.PullRequests, issues.PullRequestsChanged, ct) };
        await new SecurityIntake(scope, tale).LookAsync(ct);
        return Counted(after, scope, tale);
    }

    // Kept as history when they changed, and at each full look.
    private static RepositoryMemory Counted(RepositoryMemory memory, RepositoryScope scope, Tale tale)
    {
        var before = memory.Counts ?? new Dictionary<string, int>();
        if (!scope.Full && tale.Counts.All(count => before.TryGetValue(count.Key, out var last) && last == count.Value))
            tale.Counts.Clear();
        if (tale.Counts.Count == 0)
            return memory;
        var counts = new Dictionary<string, int>(before);
        foreach (var (name, count) in tale.Counts)
            counts[name] = count;
        tale.Observations.Add(new(scope.Name.ToString(), Level.Ok, $"{scope.Name} was looked at", [])
        {
            Measured = [.. counts.Select(count => new Measurement(count.Key, "", count.Value))],
        });
        return memory with { Counts = counts };
    }

    private RepositoryScope ScopeOf(RepositoryMemory memory, bool full) =>
        new(client, settings, RepositoryName.Parse(memory.Name), memory.Id, memory.DefaultBranch, full, now) { Known = known };

    private bool IsFullDue(RepositoryMemory? memory)
    {
        if (memory is { Tries: > 0, TriedAt: { } tried } && tried <= now && now - tried < BeforeRetry(memory.Tries))
            return false;
        return memory is not { Tries: 0, FullAt: { } last } || now < last || now - last >= settings.FullEvery * (1 - (Spread * (memory.Id % 100) / 100));
    }

    // What passes is over at the next look; what lasts, such as the want of a right, must not cost the hour's budget in a few minutes.
    private TimeSpan BeforeRetry(int tries)
    {
        var (growing, most) = (TimeSpan.FromMinutes(tries < 2 ? 0 : Math.Pow(2, Math.Min(tries, 20) - 2)), settings.FullEvery * ShareOfRetry);
        return growing < most ? growing : most;
    }
}

/// <param name="Memory">To be remembered; null when nothing is known of it yet.</param>
internal sealed record RepositoryTold(RepositoryName Name, Tale Tale, RepositoryMemory? Memory);
