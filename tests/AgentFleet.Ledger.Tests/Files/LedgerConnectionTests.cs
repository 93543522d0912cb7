using AgentFleet.Ledger.Files;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Tests.Files;

public sealed class LedgerConnectionTests : IDisposable
{
    private readonly LedgerConnection _connection = LedgerFile.Connect(":memory:", SqliteOpenMode.Memory);

    [Fact]
    public void A_statement_that_is_run_again_takes_its_new_values_only()
    {
        const string sql = "SELECT coalesce(@first, 'none')";
        _connection.Text(sql, new { first = "one" }).ShouldBe("one");
        _connection.Text(sql, new { first = (string?)null }).ShouldBe("none");
        Should.Throw<InvalidOperationException>(() => _connection.Text(sql, new { other = "two" }));
    }

    [Fact]
    public void A_statement_that_is_run_within_itself_is_another_one() => _connection.Rows(
        "SELECT value FROM json_each(@list)", new { list = (string[])["a", "b"] },
        row => row.Text("value") + string.Concat(_connection.Rows("SELECT value FROM json_each(@list)", new { list = (string[])["c", "d"] }, inner => inner.Text("value"))))
        .ShouldBe(["acd", "bcd"]);

    [Fact]
    public void A_statement_that_failed_can_be_run_again()
    {
        _connection.Execute("CREATE TABLE t (a INTEGER UNIQUE)");
        const string sql = "INSERT INTO t (a) VALUES (@a)";
        _connection.Execute(sql, new { a = 1 }).ShouldBe(1);
        Should.Throw<SqliteException>(() => _connection.Execute(sql, new { a = 1 }));
        _connection.Execute(sql, new { a = 2 }).ShouldBe(1);
    }

    [Fact]
    public void A_kept_statement_sees_that_its_table_has_another_column()
    {
        _connection.Execute("CREATE TABLE t (a INTEGER)");
        _connection.Execute("INSERT INTO t (a) VALUES (1)");
        _connection.Rows("SELECT * FROM t", null, row => row.Int("a")).ShouldBe([1]);
        _connection.Execute("ALTER TABLE t ADD COLUMN b INTEGER DEFAULT 7");
        _connection.Rows("SELECT * FROM t", null, row => row.Int("b")).ShouldBe([7]);
    }

    public void Dispose() => _connection.Dispose();
}
