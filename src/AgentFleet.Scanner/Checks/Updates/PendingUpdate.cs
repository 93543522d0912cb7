using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>A package that is installed and could be newer.</summary>
/// <param name="From">The version that is installed; null where that is not told.</param>
internal sealed record PendingUpdate(string Package, string? From, string To, bool IsSecurity)
{
    private const int Longest = 100;

    /// <summary>For people, in one line.</summary>
    public string Shown => From is null ? $"{Line(Package)} {Line(To)}" : $"{Line(Package)} {Line(From)} -> {Line(To)}";

    private static string Line(string text) => PlainText.Line(text, Longest);
}
