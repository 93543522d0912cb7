using System.CommandLine;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet cycles</c>: the last scans, and which answered completely.</summary>
internal static class CyclesVerb
{
    private const string Sql = """
        SELECT started_at, scanner, trigger, status, seen, opened, reopened, resolved, error, id
        FROM cycles WHERE @scanner IS NULL OR scanner = @scanner ORDER BY started_at DESC, id DESC LIMIT @limit
        """;

    public static Command Create()
    {
        var scanner = new Option<string?>("--scanner") { Description = "Only of this scanner", HelpName = "NAME" };
        var limit = Asking.LimitOption(20);
        return Asking.Verb("cycles", "The last scans: when, by which scanner, how complete, what came of them", [scanner, limit],
            command => (Sql, [("scanner", command.GetValue(scanner)), ("limit", command.GetValue(limit))]), "no scan yet; agentfleet scan makes one");
    }
}
