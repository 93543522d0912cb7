using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>The services of Linux, as <c>systemctl</c> tells of them.</summary>
internal sealed class Systemd : IServiceSource
{
    // Hundreds of services with seven short lines each.
    private const int MostOutput = 4 << 20;

    // What else can fail: https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html
    private static readonly string[] All = ["*.service", "*.socket", "*.mount", "*.automount", "*.swap", "*.timer", "*.path"];

    /// <summary>The program that is asked, and what stands before all its arguments; a test has others.</summary>
    internal IReadOnlyList<string> Systemctl { get; init; } = ["systemctl"];

    /// <summary>There when systemd runs this machine: https://www.freedesktop.org/software/systemd/man/latest/sd_booted.html</summary>
    internal string Booted { get; init; } = "/run/systemd/system";

    public string? CannotLookHere => Directory.Exists(Booted) ? null : "systemd does not run this machine";

    public async Task<ServiceList> ReadAsync(ServiceChoice choice, LookContext context, CancellationToken ct)
    {
        if (CannotLookHere is { } reason)
            return new([], reason);

        string[] command = [.. Systemctl, "show", "--no-pager", $"--property={ServiceState.Properties}", "--", .. choice.Only is [] ? All : choice.Only];
        var spec = new CommandSpec(command, context.Timeout * 0.8) { OutputLimit = MostOutput, Grace = TimeSpan.FromMilliseconds(500) };
        return await Command.RunAsync(spec, context.Clock, ct) switch
        {
            CommandResult.Exited { Code: 0 } ended => Listed(choice, ServiceState.Parse(Whole(ended)), ended.Truncated ? "there are too many services to read of in one look" : null),
            CommandResult.Exited { Errors.Length: > 0 } failed => new([], PlainText.Line(failed.Errors, 300)),
            CommandResult.TimedOut => new([], $"systemctl did not answer within {Durations.Print(spec.Timeout)}"),
            CommandResult.NotStarted never => new([], never.Reason),
            _ => new([], "systemctl failed and does not say why"),
        };
    }

    // Of the last block of what was cut, nobody knows how much is missing: "ActiveState=fail" is no state.
    private static string Whole(CommandResult.Exited ended) =>
        ended.Truncated ? ended.Output[..Math.Max(0, ended.Output.LastIndexOf("\n\n", StringComparison.Ordinal))] : ended.Output;

    private static ServiceList Listed(ServiceChoice choice, IReadOnlyList<ServiceState> services, string? cut)
    {
        var missing = choice.Only.Where(name => !services.Any(service => service.Id == name || service.Names.Contains(name))).ToList();
        return services.Count == 0 || missing.Count > 0
            ? new([], $"systemctl says nothing about {(missing is [] ? "any service" : string.Join(", ", missing))}")
            : new(services, Cut: cut);
    }
}
