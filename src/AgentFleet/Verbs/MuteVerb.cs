using System.CommandLine;
using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Fixing;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet mute ID</c>: no alerts and no fixing for a finding, also when it comes back.</summary>
internal static class MuteVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The finding's id, or the end of it" };
        var off = new Option<bool>("--off") { Description = "Lift the mute" };
        var (length, reason) = (HoldOptions.For(), HoldOptions.Reason());
        var verb = new Command("mute", "Neither alert nor fix a finding, also when it comes back") { id, length, reason, off };
        verb.SetAction(command =>
        {
            var place = Site.Of(command);
            string fingerprint;
            using (var reader = place.Ask())
                fingerprint = Fingerprint(reader, Asking.FindingId(reader, command.GetValue(id)!));
            using var ledger = place.OpenLedger();
            var holds = new HoldStore(ledger);
            if (command.GetValue(off))
                return HoldOptions.Lift(holds, HoldKind.Mute, fingerprint, $"{fingerprint} was not muted");
            var until = HoldOptions.Until(command.GetValue(length));
            holds.Place(new NewHold(HoldKind.Mute, fingerprint, command.GetValue(reason)!, Person.Actor, until));
            Console.Out.WriteLine($"{fingerprint} is muted{HoldOptions.Describe(until)}");
            return Invocation.Done;
        });
        return verb;
    }

    private static string Fingerprint(LedgerReader reader, Guid finding) => (string)reader.Ask(FindingQuestions.Called(finding.ToString())).Rows[0][1]!;
}

/// <summary>What mute and pause share: how long, why, and lifting.</summary>
internal static class HoldOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public static Option<string?> For() => new("--for") { Description = "How long, such as 2h or 3d (default: until it is lifted)", HelpName = "TIME" };

    public static Option<string> Reason() => new("--reason") { Description = "Why; it stands in the audit trail", DefaultValueFactory = _ => "no reason given", HelpName = "TEXT" };

    /// <exception cref="UsageException">When the text is no duration.</exception>
    public static DateTimeOffset? Until(string? length)
    {
        if (length is null)
            return null;
        return Durations.TryParse(length, out var duration) && duration <= Longest
            ? Site.Clock.GetUtcNow() + duration
            : throw new UsageException($"--for \"{length}\" is not a duration of up to ten years; write such as 30m, 2h or 3d");
    }

    public static string Describe(DateTimeOffset? until) => until is { } time ? $" until {Times.Text(time)}" : " until it is lifted";

    public static int Lift(HoldStore holds, HoldKind kind, string target, string whenNone)
    {
        if (!holds.Lift(kind, target, Person.Actor))
            throw new UsageException(whenNone);
        Console.Out.WriteLine($"the {Words.Of(kind)} of {(target == "*" ? "everything" : target)} is lifted");
        return Invocation.Done;
    }
}
