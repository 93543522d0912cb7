using System.Text.RegularExpressions;
using AgentFleet.GitHubCli;

namespace AgentFleet.GitHubSetup;

/// <summary>
/// What a person does instead of us. The lines are made to be pasted into a shell, so nothing in them comes from GitHub:
/// not even the name of the default branch, which may hold what a shell would carry out.
/// </summary>
internal static partial class ByHand
{
    private const string Branch = SetupBranch.Name;
    private const string Open = $"gh pr create --head {Branch} --title '{PullRequestStep.Title}' --body ''";

    /// <param name="compared">As they are on the default branch.</param>
    /// <param name="isOpen">The pull request is there, and follows its branch.</param>
    public static IReadOnlyList<string> Of(SetupWork work, SetupBranch branch, IReadOnlyList<ComparedWorkflow> compared, bool isOpen)
    {
        var host = GhToken.HostOf(work.Options.Api) is { } enterprise ? $"{enterprise}/" : "";
        if (branch is { IsThere: true, Left.Count: 0 })
            return [$"{Open} --repo {host}{work.Target.Name}"];
        var files = (branch.IsThere ? branch.Left : [.. compared.Where(workflow => workflow.State != WorkflowState.ThereAlready)]).Select(workflow => workflow.Shipped).ToList();
        return
        [
            $"# in a clone of {work.Target.Name}",
            branch.IsThere ? $"git fetch origin && git switch {Branch}" : $"git fetch origin && git switch --create {Branch} origin/HEAD",
            "mkdir -p .github/workflows",
            $"cp {string.Join(' ', files.Select(file => Word(file.File)))} .github/workflows/",
            .. files.Where(file => file.Line is not null).Select(file => $"# write into {file.Path}, in place of its line if:   {SetupTarget.Shown(file.Line!)}"),
            $"git add .github/workflows && git commit --message '{PullRequestStep.Title}' && git push --set-upstream origin {Branch}",
            .. isOpen ? Array.Empty<string>() : [Open],
        ];
    }

    private static string Word(string path) => Plain().IsMatch(path) ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z0-9_./-]+\z")]
    private static partial Regex Plain();
}
