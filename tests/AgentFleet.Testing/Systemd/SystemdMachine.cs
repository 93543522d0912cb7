using System.Globalization;
using System.Runtime.InteropServices;
using AgentFleet.Processes;

namespace AgentFleet.Testing.Systemd;

/// <summary>
/// A machine that systemd runs, in a container, on the root that <c>./test</c> has made. What is written in it is gone
/// with it. It has no network. It ends when it is disposed, and after some minutes whatever happens.
/// </summary>
public sealed class SystemdMachine : IAsyncDisposable
{
    private const string Runtime = "/opt/dotnet", App = "/opt/agentfleet";

    // Moves itself out of the way first, so that all of the machine is in groups of its own.
    private const string Boot = """
        for group in $0; do echo $$ >"$group/cgroup.procs" || exit 1; done
        exec timeout --kill-after=5 600 systemd-nspawn "$@" </dev/null
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly Service _nspawn;
    private readonly ControlGroup _group;
    private readonly TemporaryFolder _home;
    private int _leader;

    private SystemdMachine(Service nspawn, ControlGroup group, TemporaryFolder home) => (_nspawn, _group, _home) = (nspawn, group, home);

    /// <summary>What stands before a program that is to run in it.</summary>
    public IReadOnlyList<string> Enter => ["nsenter", "--target", Text(_leader), "--all", "--"];

    /// <summary>The program under test, in there.</summary>
    public IReadOnlyList<string> Program => Executable.Argv is [var host, var dll]
        ? [.. Enter, $"{Runtime}/{Path.GetFileName(host)}", $"{App}/{Path.GetFileName(dll)}"]
        : [.. Enter, $"{App}/{Path.GetFileName(Executable.Argv[0])}"];

    private static string Root => Repository.Path(".tools", "systemd-root");

    /// <summary>Boots one, or says why that cannot be done here.</summary>
    /// <param name="shared">A folder that is in there too, under the same path.</param>
    public static async Task<(SystemdMachine? Machine, string Reason)> BootAsync(string shared)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return (null, "a machine with systemd needs Linux and root");
        if (!Directory.Exists(Root))
            return (null, $"there is no {Root}: ./test makes it on Debian");

        var name = "agentfleet-test-" + Path.GetFileName(shared);
        var home = new TemporaryFolder();
        ControlGroup group;
        try
        {
            group = ControlGroup.Make(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            home.Dispose();
            return (null, $"a control group cannot be made here: {e.Message}");
        }
        var nspawn = Service.Start(["/bin/sh", "-c", Boot, string.Join(' ', group.Folders), .. Options(shared)], home.Path);
        var machine = new SystemdMachine(nspawn, group, home);
        if (await machine.IsUpAsync())
            return (machine, "");
        await machine.DisposeAsync();
        return (null, $"a machine with systemd cannot be booted here: {nspawn.Said.Trim()}");
    }

    /// <summary>Runs a command in it and returns what it said.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> RunAsync(params string[] argv) =>
        await Command.RunAsync(new([.. Enter, .. argv], Patience), TimeProvider.System, CancellationToken.None) switch
        {
            CommandResult.Exited { Code: 0 } done => done.Output,
            var failed => throw new InvalidOperationException($"{string.Join(' ', argv)}: {failed}"),
        };

    /// <summary>Adds units, each a name and what stands in its file, and starts none of them.</summary>
    public async Task AddAsync(params (string Unit, string Text)[] units)
    {
        foreach (var (unit, text) in units)
            await File.WriteAllTextAsync($"/proc/{Text(_leader)}/root/etc/systemd/system/{unit}", text);
        await RunAsync("systemctl", "daemon-reload");
    }

    public async ValueTask DisposeAsync()
    {
        // With the first process of a machine the kernel ends all of it; nspawn then has nothing left to wait for and tidies up.
        await KillAsync(Leader() ?? ChildOf(_nspawn.Pid));
        try
        {
            await _nspawn.EndAsync();
        }
        finally
        {
            await KillAsync(ChildOf(_nspawn.Pid));
            await _nspawn.DisposeAsync();
            await _group.DisposeAsync();
            _home.Dispose();
        }
    }

    private static string[] Options(string shared) =>
    [
        "--quiet", "--boot", $"--directory={Root}", "--volatile=overlay", "--private-network", "--register=no", "--keep-unit", "--link-journal=no",
        "--console=read-only", $"--bind={shared}", $"--bind-ro={Path.GetDirectoryName(Executable.Argv[^1])}:{App}", $"--bind-ro={RuntimeRoot}:{Runtime}",
    ];

    // …/shared/Microsoft.NETCore.App/10.0.0/
    private static string RuntimeRoot => Path.GetFullPath("../../..", Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory()));

    private async Task<bool> IsUpAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (_nspawn.IsAlive && TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            if (Leader() is { } leader)
            {
                _leader = leader;
                // It says "running", or "degraded" when some unit of its own has failed; then too it is up.
                if (await Command.RunAsync(new([.. Enter, "systemctl", "is-system-running"], Patience), TimeProvider.System, CancellationToken.None)
                    is CommandResult.Exited { Output: "running\n" or "degraded\n" })
                    return true;
            }
            await Task.Delay(Pace, TimeProvider.System);
        }
        return false;
    }

    private static async Task KillAsync(int? pid)
    {
        if (pid is { } process)
            await Command.RunAsync(new(["kill", "-KILL", Text(process)], Patience), TimeProvider.System, CancellationToken.None);
    }

    /// <summary>The machine's first process: the child of nspawn, which is the child of the one that we started.</summary>
    private int? Leader() => ChildOf(_nspawn.Pid) is { } nspawn ? ChildOf(nspawn) : null;

    private static int? ChildOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{Text(pid)}/task/{Text(pid)}/children").Split(' ') is [{ Length: > 0 } child, ..] ? int.Parse(child, CultureInfo.InvariantCulture) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
