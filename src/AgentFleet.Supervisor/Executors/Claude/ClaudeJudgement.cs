using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Supervisor.Executors.Claude;

/// <summary>
/// Decides how a claude run went: from its result object, never from the exit code or the subtype alone (an API error
/// says <c>subtype: success</c>; an interrupted run exits with 0 and says nothing).
/// </summary>
internal static class ClaudeJudgement
{
    private const int MostText = 300;

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LoginWait = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LimitWait = TimeSpan.FromHours(1);

    public static RunOutcome Of(ClaudeStream stream, RunEnd end, string errors, DateTimeOffset now) => stream.Result switch
    {
        null => WithoutResult(end, errors, now),
        { IsError: true } result => Error(stream, result, now),
        { Subtype: not "success" } result => new RunOutcome.Failed(Describe(result)),
        { Denials: [_, ..] denials } => new RunOutcome.Refused("denied: " + string.Join(", ", denials.Distinct().Take(5))),
        var result => new RunOutcome.Succeeded(PlainText.Line(result.Text, MostText)),
    };

    /// <summary>The CLI was trying to reach the model again and again when its time was over.</summary>
    public static RunOutcome ModelOutOfReach(string reason, DateTimeOffset now) =>
        new RunOutcome.Deferred($"the model did not answer: {reason}", DeferCause.Unavailable, now + Soon);

    private static RunOutcome WithoutResult(RunEnd end, string errors, DateTimeOffset now) => end switch
    {
        RunEnd.Exited(126 or 127) => new RunOutcome.Deferred("the claude CLI could not be started: " + FirstLine(errors), DeferCause.NotInstalled, now + LoginWait),
        RunEnd.Exited(var code) when RunSignals.EndedFromOutside(code) => new RunOutcome.Lost($"it was ended from outside by signal {code - 128}"),
        RunEnd.Exited(var code) => new RunOutcome.Failed($"it ended with code {code} and no result: {FirstLine(errors)}"),
        _ => new RunOutcome.Lost("it ended without a trace: the machine went down, or it was killed"),
    };

    private static RunOutcome Error(ClaudeStream stream, ClaudeResult result, DateTimeOffset now)
    {
        var reason = Describe(result);
        return stream.ApiError switch
        {
            _ when stream.RejectedUntil is { } until && until > now - UsageLimitText.JustPast =>
                new RunOutcome.Deferred(reason, DeferCause.UsageLimit, until > now ? until : now + UsageLimitText.Again),
            // A limit's words are looked for in the result of a failed run only: a transcript may quote them.
            _ when UsageLimitText.IsLimit(result.Text) =>
                new RunOutcome.Deferred(reason, DeferCause.UsageLimit, UsageLimitText.ResetsAt(result.Text, now) is { } reset && reset > now ? reset : now + LimitWait),
            "authentication_failed" or "billing_error" => new RunOutcome.Deferred(reason, DeferCause.Login, now + LoginWait),
            "rate_limit" or "server_error" or "overloaded" => new RunOutcome.Deferred(reason, DeferCause.Unavailable, now + Soon),
            _ when result.ApiStatus is 401 or 403 => new RunOutcome.Deferred(reason, DeferCause.Login, now + LoginWait),
            _ when result.ApiStatus is 408 or 429 or >= 500 => new RunOutcome.Deferred(reason, DeferCause.Unavailable, now + Soon),
            _ => new RunOutcome.Failed(reason),
        };
    }

    private static string Describe(ClaudeResult result)
    {
        var text = PlainText.Line(result.Text, MostText);
        var kind = result switch
        {
            { ApiStatus: { } status } => $"API error {status}",
            // So it says where the CLI itself had the last word, as on a login that is missing.
            { Subtype: null or "success" } => "",
            _ => result.Subtype,
        };
        return (kind, text) switch
        {
            ("", "") => "an error without a name",
            ("", _) => text,
            (_, "") => kind,
            _ => $"{kind}: {text}",
        };
    }

    private static string FirstLine(string errors)
    {
        if (!File.Exists(errors))
            return "it wrote nothing";
        var text = PlainText.Line(string.Join(' ', File.ReadLines(errors).Take(5)), MostText);
        return text.Length == 0 ? "it wrote nothing" : text;
    }
}
