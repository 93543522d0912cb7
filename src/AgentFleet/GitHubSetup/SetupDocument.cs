using System.Text.Json;
using AgentFleet.Ledger;
using AgentFleet.Showing;

namespace AgentFleet.GitHubSetup;

/// <summary>The report as programs read it.</summary>
internal static class SetupDocument
{
    public static void Print(SetupReport report) => JsonText.Print(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("repository", report.Work.Target.Name.ToString());
        writer.WriteString("default_branch", report.Work.Target.ShownBranch);
        writer.WriteBoolean("dry_run", report.Work.IsDry);
        writer.WriteBoolean("done", !report.HasFailed);
        WriteList(writer, "remarks", report.Remarks);
        WriteRows(writer, "labels", report.Labels, label => Write(writer, label.State, ("name", SetupTarget.Shown(label.Name)), ("note", label.Note)));
        WriteRows(writer, "workflows", report.Workflows, workflow => Write(writer, workflow.State, ("path", workflow.Shipped.Path), ("note", workflow.Stop?.Why)));
        writer.WriteStartObject("pull_request");
        Write(writer, report.PullRequest.State, ("branch", SetupBranch.Name), ("url", report.PullRequest.Page), ("note", report.PullRequest.Stop?.Why));
        writer.WriteEndObject();
        writer.WriteString("token", Words.Of(report.Work.Token));
        WriteRows(writer, "rights", report.Rights, right => Write(writer, right.State, ("name", right.Name), ("for", right.For), ("note", right.Note)));
        WriteList(writer, "by_hand", report.PullRequest.ByHand);
        writer.WriteEndObject();
    });

    private static void WriteRows<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> rows, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            write(row);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Write<T>(Utf8JsonWriter writer, T state, params ReadOnlySpan<(string Name, string? Value)> fields) where T : struct, Enum
    {
        writer.WriteString("state", Words.Of(state));
        foreach (var (name, value) in fields)
            writer.WriteString(name, value);
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
