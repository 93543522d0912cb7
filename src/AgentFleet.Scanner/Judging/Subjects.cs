using AgentFleet.Ledger;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Judging;

/// <summary>What a finding is about: the scanner, or one thing that it looks at.</summary>
internal static class Subjects
{
    private const int Longest = 1000;

    public static string Of(string scanner, Observation seen) => seen.Identity is { } identity ? PlainText.Line(identity.Subject, Longest) : Of(scanner, seen.Thing);

    // A thing may be named by a stranger, and these are logged and shown.
    public static string Of(string scanner, string? thing) => PlainText.Line(thing is null ? scanner : $"{scanner}/{thing}", Longest);
}
