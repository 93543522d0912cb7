namespace AgentFleet.GitHub;

/// <summary>
/// A token that is fetched when it is needed, kept while it is good, and renewed before it runs out. However many ask, it
/// is fetched once; what keeps us from one is not tried again at once.
/// </summary>
/// <param name="fetch">Gets a new one. It is not cancelled when one of those who wait gives up.</param>
internal sealed class KeptToken(Func<Task<Answer<AccessToken>>> fetch, ServerClock clock) : ITokenSource
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LeastLeft = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private AccessToken? _token;
    private Answer<AccessToken>? _trouble;
    private DateTimeOffset _notBefore;
    private Task<Answer<AccessToken>>? _fetching;

    public Task<Answer<AccessToken>> TokenAsync(RepositoryName? repository, CancellationToken ct)
    {
        lock (_lock)
        {
            var resting = clock.Local < _notBefore;
            if (_token is { } token && (Lasts(token, RenewBefore) || (resting && Lasts(token, LeastLeft))))
                return Task.FromResult(Answer<AccessToken>.Of(token));
            if (resting && _trouble is { } trouble)
                return Task.FromResult(trouble);
            return (_fetching ??= FetchAsync()).WaitAsync(ct);
        }
    }

    public void Drop(AccessToken token)
    {
        lock (_lock)
        {
            // Others may have noticed before, and have a new one.
            if (token.IsSameAs(_token))
                _token = null;
        }
    }

    private async Task<Answer<AccessToken>> FetchAsync()
    {
        // Not inside the lock of whoever asked first.
        await Task.Yield();
        try
        {
            return Settle(await fetch());
        }
        catch
        {
            lock (_lock)
                _fetching = null;
            throw;
        }
    }

    private Answer<AccessToken> Settle(Answer<AccessToken> answer)
    {
        lock (_lock)
        {
            _fetching = null;
            if (answer is Answer<AccessToken>.Seen seen)
            {
                (_token, _trouble, _notBefore) = (seen.Value, null, default);
                return answer;
            }
            _trouble = answer;
            _notBefore = answer is Answer<AccessToken>.Limited(var until, _) ? until : clock.Local + AfterTrouble;
            return _token is { } token && Lasts(token, LeastLeft) ? Answer<AccessToken>.Of(token) : answer;
        }
    }

    private bool Lasts(AccessToken token, TimeSpan atLeast) => token.ExpiresAt is not { } end || end - clock.Server > atLeast;
}
