using System.Text.RegularExpressions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>Counts lines and matches, and keeps the last that matched.</summary>
internal sealed class LineTally(LineMatch match)
{
    private const int MostKept = 5;
    private const int LongestKept = 300;

    private readonly Queue<string> _last = new();
    private int _tooSlow;

    public long Lines { get; private set; }

    public long Matches { get; private set; }

    public IEnumerable<string> Last => _last;

    /// <summary>Why some lines were not judged; null when all were.</summary>
    public string? Trouble => _tooSlow > 0 ? $"the pattern took too long on {_tooSlow} of {Lines} lines" : null;

    public void Add(string line)
    {
        Lines++;
        if (!Fits(line))
            return;
        Matches++;
        if (_last.Count == MostKept)
            _last.Dequeue();
        _last.Enqueue(PlainText.Line(line, LongestKept));
    }

    private bool Fits(string line)
    {
        // One line that takes too long is a mishap; after many of them the look would be over before its end.
        const int enough = 3;
        try
        {
            return _tooSlow < enough && match.Fits(line);
        }
        catch (RegexMatchTimeoutException)
        {
            _tooSlow++;
            return false;
        }
    }
}
