using System.Text;

namespace AgentFleet.Supervisor.Origins;

/// <summary>
/// The text of an issue without what its page at GitHub does not show: whoever approved it has read the page, and an agent
/// would read the rest too. What is taken out:
/// <list type="bullet">
/// <item>invisible and bidirectional characters, everywhere (see <see cref="Invisible"/>), and references to them;</item>
/// <item>what GitHub draws a picture of, such as <c>mermaid</c>: the picture shows none of its comments; and formulas that may hide something (see <see cref="Formulas"/>);</item>
/// <item>comments of HTML, and what browsers take for comments: <c>&lt;?…&gt;</c>, <c>&lt;!…&gt;</c>;</item>
/// <item>attributes of HTML tags, but those that say where something is or how it is laid out;</item>
/// <item>the texts that stand for images, and the titles of links and images;</item>
/// <item>addresses and footnotes that nothing refers to, and all but the language of a fence.</item>
/// </list>
/// In a code fence only invisible characters and the language's rest are; where it is not certain that GitHub sees a fence,
/// there is none. In doubt something is taken out that the page does show. What is left is still a stranger's text: names of
/// tags, addresses, and everything that can be read are as they came.
/// </summary>
internal static class HarmlessText
{
    public const int MostBytes = 64 * 1024;

    // GitHub lets nobody write more.
    private const int MostCharacters = 65_536;
    private const int MostRounds = 16;
    private const string TooDeep = "(left out: markup within markup)";

    public static string Of(string text)
    {
        var lines = text.Length <= MostCharacters ? text : text[..MostCharacters];
        var settled = Settled(lines.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        return Encoding.UTF8.GetByteCount(settled) <= MostBytes ? settled : Settled(Cut(settled));
    }

    // What is taken out may leave something that has to be taken out.
    private static string Settled(string text)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var next = Once(text);
            if (next == text)
                return text;
            text = next;
        }
        return TooDeep;
    }

    private static string Once(string text)
    {
        var parts = Parts(text);
        var loose = string.Concat(parts.Where(part => !part.IsFenced).Select(part => part.Text));
        var references = References.In(loose);
        return string.Concat(parts.Select(part => part.IsFenced ? part.Text
            : Formulas.Without(references.Without(ImageTexts.Without(Markup.Without(part.Text), references.AreThere)))));
    }

    private static List<(string Text, bool IsFenced)> Parts(string text)
    {
        var parts = new List<(string Text, bool IsFenced)>();
        var part = new StringBuilder();
        var fenced = false;
        foreach (var line in new FencedLines().Of(text))
        {
            if (line.IsFenced != fenced)
            {
                parts.Add((part.ToString(), fenced));
                part.Clear();
            }
            fenced = line.IsFenced;
            part.Append(line.Text);
        }
        parts.Add((part.ToString(), fenced));
        return parts;
    }

    private static string Cut(string text)
    {
        var (bytes, length) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > MostBytes)
                break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length];
    }
}
