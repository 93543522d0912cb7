using System.Security.Cryptography;
using AgentFleet.Testing;

namespace AgentFleet.GitHub.Tests.Access;

/// <summary>A key of a test's own, in a file.</summary>
internal sealed class AppKeyFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AppKeyFile() => Path = _folder.Write("app.pem", Key.ExportRSAPrivateKeyPem());

    public RSA Key { get; } = RSA.Create(2048);

    public string Path { get; }

    public GitHubAccess.App App => new("12345", 99, Path);

    public void Dispose()
    {
        Key.Dispose();
        _folder.Dispose();
    }
}
