using System.Text;

namespace AgentFleet.Supervisor.Origins;

/// <summary>Takes out the texts that stand for images: <c>![text](address)</c>, <c>![text][name]</c>, <c>![name]</c>.</summary>
internal static class ImageTexts
{
    /// <param name="namesAreThere">Whether some address of the text has a name, which an image may be called by.</param>
    public static string Without(string text, bool namesAreThere)
    {
        if (!text.Contains("![", StringComparison.Ordinal))
            return text;
        // Code and tags bind tighter than brackets do; which of them are there is not certain, so the longer text is taken out.
        var (plain, tight) = (Closings(text, skipsCode: false), Closings(text, skipsCode: true));
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = text[at] == '!' && at + 1 < text.Length && text[at + 1] == '[' && !IsEscaped(text, at)
                ? EndOf(text, plain[at + 1], tight[at + 1], namesAreThere)
                : -1;
            if (end < 0)
            {
                kept.Append(text[at++]);
                continue;
            }
            kept.Append("![]");
            at = end + 1;
        }
        return kept.ToString();
    }

    // Where the bracket closes; -1 when it is no image.
    private static int EndOf(string text, int plain, int tight, bool namesAreThere)
    {
        var end = Math.Max(Addressed(text, plain), Addressed(text, tight));
        return end >= 0 ? end : namesAreThere ? Math.Max(plain, tight) : -1;
    }

    private static int Addressed(string text, int end)
    {
        if (end < 0 || end + 1 >= text.Length)
            return -1;
        // Without a name between its brackets the text itself is the name.
        return text[end + 1] == '(' || (text[end + 1] == '[' && end + 2 < text.Length && text[end + 2] != ']') ? end : -1;
    }

    private static int[] Closings(string text, bool skipsCode)
    {
        var closings = new int[text.Length];
        Array.Fill(closings, -1);
        var open = new Stack<int>();
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\':
                    at++;
                    break;
                case '\n' when at + 1 < text.Length && text[at + 1] == '\n':
                    open.Clear();
                    break;
                case '[':
                    open.Push(at);
                    break;
                case ']' when open.TryPop(out var begin):
                    closings[begin] = at;
                    break;
                case '`' or '<' when skipsCode:
                    at = PastTight(text, at);
                    break;
            }
        }
        return closings;
    }

    // The last character of a piece of code, or of a tag; the same place when there is none.
    private static int PastTight(string text, int at)
    {
        var paragraph = text.IndexOf("\n\n", at, StringComparison.Ordinal) is >= 0 and var blank ? blank : text.Length;
        if (text[at] == '<')
            return text.IndexOf('>', at, paragraph - at) is >= 0 and var end ? end : at;
        var run = at;
        while (run < text.Length && text[run] == '`')
            run++;
        var length = run - at;
        for (var next = run; next < paragraph; next++)
        {
            var begin = next;
            while (next < paragraph && text[next] == '`')
                next++;
            if (next - begin == length)
                return next - 1;
        }
        return run - 1;
    }

    private static bool IsEscaped(string text, int at)
    {
        var slashes = 0;
        while (at - slashes > 0 && text[at - slashes - 1] == '\\')
            slashes++;
        return slashes % 2 == 1;
    }
}
