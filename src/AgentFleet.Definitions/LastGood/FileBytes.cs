namespace AgentFleet.Definitions;

/// <summary>Reads small files without ever hanging on something that only looks like one.</summary>
internal static class FileBytes
{
    public static byte[]? Read(string file, Problems problems)
    {
        try
        {
            if (Directory.Exists(file)) return Refuse("this is a folder, but a file is expected here");

            // Pipes and devices have no length, and opening a pipe that nobody writes to would wait forever.
            var length = ((FileInfo?)File.ResolveLinkTarget(file, returnFinalTarget: true) ?? new FileInfo(file)).Length;
            if (length == 0) return [];
            if (length > SourceText.MostBytes) return Refuse(SourceText.TooLarge);

            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[length];
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refuse($"the file cannot be read: {Reason(failure)}");
        }

        byte[]? Refuse(string message)
        {
            problems.Add(Place.Whole(file), message);
            return null;
        }
    }

    public static string Reason(Exception failure) => failure switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        _ => failure.Message,
    };
}
