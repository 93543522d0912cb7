using System.Globalization;
using System.Text.RegularExpressions;
using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.Workflows;

/// <summary>How <c>github-workflows/workflow-failure-issue.yml</c> writes its issues; what it says there is said here once more.</summary>
internal static partial class FailureIssueText
{
    public const string Label = "workflow-failure";

    private const string Writer = "github-actions[bot]";
    private const int LongestTitle = 250;

    public static string TitleOf(string workflow) => Cut($"Workflow failure: {Line(workflow)}");

    /// <summary>Whether it tells of that workflow: by its mark, and by its title where it has none, such as one that a person wrote.</summary>
    public static bool TellsOf(Issue issue, long workflow, string name) => MarkOf(issue) is { } marked
        ? marked == workflow
        : Line(issue.Title ?? "") == TitleOf(name);

    // Two workflows of one name have an issue each, and only the mark tells them apart.
    private static long? MarkOf(Issue issue) =>
        issue.User?.Login == Writer && Mark().Match(issue.Body ?? "") is { Success: true } mark
            && long.TryParse(mark.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var workflow)
            ? workflow
            : null;

    // JavaScript takes a byte order mark for a space, too.
    private static string Line(string text) => BreaksLine().Replace(text, " ").Trim().Trim('\ufeff').Trim();

    private static string Cut(string title)
    {
        if (title.Length <= LongestTitle)
            return title;
        var kept = title[..(LongestTitle - 1)];
        return $"{(char.IsHighSurrogate(kept[^1]) ? kept[..^1] : kept)}…";
    }

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")]
    private static partial Regex BreaksLine();

    [GeneratedRegex(@"^<!-- workflow-failure workflow=(\d{1,19}) run=\d+ attempt=\d+ -->", RegexOptions.ECMAScript)]
    private static partial Regex Mark();
}
