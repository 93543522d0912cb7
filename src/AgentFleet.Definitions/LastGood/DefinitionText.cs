using System.Security.Cryptography;

namespace AgentFleet.Definitions;

/// <summary>A file's text; its name without the ending; and the SHA-256 of its bytes in lower-case hexadecimal.</summary>
public sealed record DefinitionText(string Name, string File, string Text, Lazy<string> Hash)
{
    /// <summary>Reads a file once, without last-good; null and a problem when it cannot be had.</summary>
    public static DefinitionText? Load(string file, Problems problems) =>
        FileBytes.Read(file, problems) is { } bytes
            ? Decode(Path.GetFileNameWithoutExtension(file), file, bytes, problems)
            : null;

    internal static DefinitionText? Decode(string name, string file, byte[] bytes, Problems problems) =>
        SourceText.Decode(file, bytes, problems) is { } text ? new DefinitionText(name, file, text, new(() => HashOf(bytes))) : null;

    internal static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
