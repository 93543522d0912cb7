using System.Globalization;
using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>Which services of systemd have failed, do not run though they should, or are restarted again and again.</summary>
internal sealed class ServiceCheck(ServiceChoice choice, int mostRestarts) : ICheck
{
    // Not the name of any unit: says that there was a look, also when nothing had been restarted.
    private const string Looked = "looked";

    // Hundreds of services with seven short lines each.
    private const int MostOutput = 4 << 20;

    /// <summary>The program that is asked, and what stands before all its arguments; a test has others.</summary>
    internal IReadOnlyList<string> Systemctl { get; init; } = ["systemctl"];

    /// <summary>There when systemd runs this machine: https://www.freedesktop.org/software/systemd/man/latest/sd_booted.html</summary>
    internal string Booted { get; init; } = "/run/systemd/system";

    public static CheckKind Kind => ServiceKind.Kind;

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        if (!Directory.Exists(Booted))
            return Look.Blind(context.Scanner, "systemd does not run this machine");

        string[] command = [.. Systemctl, "show", "--no-pager", $"--property={ServiceState.Properties}", "--", .. choice.Only is [] ? ["*.service"] : choice.Only];
        var spec = new CommandSpec(command, context.Timeout * 0.8) { OutputLimit = MostOutput, Grace = TimeSpan.FromMilliseconds(500) };
        return await Command.RunAsync(spec, context.Clock, ct) switch
        {
            CommandResult.Exited { Code: 0 } ended => Judge(context, ServiceState.Parse(Whole(ended)), ended.Truncated ? "there are too many services to read of in one look" : null),
            CommandResult.Exited { Errors.Length: > 0 } failed => Look.Blind(context.Scanner, PlainText.Line(failed.Errors, 300)),
            CommandResult.TimedOut => Look.Blind(context.Scanner, $"systemctl did not answer within {Durations.Print(spec.Timeout)}"),
            CommandResult.NotStarted never => Look.Blind(context.Scanner, never.Reason),
            _ => Look.Blind(context.Scanner, "systemctl failed and does not say why"),
        };
    }

    // Of the last block of what was cut, nobody knows how much is missing: "ActiveState=fail" is no state.
    private static string Whole(CommandResult.Exited ended) =>
        ended.Truncated ? ended.Output[..Math.Max(0, ended.Output.LastIndexOf("\n\n", StringComparison.Ordinal))] : ended.Output;

    private Look Judge(LookContext context, IReadOnlyList<ServiceState> services, string? cut)
    {
        var missing = choice.Only.Where(name => !services.Any(service => service.Id == name || service.Names.Contains(name))).ToList();
        if (services.Count == 0 || missing.Count > 0)
            return Look.Blind(context.Scanner, $"systemctl says nothing about {(missing is [] ? "any service" : string.Join(", ", missing))}");

        var judge = new ServiceJudge(mustRun: choice.Only.Count > 0, mostRestarts, context.Notes.ContainsKey(Looked) ? context.Notes : null);
        var notes = services.Where(service => service.Restarts > 0).DistinctBy(service => service.Id)
            .ToDictionary(service => service.Id, service => service.Restarts.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        notes[Looked] = "yes";
        return new Look([new SourceLook(context.Scanner, [.. choice.From(services).Select(judge.Of)], cut)]) { Notes = notes };
    }
}
