using System.Text.RegularExpressions;
using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Testing.Systemd;

namespace AgentFleet.Faults.Tests.Health;

/// <summary>A machine that systemd runs, with services that break, under the eyes of the scanner and the policy that ship for services.</summary>
public sealed partial class SystemdFleet : IAsyncLifetime
{
    public const string Web = "web.service", Loop = "loop.service", Piece = "piece.service";

    internal Fleet Fleet { get; } = new(1, new());

    /// <summary>Null where it cannot be booted.</summary>
    internal SystemdMachine? Machine { get; private set; }

    internal string WhyNot { get; private set; } = "";

    /// <summary>Here a oneshot writes down that it was run.</summary>
    internal string Runs => Path.Combine(Fleet.Folder, "runs");

    public async ValueTask InitializeAsync()
    {
        (Machine, WhyNot) = await SystemdMachine.BootAsync(Fleet.Folder);
        if (Machine is null)
            return;
        await Machine.AddAsync(
            (Web, "[Service]\nExecStart=/bin/sleep infinity\n"),
            (Loop, "[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/bin/false\nRestart=always\nRestartSec=50ms\n"),
            (Piece, $"[Service]\nType=oneshot\nExecStart=/bin/sh -c 'echo run >>{Runs}; exit 1'\n"));
        await Machine.RunAsync("systemctl", "start", Web);

        Fleet.Program = Machine.Program;
        Fleet.Ship("restart-service");
        // Looks that are not too close: a busy machine, too, must have restarted it a few times since the last one.
        var shipped = await File.ReadAllTextAsync(Repository.Path("scanners", "services.yaml"));
        Fleet.Define("services", Wellness().Replace(Schedule().Replace(shipped, "schedule: every 2s"), "clear_for: 4s"));
        Fleet.StartScanner();
        Fleet.StartSupervisor();
        await Fleet.UntilAsync("a first look has found all well", "SELECT count(*) FROM cycles WHERE status = 'complete' AND seen = 0");
    }

    public async ValueTask DisposeAsync()
    {
        if (Machine is not null)
            await Machine.DisposeAsync();
        await Fleet.DisposeAsync();
    }

    [GeneratedRegex("^schedule: .*$", RegexOptions.Multiline)]
    private static partial Regex Schedule();

    [GeneratedRegex("^clear_for: .*$", RegexOptions.Multiline)]
    private static partial Regex Wellness();
}
