using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Clocks;
using AgentFleet.Scanner.Checks.Disks;
using AgentFleet.Scanner.Checks.Git;
using AgentFleet.Scanner.Checks.Logs;
using AgentFleet.Scanner.Checks.Plugins;
using AgentFleet.Scanner.Checks.Services;
using AgentFleet.Scanner.Checks.Updates;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>Every check that asks a program, with a script in the program's place.</summary>
internal sealed class AskedPrograms : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static IReadOnlyList<string> All { get; } = ["plugin", "df", "git", "systemctl", "journalctl", "chronyc", "apt-get", "dnf", "brew", "softwareupdate"];

    /// <summary>What a journal that was looked at before has noted.</summary>
    public static IReadOnlyDictionary<string, string> Notes { get; } = new Dictionary<string, string> { ["journal"] = "", ["cursor"] = "s=1" };

    public ICheck Asking(string program, string script)
    {
        var file = RunnableFile.Write(_folder.File("program"), script);
        return program switch
        {
            "plugin" => new PluginCheck([file]),
            "df" => new DiskCheck(new(["/"], []), DiskLimits.OfPercent(new(80, 90))) { Df = file, AsksKernel = false },
            "git" => new GitCheck(Checkout(), new GitJudge(Checkout(), null, null, null)) { Git = file },
            "systemctl" => new ServiceCheck(new([], []), 3) { Source = new Systemd { Systemctl = [file], Booted = _folder.Path } },
            "journalctl" => new LogCheck(new JournalTail(null, 1 << 20) { Journalctl = [file] }, new(["error"], null, []), new(1, null), perMinute: false),
            "chronyc" => new TimeCheck(new(0.1m, 1), new LinuxClock { Kernel = () => (null, "the kernel does not tell"), Chronyc = file }),
            "apt-get" => Updates(new Apt(Machine("var/lib/dpkg/status")) { Program = [file] }),
            "dnf" => Updates(new Dnf(Machine("usr/bin/dnf", "var/lib/rpm/rpmdb.sqlite", "etc/yum.repos.d/x.repo")) { Program = [file] }),
            "brew" => Updates(new Brew(Machine("opt/homebrew/bin/brew", "opt/homebrew/Library/Taps/homebrew/homebrew-core/.git/FETCH_HEAD")) { Program = [file], IsRoot = false }),
            "softwareupdate" => Updates(new SoftwareUpdate(Machine("usr/sbin/softwareupdate")) { Program = [file], Defaults = [file] }),
            _ => throw new ArgumentOutOfRangeException(nameof(program)),
        };
    }

    public void Dispose() => _folder.Dispose();

    private static UpdateCheck Updates(IPackageManager manager) => new(new UpdateJudge(new(1, null), new(1, null), TimeSpan.FromDays(7), Level.Warning)) { Managers = [manager] };

    private string Checkout() => Path.GetDirectoryName(Path.GetDirectoryName(_folder.Write("checkout/.git/HEAD", "ref: refs/heads/main\n")))!;

    private string Machine(params string[] files)
    {
        foreach (var file in files)
            _folder.Write($"machine/{file}", "");
        return _folder.File("machine");
    }
}
