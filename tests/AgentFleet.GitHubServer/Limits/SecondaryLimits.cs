using AgentFleet.Hub.Access;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Limits;

/// <summary>What keeps the API whole for others: requests at once, points a minute, writes a minute.</summary>
internal sealed class SecondaryLimits(GitHubRules rules, HubWorld world)
{
    private const int PointsToRead = 1;
    private const int PointsToWrite = 5;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Account> _accounts = [];

    /// <summary>Counts the request in. It is let out by <see cref="End"/>, refused or not.</summary>
    public Answer? Begin(Caller caller, string method)
    {
        var (account, now, writes) = (Of(caller), world.Clock.GetUtcNow(), method is not ("GET" or "HEAD"));
        account.Forget(now - Minute);
        account.AtOnce++;
        if (account.AtOnce > rules.Concurrency)
            return Refusal(rules.LimitedStatus, Minute);
        var points = writes ? PointsToWrite : PointsToRead;
        if (account.Points + points > rules.PointsPerMinute || (writes && account.Writes >= rules.WritesPerMinute))
            return Refusal(rules.LimitedStatus, account.Oldest + Minute - now);
        account.Add(now, points, writes);
        return null;
    }

    public void End(Caller caller) => Of(caller).AtOnce--;

    public Answer Refusal(int status, TimeSpan? later)
    {
        var refusal = Answer.Error(
            status,
            "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
            "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits");
        return rules.SaysRetryAfter && later is { } wait
            ? refusal.With("Retry-After", $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))}")
            : refusal;
    }

    private Account Of(Caller caller)
    {
        if (!_accounts.TryGetValue(caller.Account, out var account))
            _accounts[caller.Account] = account = new();
        return account;
    }

    private sealed class Account
    {
        private readonly Queue<(DateTimeOffset At, int Points, bool Writes)> _requests = new();

        public int AtOnce { get; set; }

        public int Points { get; private set; }

        public int Writes { get; private set; }

        public DateTimeOffset Oldest => _requests.TryPeek(out var oldest) ? oldest.At : default;

        public void Add(DateTimeOffset at, int points, bool writes)
        {
            _requests.Enqueue((at, points, writes));
            Points += points;
            Writes += writes ? 1 : 0;
        }

        public void Forget(DateTimeOffset before)
        {
            while (_requests.TryPeek(out var oldest) && oldest.At <= before)
            {
                _requests.Dequeue();
                Points -= oldest.Points;
                Writes -= oldest.Writes ? 1 : 0;
            }
        }
    }
}
