namespace AgentFleet.Processes;

/// <summary>Finds a program as execvp(3) would, in the child's directory and PATH rather than in ours.</summary>
internal static class ProgramFile
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The program's full path, or null and why there is none.</summary>
    public static string? Find(string name, string directory, string? searchPath, out string reason)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(name, directory);
            reason = Fault(path) ?? "";
            return reason.Length == 0 ? path : null;
        }

        var folders = (searchPath ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var candidates = folders.Select(folder => Path.GetFullPath(Path.Combine(folder, name), directory)).Where(File.Exists).ToList();
        reason = candidates.Count > 0 ? Fault(candidates[0]) ?? "" : $"{name}: not found in PATH ({searchPath})";
        return candidates.Find(candidate => Fault(candidate) is null);
    }

    private static string? Fault(string path) =>
        Directory.Exists(path) ? $"{path}: is a directory"
        : !File.Exists(path) ? $"{path}: no such file"
        : (File.GetUnixFileMode(path) & AnyExecute) == 0 ? $"{path}: is not executable"
        : null;
}
