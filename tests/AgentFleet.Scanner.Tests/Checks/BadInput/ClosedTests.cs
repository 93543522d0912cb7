using System.Net.Sockets;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Updates;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>What may not be read is UNKNOWN, for every check that reads something; root may read everything.</summary>
[Trait(NobodyTests.As, NobodyTests.Nobody)]
public sealed class ClosedTests : IDisposable
{
    private const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    public ClosedTests() => Assert.SkipWhen(Environment.IsPrivilegedProcess, "root can read everything; NobodyTests runs this again");

    private string Closed => _folder.File("closed");

    private void Close()
    {
        _folder.Write("closed/inner/file.gz", "12345");
        _folder.Write("closed/file.gz", "12345");
        Directory.CreateDirectory(_folder.File("closed/checkout/.git"));
        File.SetUnixFileMode(Closed, UnixFileMode.None);
    }

    private static async Task UnknownAsync(string definition, string reason)
    {
        var look = await Definition.Check(definition).SurviveAsync();
        var source = look.Sources.ShouldHaveSingleItem();
        source.Incomplete.ShouldNotBeNull().ShouldContain(reason);
        source.Observations.ShouldBeEmpty();
    }

    private static async Task UnknownAsync(string path, (string Definition, string Reason)[] kinds)
    {
        foreach (var (definition, reason) in kinds)
            await UnknownAsync(definition.Replace("PATH", path, StringComparison.Ordinal), reason);
    }

    [Fact]
    public async Task A_folder_of_which_nobody_knows_the_size_and_the_newest_file()
    {
        Close();
        foreach (var mode in new[] { UnixFileMode.None, UnixFileMode.UserRead, UnixFileMode.UserExecute })
        {
            File.SetUnixFileMode(Closed, mode);
            await UnknownAsync($"{{ kind: folder-size, path: {Closed}, thresholds: {{ warning: 1GiB }} }}", "permission denied");
            await UnknownAsync($"{{ kind: folder-size, path: {_folder.Path}, thresholds: {{ warning: 1GiB }} }}", "permission denied");
            await UnknownAsync($"{{ kind: freshness, path: {Closed}, pattern: \"*.gz\", thresholds: {{ warning: 1h }} }}", "permission denied");
        }
    }

    [Fact]
    public Task What_lies_in_a_closed_folder()
    {
        Close();
        return UnknownAsync(Closed,
        [
            ("{ kind: freshness, path: PATH/file.gz, thresholds: { warning: 1h } }", "permission denied"),
            ("{ kind: logs, file: PATH/file.gz, match: [x] }", "permission denied"),
            ("{ kind: certificates, files: [PATH/file.gz] }", "permission denied"),
            ("{ kind: git, path: PATH/checkout }", "cannot be reached"),
            ("{ kind: plugin, command: [PATH/file.gz] }", "no such file"),
            ("{ kind: containers, socket: PATH/file.gz }", "may not be opened by this user"),
            ("{ kind: folder-size, path: PATH/inner, thresholds: { warning: 1GiB } }", "cannot be reached"),
        ]);
    }

    [Fact]
    public Task A_closed_file()
    {
        var file = _folder.Write("file", "12345");
        File.SetUnixFileMode(file, UnixFileMode.None);
        return UnknownAsync(file,
        [
            ("{ kind: logs, file: PATH, match: [x] }", "permission denied"),
            ("{ kind: certificates, files: [PATH] }", "permission denied"),
            ("{ kind: plugin, command: [PATH] }", "is not executable"),
        ]);
    }

    [Fact]
    public async Task A_program_of_somebody_else()
    {
        // Executable by some, and not by us.
        var file = _folder.Write("file", "#!/bin/sh\n");
        File.SetUnixFileMode(file, UnixFileMode.OtherExecute);
        await UnknownAsync($"{{ kind: plugin, command: [{file}] }}", "Permission denied");
    }

    [Fact]
    public async Task A_closed_checkout()
    {
        Directory.CreateDirectory(_folder.File("checkout/.git"));
        File.SetUnixFileMode(_folder.File("checkout/.git"), UnixFileMode.None);
        await UnknownAsync($"{{ kind: git, path: {_folder.File("checkout")} }}", "git status fails");
        Directory.Delete(_folder.File("checkout/.git"));
        File.SetUnixFileMode(_folder.Write("checkout/.git", "gitdir: /x\n"), UnixFileMode.None);
        await UnknownAsync($"{{ kind: git, path: {_folder.File("checkout")} }}", "cannot be read");
    }

    [Fact]
    public async Task A_closed_socket()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.File("s")));
        socket.Listen();
        File.SetUnixFileMode(_folder.File("s"), UnixFileMode.None);
        await UnknownAsync($"{{ kind: containers, socket: {_folder.File("s")} }}", "may not be opened by this user");
    }

    [Fact]
    public async Task The_package_lists_of_somebody_else()
    {
        _folder.Write("var/lib/dpkg/status", "");
        _folder.Write("closed/x_InRelease", "");
        Directory.CreateDirectory(_folder.File("var/lib/apt"));
        Directory.Move(Closed, _folder.File("var/lib/apt/lists"));
        File.SetUnixFileMode(_folder.File("var/lib/apt/lists"), UnixFileMode.None);
        var check = new UpdateCheck(new UpdateJudge(new(1, null), new(1, null), TimeSpan.FromDays(7), Level.Warning)) { Managers = [new Apt(_folder.Path) { Program = ["/bin/echo", "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded."] }] };
        var look = await check.SurviveAsync();
        look.Sources.Select(source => source.Incomplete is null).ShouldBe([true, false, true]);
        File.SetUnixFileMode(_folder.File("var/lib/apt/lists"), All);
    }

    public void Dispose()
    {
        if (Directory.Exists(Closed))
            File.SetUnixFileMode(Closed, All);
        if (Directory.Exists(_folder.File("checkout/.git")))
            File.SetUnixFileMode(_folder.File("checkout/.git"), All);
        _folder.Dispose();
    }
}
