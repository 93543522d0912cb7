using AgentFleet.Processes;
using AgentFleet.Scanner.Checks.Updates;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Updates;

/// <summary>A repository of small packages, and a folder into which the real dnf installs them; nothing of this machine's is touched.</summary>
internal sealed class RpmRepository : IDisposable
{
    private const string Advisory = """
        <updates><update from="x" status="final" type="security" version="1">
        <id>TEST-2026-0001</id><title>libweak</title><issued date="2026-03-01 00:00:00"/><severity>Important</severity><description>d</description>
        <pkglist><collection short="c"><name>c</name><package name="libweak" version="1.1" release="1" epoch="0" arch="noarch" src="libweak-1.1-1.src.rpm">
        <filename>libweak-1.1-1.noarch.rpm</filename></package></collection></pkglist></update></updates>
        """;

    private readonly TemporaryFolder _folder = new();

    public RpmRepository()
    {
        // What Debian's rpm would put below the home of whoever runs it.
        _folder.Write("home/.rpmmacros", "%_dbpath /var/lib/rpm\n");
        _folder.Write("root/usr/bin/dnf", "");
        _folder.Write("root/etc/yum.repos.d/t.repo", $"[t]\nname=t\nbaseurl=file://{_folder.File("repo")}\ngpgcheck=0\n");
        _folder.Write("updateinfo.xml", Advisory);
    }

    /// <summary>Why there can be none here; null when it can.</summary>
    public static string? Missing => new[] { "dnf", "rpmbuild", "createrepo_c", "modifyrepo_c" }.FirstOrDefault(name => !File.Exists($"/usr/bin/{name}")) is { } missing
        ? $"there is no {missing} here"
        : null;

    public Dnf Manager => new(_folder.File("root")) { Program = Dnf() };

    public async Task BuildAsync(string name, string version, string more = "")
    {
        var spec = _folder.Write($"{name}.spec", $"Name: {name}\nVersion: {version}\nRelease: 1\nSummary: s\nLicense: none\nBuildArch: noarch\n{more}\n%description\nd\n%files\n");
        await RunAsync("rpmbuild", "-bb", "--quiet", "--define", $"_topdir {_folder.File("top")}", "--define", $"_rpmdir {_folder.File("repo")}", spec);
    }

    public async Task PublishAsync()
    {
        await RunAsync("createrepo_c", "--quiet", _folder.File("repo"));
        await RunAsync("modifyrepo_c", "--mdtype=updateinfo", _folder.File("updateinfo.xml"), _folder.File("repo/repodata"));
    }

    public Task DnfAsync(params string[] arguments) => RunAsync([.. Dnf(), "--assumeyes", .. arguments]);

    public void AddRepository(string file, string text) => _folder.Write($"root/etc/yum.repos.d/{file}", text);

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<string> Dnf() =>
    [
        "env", $"HOME={_folder.File("home")}", "dnf", $"--installroot={_folder.File("root")}", $"--setopt=reposdir={_folder.File("root/etc/yum.repos.d")}", "--releasever=1", "--disableplugin=local",
    ];

    private static async Task RunAsync(params string[] argv)
    {
        var ended = await Command.RunAsync(new CommandSpec(argv, TimeSpan.FromSeconds(60)), TimeProvider.System, TestContext.Current.CancellationToken);
        var exited = ended.ShouldBeOfType<CommandResult.Exited>();
        exited.Code.ShouldBe(0, exited.Errors);
    }
}
