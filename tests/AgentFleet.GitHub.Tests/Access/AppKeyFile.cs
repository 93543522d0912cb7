using System.Security.Cryptography;
using AgentFleet.Testing;

namespace AgentFleet.GitHub.Tests.Access;

/// <summary>A key, in a file of a test's own.</summary>
internal sealed class AppKeyFile : IDisposable
{
    // One for all tests: making one takes longer than most of them.
    private static readonly RSA Shared = RSA.Create(2048);
    private static readonly string Pem = Shared.ExportRSAPrivateKeyPem();

    private readonly TemporaryFolder _folder = new();

    public AppKeyFile() => Path = _folder.Write("app.pem", Pem);

    public RSA Key { get; } = Shared;

    public string Path { get; }

    public GitHubAccess.App App => new("12345", 99, Path);

    public void Dispose() => _folder.Dispose();
}
