namespace AgentFleet.Supervisor.Tests.Shipped;

public sealed class RotatedLogsTests : IDisposable
{
    private readonly ShippedScript _script = new("rotated-logs");

    public RotatedLogsTests()
    {
        _script.Evidence("path", Logs);
        _script.Evidence("warning", "2500");
        Directory.CreateDirectory(Logs);
    }

    private string Logs => _script.Folder.File("logs");

    private string[] Left => [.. Directory.EnumerateFiles(Logs, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Logs, file)).Order(StringComparer.Ordinal)];

    private string Write(string name, int days)
    {
        var file = _script.Folder.Write(name, new string('x', 1000));
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-days));
        return file;
    }

    [Fact]
    public async Task The_oldest_go_first_and_no_more_than_needed()
    {
        Write("logs/app.log", 90);
        Write("logs/app.log.1", 3);
        Write("logs/old/app.log.2.gz", 20);
        Write("logs/app.log.3", 70);

        var result = await _script.RunAsync();

        result.Code.ShouldBe(0, result.Errors);
        result.Output.ShouldBe($"before: 4000 bytes, limit 2500\n{Logs}/app.log.3\n{Logs}/old/app.log.2.gz\nafter: 2000 bytes\n");
        Left.ShouldBe(["app.log", "app.log.1"]);
    }

    [Fact]
    public async Task What_is_written_or_from_today_stays_even_when_that_is_not_enough()
    {
        Write("logs/app.log", 90);
        Write("logs/app.log.1", 0);
        Write("logs/big.log", 90);

        var result = await _script.RunAsync();

        (result.Code, result.Errors).ShouldBe((1, "rotated logs alone do not bring it under the limit\n"));
        Left.Length.ShouldBe(3);
    }

    [Fact]
    public async Task Where_there_is_no_warning_the_critical_size_is_the_limit()
    {
        File.Delete(_script.Folder.File("untrusted/evidence/warning"));
        _script.Evidence("critical", "1500");
        Write("logs/app.log", 1);
        Write("logs/app.log.1", 3);

        var result = await _script.RunAsync();

        result.Code.ShouldBe(0, result.Errors);
        Left.ShouldBe(["app.log"]);
    }

    [Fact]
    public async Task Without_a_limit_that_is_a_number_nothing_is_deleted()
    {
        _script.Evidence("warning", "2GiB");
        Write("logs/app.log.1", 90);

        (await _script.RunAsync()).Code.ShouldBe(1);
        Left.ShouldBe(["app.log.1"]);
    }

    [Fact]
    public async Task A_folder_that_is_a_link_is_the_folder_behind_it()
    {
        Write("logs/app.log.1", 3);
        Write("logs/app.log.2", 4);
        Write("logs/app.log.3", 5);
        var link = _script.Folder.File("link");
        File.CreateSymbolicLink(link, Logs);
        _script.Evidence("path", link);

        var result = await _script.RunAsync();

        result.Code.ShouldBe(0, result.Errors);
        result.Output.ShouldStartWith("before: 3000 bytes");
        Left.ShouldBe(["app.log.1", "app.log.2"]);
    }

    [Fact]
    public async Task A_name_cannot_pretend_to_be_a_size()
    {
        Write("logs/app.log.1", 90);
        Write("logs/x\n-rw-r--r-- 1 0 0 99999999 Jan  1 00:00 y\n99999999", 0);

        var result = await _script.RunAsync();

        result.Output.ShouldBe("before: 2000 bytes, limit 2500\nafter: 2000 bytes\n");
        Left.ShouldContain("app.log.1");
    }

    [Fact]
    public async Task A_link_put_in_place_of_a_folder_on_the_way_leads_to_no_deletion_elsewhere()
    {
        Write("logs/app/log.1", 90);
        Write("logs/big.log", 1);
        Write("logs/bigger.log", 1);
        var elsewhere = Write("elsewhere/log.1", 90);
        // Whoever deletes by path does so after the folder was swapped.
        _script.Program("rm", $"mv '{Logs}/app' '{Logs}/gone'; ln -s '{_script.Folder.File("elsewhere")}' '{Logs}/app'; exec /bin/rm \"$@\"");

        var result = await _script.RunAsync();

        result.Code.ShouldBe(0, result.Errors);
        File.Exists(elsewhere).ShouldBeTrue();
        _script.Ran.ShouldBeEmpty();
    }

    public void Dispose() => _script.Dispose();
}
