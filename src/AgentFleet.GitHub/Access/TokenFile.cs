namespace AgentFleet.GitHub;

/// <summary>A file that holds one token.</summary>
internal static class TokenFile
{
    private const int MostBytes = 8 * 1024;

    public static FileFault? Fault(string path) => Read(path).Fault;

    public static Answer<AccessToken> Token(string path)
    {
        var (token, fault) = Read(path);
        return token is not null ? Answer<AccessToken>.Of(token) : new Answer<AccessToken>.Failed($"the token file {path} {fault!.Message}", true);
    }

    private static (AccessToken? Token, FileFault? Fault) Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                return (null, new("is too long for a token", "put the token alone into it"));
            var text = File.ReadAllText(path).Trim();
            return AccessToken.IsToken(text)
                ? (new AccessToken(text), null)
                : (null, new(text.Length == 0 ? "is empty" : "holds more than one word", "put the token alone into it"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, FileFault.Of(e));
        }
    }
}
