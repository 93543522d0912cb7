using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace AgentFleet.GitHub;

/// <summary>
/// Installation tokens of an App, good for an hour each and for no more than the repositories that the configuration
/// lists. One token serves them all; when GitHub refuses that because one of them is not the installation's (any more),
/// each repository gets a token of its own, so that the others are not stopped by it.
/// </summary>
/// <remarks>https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app</remarks>
internal sealed class AppTokens(GitHubAccess.App app, Uri api, IReadOnlyList<RepositoryName> repositories, Sender sender, ServerClock clock) : ITokenSource
{
    // More names than this cannot stand in one request; then the installation's own choice is what bounds the token.
    private const int MostNames = 500;

    private static readonly TimeSpan ClockSlip = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, KeptToken> _kept = new(StringComparer.OrdinalIgnoreCase);
    private volatile bool _eachAlone;

    public IReadOnlyDictionary<string, string>? Granted { get; private set; }

    public async Task<Answer<AccessToken>> TokenAsync(RepositoryName? repository, CancellationToken ct)
    {
        if (repository is not { } one || repositories.Count == 0)
            return await Kept("", []).TokenAsync(null, ct);
        if (!_eachAlone)
        {
            var together = await Kept("/", repositories.Count > MostNames ? [] : [.. repositories.Select(r => r.Name)]).TokenAsync(null, ct);
            if (!_eachAlone)
                return together;
        }
        return await Kept(one.ToString(), [one.Name]).TokenAsync(null, ct);
    }

    public void Drop(AccessToken token)
    {
        foreach (var kept in _kept.Values)
            kept.Drop(token);
    }

    private KeptToken Kept(string scope, IReadOnlyList<string> names) =>
        _kept.GetOrAdd(scope, static (_, a) => new KeptToken(() => a.Self.FetchAsync(a.names), a.Self.Clock), (Self: this, names));

    private ServerClock Clock => clock;

    private async Task<Answer<AccessToken>> FetchAsync(IReadOnlyList<string> names)
    {
        try
        {
            var ahead = clock.Ahead;
            var reply = await AskAsync(names);
            // The refusal's date may be the first that we learn of GitHub's clock.
            if (reply is Reply.Arrived { Status: 401 } && (clock.Ahead - ahead).Duration() > ClockSlip)
                reply = await AskAsync(names);
            if (reply is Reply.Arrived { Status: 422 } && names.Count > 1)
                _eachAlone = true;
            return Reading.Answer(reply, GitHubJson.Default.InstallationToken) switch
            {
                Answer<InstallationToken>.Seen { Value: var made } when AccessToken.IsToken(made.Token) => Made(made),
                Answer<InstallationToken>.Seen => new Answer<AccessToken>.Failed("the App's token has no form that a token has", true),
                Answer<InstallationToken>.Missing => new Answer<AccessToken>.Denied($"there is no installation {app.Installation} of this App (any more)"),
                var trouble => trouble.As<AccessToken>(reason => $"no token for the App: {reason}"),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Answer<AccessToken>.Failed($"the key file {app.KeyFile} {FileFault.Of(e).Message}", true);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return new Answer<AccessToken>.Failed($"the key file {app.KeyFile} holds no private RSA key in PEM form", true);
        }
    }

    private Answer<AccessToken> Made(InstallationToken made)
    {
        Granted = made.Permissions;
        return Answer<AccessToken>.Of(new(made.Token, made.ExpiresAt));
    }

    private async Task<Reply> AskAsync(IReadOnlyList<string> names)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new(names.Count > 0 ? names : null), GitHubJson.Default.InstallationTokenRequest);
        var url = new Uri(api, $"app/installations/{app.Installation}/access_tokens");
        var letter = new Letter(HttpMethod.Post, url) { Body = body, MayRepeat = true, CountsForBudget = false };
        return await sender.SendAsync(letter, AppKey.Sign(app.KeyFile, app.Id, clock.Server), Turn.AtOnce, CancellationToken.None);
    }
}
