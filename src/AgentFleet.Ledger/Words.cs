using System.Text.Json;

namespace AgentFleet.Ledger;

/// <summary>The words that stand for states in the ledger's columns: <c>NotFixed</c> is stored as <c>not_fixed</c>.</summary>
public static class Words
{
    public static string Of<T>(T state) where T : struct, Enum => Table<T>.Words[state];

    public static T Parse<T>(string word) where T : struct, Enum =>
        Table<T>.States.TryGetValue(word, out var state)
            ? state
            : throw new LedgerException($"the ledger says \"{word}\" where one of {string.Join(", ", Table<T>.States.Keys)} belongs");

    private static class Table<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Words =
            Enum.GetValues<T>().ToDictionary(s => s, s => JsonNamingPolicy.SnakeCaseLower.ConvertName(s.ToString()));

        public static readonly Dictionary<string, T> States = Words.ToDictionary(p => p.Value, p => p.Key);
    }
}
