using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Scanning;

/// <summary>Reads findings by id.</summary>
public sealed class FindingStore(LedgerFile ledger)
{
    public Finding? Get(Guid id) => ledger.Read(connection => connection.Rows(
        $"SELECT {Finding.Columns} FROM findings f WHERE f.id = @id", new { id = id.ToString() }, Finding.Read).SingleOrDefault());
}
