using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>Homebrew, on macOS and on Linux. It does not tell what is for security, and not of reboots.</summary>
/// <param name="root">The folder that stands for this machine's root; empty: it is the root.</param>
internal sealed class Brew(string root) : IPackageManager
{
    private readonly BrewFiles _files = new(root);

    /// <summary>The program that is asked, and what stands before all its arguments; null: the one that was found. A test has others.</summary>
    internal IReadOnlyList<string>? Program { get; init; }

    /// <summary>Homebrew refuses to run for root.</summary>
    internal bool IsRoot { get; init; } = Environment.IsPrivilegedProcess;

    public string Name => "brew";

    public bool IsThere => _files.Program is not null;

    public bool TellsSecurity => false;

    public string State => _files.State;

    public Task<PendingSummary> PendingAsync(ManagerAnswers answers, CancellationToken ct) => answers.OnceAsync("pending", PendingSummary.FromNote, pending => pending.ToNote(), async () =>
    {
        if (IsRoot)
            throw new UnansweredException("Homebrew does not run for root: run the scanner as the user that Homebrew belongs to");
        // Without them it would fetch them, whatever it is told.
        if (_files.ListsFetched is null)
            throw new UnansweredException("there are no package lists: nobody knows of updates before brew update has run");
        var ended = await answers.RunAsync("brew outdated", [.. Program ?? [_files.Program!], "outdated", "--json=v2"], [0], ct, Quiet());
        return PendingSummary.Of(Parse(ended.Output) ?? throw new UnansweredException("brew outdated says what is not understood"));
    });

    public Task<DateTimeOffset> ListsFetchedAsync(ManagerAnswers answers, CancellationToken ct) =>
        Task.FromResult(_files.ListsFetched ?? throw new UnansweredException("there are no package lists: nobody knows of updates before brew update has run"));

    public Task<RestartNeed?> RestartAsync(ManagerAnswers answers, CancellationToken ct) => Task.FromResult<RestartNeed?>(null);

    /// <summary>Reads what <c>brew outdated --json=v2</c> prints; null when it is no such text. What is pinned is meant to stay as it is.</summary>
    internal static IReadOnlyList<PendingUpdate>? Parse(string output)
    {
        try
        {
            if (JsonNode.Parse(output) is not JsonObject answer || answer["formulae"] is not JsonArray formulae || answer["casks"] is not JsonArray casks)
                return null;
            JsonNode?[] waiting = [.. formulae.Where(item => !IsPinned(item)), .. casks.Where(item => !IsPinned(item))];
            var updates = waiting.Select(Read).OfType<PendingUpdate>().ToList();
            return updates.Count == waiting.Length ? updates : null;
        }
        // The last two when a name stands twice in an object, or a text is no text.
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsPinned(JsonNode? item) => item is JsonObject package && package["pinned"] is JsonValue pinned && pinned.TryGetValue<bool>(out var stays) && stays;

    private static PendingUpdate? Read(JsonNode? item)
    {
        if (item is not JsonObject package || Text(package["name"]) is not { } name || Text(package["current_version"]) is not { } version)
            return null;
        // A list, the newest last; of casks once one text.
        return new(name, package["installed_versions"] is JsonArray { Count: > 0 } installed ? Text(installed[^1]) : Text(package["installed_versions"]), version, false);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static Dictionary<string, string> Quiet() => new(BaseEnvironment.FromThisProcess(), StringComparer.Ordinal)
    {
        ["HOMEBREW_NO_AUTO_UPDATE"] = "1",
        ["HOMEBREW_NO_ANALYTICS"] = "1",
        ["HOMEBREW_NO_ENV_HINTS"] = "1",
        ["HOMEBREW_NO_GITHUB_API"] = "1",
    };
}
