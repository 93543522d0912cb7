namespace AgentFleet.GitHub;

/// <summary>What is wrong with a file that holds a secret, and what to do. Nothing of its content is told.</summary>
/// <param name="Message">Follows the file's name: "is missing".</param>
internal sealed record FileFault(string Message, string? Advice)
{
    public static FileFault Of(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => new("is missing", null),
        UnauthorizedAccessException => new("cannot be read", "let the user that AgentFleet runs as read it, and nobody else"),
        _ => new("cannot be read", null),
    };
}
