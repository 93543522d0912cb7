using AgentFleet.Scanner.Definitions;
using AgentFleet.Scanner.Service;
using AgentFleet.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentFleet.Scanner.Tests.Service;

public sealed class BrokenDefinitionAlarmTests : IDisposable
{
    private readonly Scanning _scanning = new();
    private readonly TemporaryFolder _folder = new();
    private readonly BrokenDefinitionAlarm _alarm;

    public BrokenDefinitionAlarmTests() =>
        _alarm = new(_scanning.Ledger.File, new(_folder.Path), NullLogger<BrokenDefinitionAlarm>.Instance);

    private void Check(string text, int times = 1)
    {
        _folder.Write("web.yaml", text);
        for (var time = 0; time < times; time++)
            _alarm.Check(ScannerFolder.Open(_folder.Path).Reload());
    }

    [Fact]
    public void A_file_that_is_just_being_written_is_no_news()
    {
        Check("");
        Check("{ kind: disk, schedule: every 5m }", times: 2);
        _scanning.Alerts.ShouldBeEmpty();
    }

    [Fact]
    public void Every_broken_edit_is_told_once()
    {
        Check("kind: disc", times: 5);
        Check("kind: disk", times: 5);

        _scanning.Alerts.ShouldBe(["definition.broken: Broken: web.yaml", "definition.broken: Broken: web.yaml"]);
        _scanning.Ask("SELECT body FROM alerts WHERE body LIKE '%missing'").ShouldHaveSingleItem()[0].ShouldBe(
            $"There is no good version of it: this scanner does not look.\n{_folder.File("web.yaml")}:1:1: the key \"schedule\" is missing");
    }

    [Fact]
    public void An_edit_that_was_mended_and_is_broken_in_the_same_way_again_is_news_again()
    {
        Check("kind: disc", times: 2);
        Check("{ kind: disk, schedule: every 5m }", times: 2);
        Check("kind: disc", times: 3);
        _scanning.Alerts.Count.ShouldBe(2);
    }

    [Fact]
    public void A_service_that_was_started_anew_neither_repeats_nor_keeps_quiet()
    {
        Check("kind: disc", times: 2);
        var second = new BrokenDefinitionAlarm(_scanning.Ledger.File, new(_folder.Path), NullLogger<BrokenDefinitionAlarm>.Instance);
        second.Check(ScannerFolder.Open(_folder.Path).Reload());
        second.Check(ScannerFolder.Open(_folder.Path).Reload());
        _scanning.Alerts.Count.ShouldBe(1);

        _folder.Write("web.yaml", "{ kind: disk, schedule: every 5m }");
        var third = new BrokenDefinitionAlarm(_scanning.Ledger.File, new(_folder.Path), NullLogger<BrokenDefinitionAlarm>.Instance);
        third.Check(ScannerFolder.Open(_folder.Path).Reload());
        _folder.Write("web.yaml", "kind: disc");
        third.Check(ScannerFolder.Open(_folder.Path).Reload());
        third.Check(ScannerFolder.Open(_folder.Path).Reload());
        _scanning.Alerts.Count.ShouldBe(2);
    }

    [Fact]
    public void A_folder_that_is_gone_is_told_too()
    {
        var alarm = new BrokenDefinitionAlarm(_scanning.Ledger.File, new(_folder.File("none")), NullLogger<BrokenDefinitionAlarm>.Instance);
        for (var time = 0; time < 3; time++)
            alarm.Check(ScannerFolder.Open(_folder.File("none")).Reload());

        _scanning.Ask("SELECT title, body FROM alerts").ShouldHaveSingleItem().ShouldBe(
        [
            "Broken: none",
            $"What was read from it before stays in force.\n{_folder.File("none")}: the folder cannot be read: it does not exist",
        ]);
    }

    public void Dispose()
    {
        _scanning.Dispose();
        _folder.Dispose();
    }
}
