using AgentFleet.Ledger;

namespace AgentFleet.GitHubSetup;

/// <summary>The report as people read it.</summary>
internal static class SetupPage
{
    private const int Column = 18;

    public static void Print(SetupReport report, TextWriter output)
    {
        var target = report.Work.Target;
        output.WriteLine($"{target.Name}, default branch {target.ShownBranch}{(report.Work.IsDry ? " (dry run: nothing is changed)" : "")}");
        foreach (var remark in report.Remarks)
            output.WriteLine($"  {remark}");
        Section(output, "labels", report.Labels.Select(label => Line(label.State, SetupTarget.Shown(label.Name), label.Note)));
        Section(output, $"workflows on {target.ShownBranch}", report.Workflows.Select(workflow => Line(workflow.State, workflow.Shipped.Path, workflow.Stop?.Why)));
        var pull = report.PullRequest;
        Section(output, "pull request", [Line(pull.State, pull.Page ?? (pull.State == PullRequestState.NotNeeded ? "" : $"from {SetupBranch.Name}"), pull.Stop?.Why)]);
        var token = report.Work.Token.Said(target.Repository.Private);
        Section(output, $"token: {token[0]}", [.. token.Skip(1), .. report.Rights.Select(right => Line(right.State, right.For is null ? right.Name : $"{right.Name} ({right.For})", right.Note))]);
        if (pull.ByHand.Count > 0)
            Section(output, "by hand", pull.ByHand);
    }

    private static void Section(TextWriter output, string title, IEnumerable<string> lines)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (var line in lines)
            output.WriteLine($"  {line}");
    }

    private static string Line<T>(T state, string name, string? note) where T : struct, Enum
    {
        var line = $"{Words.Of(state).Replace('_', ' ').PadRight(Column)}{name}".TrimEnd();
        return note is null ? line : $"{line}: {note}";
    }
}
