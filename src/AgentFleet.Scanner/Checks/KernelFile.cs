namespace AgentFleet.Scanner.Checks;

/// <summary>Small files in which the kernel tells how it is.</summary>
internal static class KernelFile
{
    /// <summary>What it says, or null and why it cannot be read.</summary>
    public static string? Read(string path, out string trouble)
    {
        trouble = "";
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            trouble = e switch
            {
                UnauthorizedAccessException => $"{path} cannot be read: permission denied",
                FileNotFoundException or DirectoryNotFoundException => $"{path} does not exist",
                _ => $"{path} cannot be read: {e.Message}",
            };
            return null;
        }
    }
}
