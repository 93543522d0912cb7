namespace AgentFleet.Ledger.Scanning;

/// <summary>
/// The scanners that have ever looked, as the table <c>names (scanner)</c>, by one step in the index for each: DISTINCT
/// would read every look of the year. The last name is null. https://www.sqlite.org/lang_with.html
/// </summary>
internal static class ScannerNames
{
    public const string With = """
        WITH RECURSIVE names (scanner) AS (
          SELECT min(scanner) FROM cycles
          UNION ALL SELECT (SELECT min(c.scanner) FROM cycles c WHERE c.scanner > names.scanner) FROM names WHERE names.scanner IS NOT NULL)
        """;
}
