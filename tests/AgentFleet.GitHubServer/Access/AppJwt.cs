using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Access;

/// <summary>
/// What GitHub asks of an app's JWT: RS256, <c>iss</c> the app's id or client id, <c>iat</c> not ahead of GitHub's clock,
/// <c>exp</c> ahead of it and by ten minutes at most. The refusals are GitHub's words.
/// </summary>
/// <remarks>https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app</remarks>
internal static class AppJwt
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    public static (Caller Caller, Answer? Refusal) Check(string jwt, HubWorld world)
    {
        var parts = jwt.Split('.');
        if (Decoded(parts[0]) is not { } header || Decoded(parts[1]) is not { } claims)
            return Refused("A JSON web token could not be decoded");
        var app = world.Apps.FirstOrDefault(a => Issuer(claims) is { } issuer && (issuer == $"{a.Id}" || issuer == a.ClientId));
        if (app is null)
            return Refused("'Issuer' claim ('iss') must be an Integer");
        if (!header.TryGetProperty("alg", out var algorithm) || algorithm.GetString() != "RS256" || !IsSigned(parts, app))
            return Refused("A JSON web token could not be decoded");
        return Wrong(claims, world.Clock.GetUtcNow()) is { } wrong ? Refused(wrong) : (new(null, app), null);
    }

    private static string? Wrong(JsonElement claims, DateTimeOffset now)
    {
        if (Time(claims, "exp") is not { } end || end <= now)
            return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
        if (end > now + LongestLife)
            return "'Expiration time' claim ('exp') is too far in the future";
        return Time(claims, "iat") is not { } begin || begin > now
            ? "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"
            : null;
    }

    private static bool IsSigned(string[] parts, HubApp app)
    {
        using var key = RSA.Create();
        key.ImportFromPem(app.PublicKey);
        return Bytes(parts[2]) is { } signature && key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static string? Issuer(JsonElement claims) =>
        claims.TryGetProperty("iss", out var issuer) && issuer.ValueKind is JsonValueKind.String or JsonValueKind.Number ? issuer.ToString() : null;

    private static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds)
            && seconds is > 0 and < 100_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static JsonElement? Decoded(string part)
    {
        try
        {
            if (Bytes(part) is not { } bytes)
                return null;
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static (Caller, Answer?) Refused(string message) => (Caller.Nobody, Answer.Error(401, message));
}
