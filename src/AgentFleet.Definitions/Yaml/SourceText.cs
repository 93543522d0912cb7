using System.Text;

namespace AgentFleet.Definitions;

/// <summary>What every text goes through before it is read: size, hidden characters, one kind of line ending.</summary>
internal static class SourceText
{
    public const int MostBytes = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string TooLarge =>
        $"the file is larger than {Sizes.Print(MostBytes)}, which is more than anybody writes by hand";

    /// <summary>The text without byte order mark and with LF line endings, or null and a problem.</summary>
    public static string? Clean(string file, string text, Problems problems, int firstLine = 1)
    {
        if (text.Length > MostBytes || Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            problems.Add(Place.Whole(file), TooLarge);
            return null;
        }

        var clean = (text.StartsWith('\uFEFF') ? text[1..] : text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        for (var i = 0; i < clean.Length; i++)
        {
            if (!IsHidden(clean[i])) continue;
            problems.Add(PlaceAt(file, clean, i, firstLine), $"there is a hidden control character here (U+{(int)clean[i]:X4})",
                "the file must be plain text");
            return null;
        }

        return clean;
    }

    public static string? Decode(string file, byte[] bytes, Problems problems)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            var before = Encoding.UTF8.GetString(bytes, 0, wrong.Index);
            var place = PlaceAt(file, before.TrimStart('\uFEFF'), before.TrimStart('\uFEFF').Length, 1);
            problems.Add(place, "the bytes here are not UTF-8 text", "save the file as UTF-8");
            return null;
        }
    }

    // The parser takes NUL for the end of the text and the Unicode separators for line breaks, so both would be read wrongly.
    private static bool IsHidden(char c) => c is not ('\t' or '\n') && (char.IsControl(c) || c is '\u2028' or '\u2029');

    private static Place PlaceAt(string file, string text, int index, int firstLine)
    {
        var before = text.AsSpan(0, index);
        return new Place(file, firstLine + before.Count('\n'), index - before.LastIndexOf('\n'));
    }
}
