using System.Globalization;
using System.Text.Json;
using AgentFleet.GitHub;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Supervisor.Origins;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Runs;

/// <summary>
/// Writes what a run is given. The order and the instructions hold our own words only; whatever a stranger may have
/// written goes to files under <c>untrusted/</c>, which the order names as such.
/// </summary>
internal static class RunPaperwork
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // GitHub's own bound is 256.
    private const int LongestTitle = 1000;

    private static readonly FileStreamOptions OwnersFile = new()
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };

    public static void Write(RunFolder folder, string host, Finding finding, Attempt attempt, Policy policy, IReadOnlyList<Attempt> earlier, OriginText? text = null)
    {
        foreach (var path in new[] { folder.Root, folder.Work, folder.Untrusted, Path.Combine(folder.Untrusted, "evidence") })
            Directory.CreateDirectory(path, OwnerFolder);

        var values = Values(folder, host, finding, attempt, policy);
        WriteFile(folder.Policy, policy.Source);
        WriteFile(folder.Instructions, policy.Instructions.Fill(values));
        WriteFile(folder.Order, OrderText.For(finding, attempt, policy, folder, host, text?.Name));
        if (policy.Executor is ExecutorSettings.Claude { Settings: { } settings })
            WriteFile(folder.Settings, settings);
        WriteFile(folder.Heartbeat, "");
        WriteUntrusted(folder, finding, earlier);
        if (text is not null)
            WriteText(folder, text);
    }

    internal static void WriteFile(string path, string text)
    {
        using var stream = new FileStream(path, OwnersFile);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }

    private static Dictionary<string, string> Values(RunFolder folder, string host, Finding finding, Attempt attempt, Policy policy)
    {
        var values = OurOwn(folder, host, finding, attempt, policy);
        // Nothing but a repository's name and a number can pass here, whatever the evidence says.
        var evidence = Evidence.Of(finding);
        if (RepositoryName.TryParse(evidence.Text("repository"), out var repository))
            values["finding.repository"] = repository.ToString();
        if (evidence.Number("number") is > 0 and <= int.MaxValue and var number)
            values["finding.number"] = number.ToString(CultureInfo.InvariantCulture);
        return values;
    }

    private static Dictionary<string, string> OurOwn(RunFolder folder, string host, Finding finding, Attempt attempt, Policy policy) => new()
    {
        ["host.name"] = host,
        ["finding.id"] = finding.Id.ToString(),
        ["finding.kind"] = finding.Kind,
        ["finding.severity"] = Words.Of(finding.Severity),
        ["finding.scanner"] = finding.Scanner,
        ["attempt.number"] = attempt.Number.ToString(CultureInfo.InvariantCulture),
        ["attempt.max"] = policy.MaxAttempts.ToString(CultureInfo.InvariantCulture),
        ["run.folder"] = folder.Root,
        ["run.untrusted"] = folder.Untrusted,
        ["policy.name"] = policy.Name,
    };

    private static void WriteUntrusted(RunFolder folder, Finding finding, IReadOnlyList<Attempt> earlier)
    {
        using var evidence = JsonDocument.Parse(finding.Evidence);
        using (var stream = new FileStream(Path.Combine(folder.Untrusted, "finding.json"), OwnersFile))
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            Describe(writer, finding, evidence.RootElement, earlier);

        // One file for each simple value, so that a shell script needs no JSON parser: path=$(cat "$AGENTFLEET_UNTRUSTED/evidence/path")
        if (evidence.RootElement.ValueKind != JsonValueKind.Object)
            return;
        foreach (var value in evidence.RootElement.EnumerateObject().Where(v => IsFileName(v.Name)))
        {
            if (SimpleText(value.Value) is { } text)
                WriteFile(Path.Combine(folder.Untrusted, "evidence", value.Name), text);
        }
    }

    private static void WriteText(RunFolder folder, OriginText text)
    {
        WriteFile(folder.TextOf(text.Name), $"# {PlainText.Line(text.Title, LongestTitle)}\n\n{HarmlessText.Of(text.Body)}\n");
        using var stream = new FileStream(folder.RawTextOf(text.Name), OwnersFile);
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteNumber("number", text.Number);
        writer.WriteString("title", text.Title);
        writer.WriteString("body", text.Body);
        writer.WriteString("author", text.Author);
        writer.WriteString("url", text.Url);
        writer.WriteEndObject();
    }

    private static void Describe(Utf8JsonWriter writer, Finding finding, JsonElement evidence, IReadOnlyList<Attempt> earlier)
    {
        writer.WriteStartObject();
        writer.WriteString("subject", finding.Subject);
        writer.WriteString("title", finding.Title);
        writer.WriteString("severity", Words.Of(finding.Severity));
        writer.WriteNumber("episode", finding.Episode);
        writer.WriteString("first_seen_at", Times.Text(finding.FirstSeenAt));
        writer.WritePropertyName("evidence");
        // As it stands: evidence may hold what a parser of ours would stumble over.
        writer.WriteRawValue(evidence.ValueKind == JsonValueKind.Object ? evidence.GetRawText() : "{}");
        writer.WriteStartArray("earlier_attempts");
        foreach (var attempt in earlier.Where(a => a.Outcome is not null))
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", attempt.Number);
            writer.WriteString("policy", attempt.Policy);
            writer.WriteString("outcome", Words.Of(attempt.Outcome!.Value));
            writer.WriteString("reason", attempt.OutcomeReason);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string? SimpleText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no file could hold it. It stands in finding.json as it was written.
            return null;
        }
    }

    private static bool IsFileName(string key) => key.Length is > 0 and < 64 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_');
}
