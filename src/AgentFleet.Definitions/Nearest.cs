namespace AgentFleet.Definitions;

/// <summary>What somebody probably meant: the known word closest to the one given.</summary>
public static class Nearest
{
    /// <summary>
    /// The known word at most two slips away (fewer in short words), where case, <c>-</c> and <c>_</c> do not matter;
    /// or else the only known word that contains the given one. Null when nothing is near.
    /// </summary>
    public static string? Word(string given, IEnumerable<string> known)
    {
        var folded = Fold(given);
        var words = known.ToList();
        var allowed = folded.Length switch { < 3 => 0, < 5 => 1, _ => 2 };
        var nearest = words
            .Select(word => (Word: word, Slips: Slips(folded, Fold(word), allowed)))
            .Where(candidate => candidate.Slips <= allowed)
            .OrderBy(candidate => candidate.Slips)
            .FirstOrDefault();
        if (nearest.Word is not null) return nearest.Word;

        var containing = words.Where(word => folded.Length > 3 && Fold(word).Contains(folded, StringComparison.Ordinal)).Take(2).ToList();
        return containing is [var only] ? only : null;
    }

    /// <summary><c>did you mean "x"?</c>, or else the whole list under the given title; null when nothing is known.</summary>
    public static string? Suggestion(string given, IEnumerable<string> known, string title)
    {
        var words = known.ToList();
        if (Word(given, words) is { } word) return $"did you mean {Quoted.Of(word)}?";
        return words.Count == 0 ? null : $"{title}: {string.Join(", ", words)}";
    }

    private static string Fold(string word) =>
        word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Edit distance in which two swapped neighbours are one slip; more than <paramref name="limit"/> is not told apart.</summary>
    private static int Slips(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit) return limit + 1;

        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }
}
