namespace AgentFleet.Definitions;

/// <summary>
/// A text with YAML between two <c>---</c> lines at its top. The body has LF line endings and is otherwise as
/// written; places in the head are those of the whole file.
/// </summary>
public sealed record FrontMatter(YamlMap Head, string Body, int BodyFirstLine)
{
    private const string Fence = "---";

    public static FrontMatter? Parse(string file, string text, Problems problems)
    {
        if (SourceText.Clean(file, text, problems) is not { } clean) return null;

        var lines = clean.Split('\n');
        if (lines[0].TrimEnd() != Fence)
        {
            problems.Add(new Place(file, 1, 1), "the front matter is missing", "begin the file with a line \"---\", then the keys, then another line \"---\"");
            return null;
        }

        var close = Array.FindIndex(lines, 1, line => line.TrimEnd() == Fence);
        if (close < 0)
        {
            problems.Add(new Place(file, 1, 1), "the front matter that begins here is never closed", "put a line \"---\" between the keys and the text");
            return null;
        }

        var head = YamlMap.Parse(file, string.Join('\n', lines[1..close]), problems, firstLine: 2);
        return head is null ? null : new FrontMatter(head, string.Join('\n', lines[(close + 1)..]), close + 2);
    }
}
