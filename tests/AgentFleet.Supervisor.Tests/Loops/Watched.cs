using System.Text.Json;

namespace AgentFleet.Supervisor.Tests.Loops;

/// <summary>Something that is in trouble for as long as a file exists.</summary>
internal sealed record Watched(string Subject, string Path, string? Policy)
{
    public string Title { get; init; } = $"{Subject} is in the way";

    /// <summary>What the scanner says of it besides; the path is always said.</summary>
    public Dictionary<string, object> Evidence { get; init; } = [];

    public string Kind { get; init; } = "file";

    /// <summary>Why it is nobody's order to fix it.</summary>
    public string? Refused { get; set; }

    public bool IsInTrouble => File.Exists(Path);

    public string EvidenceText => JsonSerializer.Serialize(new Dictionary<string, object>(Evidence) { ["path"] = Path });
}
