using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AgentFleet.GitHub;

/// <summary>An App's private key, with which it says who it is.</summary>
/// <remarks>https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app</remarks>
internal static class AppKey
{
    private const int MostBytes = 64 * 1024;
    private const string Advice = "download a private key from the App's settings page, and name that file";

    // At most ten minutes are allowed, by GitHub's clock; one at either end is for clocks that differ a little.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(9);

    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);

    public static FileFault? Fault(string path)
    {
        try
        {
            using var key = Read(path);
            // A public key can be read as well, but nothing can be signed with it.
            key.SignData("test"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return key.KeySize >= 2048 ? null : new("holds an RSA key that is too short", Advice);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return new("holds no private RSA key in PEM form", Advice);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var fault = FileFault.Of(e);
            return fault with { Advice = fault.Advice ?? Advice };
        }
    }

    /// <param name="now">By GitHub's clock.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="CryptographicException">It holds no key.</exception>
    public static AccessToken Sign(string path, string app, DateTimeOffset now)
    {
        using var key = Read(path);
        var claims = new AppClaims((now - Early).ToUnixTimeSeconds(), (now + Life).ToUnixTimeSeconds(), app);
        var signed = $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, GitHubJson.Default.AppClaims))}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new AccessToken($"{signed}.{Base64Url.EncodeToString(signature)}");
    }

    private static RSA Read(string path)
    {
        if (new FileInfo(path).Length > MostBytes)
            throw new CryptographicException("too long for a key");
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
