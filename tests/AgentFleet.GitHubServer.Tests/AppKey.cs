using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentFleet.Hub.State;

namespace AgentFleet.Hub.Tests;

/// <summary>An app and its key pair.</summary>
internal sealed class AppKey : IDisposable
{
    // Making one takes longer than most tests.
    private static readonly Lazy<string> Made = new(() =>
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    });

    private readonly RSA _key = RSA.Create();

    public AppKey(HubWorld world)
    {
        _key.ImportFromPem(Made.Value);
        App = world.AddApp("agentfleet", _key.ExportSubjectPublicKeyInfoPem());
    }

    public HubApp App { get; }

    /// <summary>Issued a minute ago and good for nine, as GitHub advises.</summary>
    public string Jwt(DateTimeOffset now) => Jwt(now.AddMinutes(-1), now.AddMinutes(9));

    public string Jwt(DateTimeOffset issued, DateTimeOffset expires, object? issuer = null, string algorithm = "RS256")
    {
        var claims = new { iat = issued.ToUnixTimeSeconds(), exp = expires.ToUnixTimeSeconds(), iss = issuer ?? App.ClientId };
        var unsigned = $"{Encoded(new { alg = algorithm, typ = "JWT" })}.{Encoded(claims)}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{unsigned}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose() => _key.Dispose();

    private static string Encoded(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
