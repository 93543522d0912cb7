namespace AgentFleet.Scanner.Checks.Folders;

/// <summary>What a walk through a folder added up, and why that is not all, if it is not.</summary>
internal sealed record FolderSize(long Bytes, int Files, IReadOnlyList<LargeFile> Largest, string? Incomplete);

/// <summary>One of the largest files; the name is relative to the folder.</summary>
internal sealed record LargeFile(string Name, long Bytes);
