namespace AgentFleet.Ledger.Tests.Asking;

public sealed class LedgerReaderTests : IDisposable
{
    private readonly World _world = new();

    [Fact]
    public void It_answers_with_columns_and_rows()
    {
        var answer = _world.Reader().Ask("SELECT 1 AS number, 'text' AS word, NULL AS missing, 1.5 AS real, x'0102' AS bytes WHERE @yes", new { yes = true });
        answer.Columns.ShouldBe(["number", "word", "missing", "real", "bytes"]);
        var row = answer.Rows.ShouldHaveSingleItem();
        row.Take(4).ShouldBe([1L, "text", null, 1.5]);
        row[4].ShouldBe(new byte[] { 1, 2 });
    }

    [Fact]
    public void A_question_without_rows_has_columns() =>
        _world.Reader().Ask("SELECT id FROM findings").ShouldSatisfyAllConditions(a => a.Columns.ShouldBe(["id"]), a => a.Rows.ShouldBeEmpty());

    [Theory]
    [InlineData("INSERT INTO holds (id, host, kind, target, reason, actor, from_at) VALUES ('a', 'b', 'mute', 'c', 'd', 'e', 'f')")]
    [InlineData("UPDATE findings SET title = 'x'")]
    [InlineData("DELETE FROM findings")]
    [InlineData("DROP TABLE findings")]
    [InlineData("CREATE TABLE x (y)")]
    [InlineData("PRAGMA user_version = 9")]
    [InlineData("PRAGMA application_id = 9")]
    [InlineData("DELETE FROM findings; SELECT 1")]
    [InlineData("PRAGMA query_only = 0; DELETE FROM findings")]
    [InlineData("PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = ''")]
    [InlineData("REINDEX")]
    [InlineData("VACUUM")]
    public void Whatever_would_write_is_refused(string sql)
    {
        _world.Open("/");
        Should.Throw<LedgerException>(() => _world.Reader().Ask(sql));
        _world.Scan.Known("disk").ShouldHaveSingleItem().Title.ShouldBe("/ is full");
        _world.Scalar<int>("PRAGMA user_version").ShouldBe(Ledger.Files.Migrator.KnownVersion);
    }

    [Fact]
    public void A_question_is_one_statement_and_a_second_is_not_silently_left_out() =>
        Should.Throw<LedgerException>(() => _world.Reader().Ask("SELECT 1; DELETE FROM findings"));

    [Theory]
    [InlineData("ATTACH '{0}' AS x")]
    [InlineData("ATTACH 'file:{0}?mode=rwc' AS x")]
    [InlineData("VACUUM INTO '{0}'")]
    [InlineData("PRAGMA query_only = 0; VACUUM INTO '{0}'")]
    public void No_question_makes_a_file(string sql)
    {
        var file = Path.Combine(_world.Ledger.State.Root, "made.db");
        Should.Throw<LedgerException>(() => _world.Reader().Ask(string.Format(null, sql, file)));
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public void No_question_changes_another_database()
    {
        var file = Path.Combine(_world.Ledger.State.Root, "other.db");
        using (var other = Ledger.Files.LedgerFile.Connect(file, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWriteCreate))
            Dapper.SqlMapper.Execute(other, "CREATE TABLE t (x)");
        Should.Throw<LedgerException>(() => _world.Reader().Ask($"PRAGMA query_only = 0; ATTACH '{file}' AS other; INSERT INTO other.t VALUES (1)"));
    }

    [Fact]
    public void A_question_that_would_write_is_refused_in_our_words() =>
        Should.Throw<LedgerException>(() => _world.Reader().Ask("DELETE FROM findings")).Message.ShouldContain("the statement would write");

    [Theory]
    [InlineData("SELEC 1", "syntax error")]
    [InlineData("SELECT absent FROM findings", "no such column: absent")]
    [InlineData("SELECT * FROM nowhere", "no such table: nowhere")]
    public void A_wrong_question_is_told_in_sqlites_words(string sql, string why) =>
        Should.Throw<LedgerException>(() => _world.Reader().Ask(sql)).Message.ShouldContain(why);

    [Theory]
    [InlineData("SELECT @nobody")]
    [InlineData("SELECT ?1")]
    [InlineData("")]
    [InlineData("-- nothing")]
    public void A_question_that_asks_nothing_is_no_crash(string sql)
    {
        try
        {
            _world.Reader().Ask(sql);
        }
        catch (LedgerException)
        {
            // Either way is fine, as long as a person gets a sentence.
        }
    }

    public void Dispose() => _world.Dispose();
}
