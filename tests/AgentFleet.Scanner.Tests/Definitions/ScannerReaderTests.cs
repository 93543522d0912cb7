using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;
using AgentFleet.Scanner.Schedules;
using Quartz;

namespace AgentFleet.Scanner.Tests.Definitions;

public sealed class ScannerReaderTests
{
    private static ScannerDefinition? Read(string text, out IReadOnlyList<string> problems)
    {
        var found = new Problems();
        var definition = ScannerReader.Read(new DefinitionText("web", "web.yaml", text, new("hash")), found);
        problems = [.. found.All.Select(problem => problem.ToString())];
        return definition;
    }

    private static ScannerDefinition Good(string text)
    {
        var definition = Read(text, out var problems);
        problems.ShouldBeEmpty();
        return definition.ShouldNotBeNull();
    }

    private static IReadOnlyList<string> ProblemsOf(string text)
    {
        Read(text, out var problems).ShouldBeNull();
        return problems;
    }

    [Fact]
    public void A_definition_says_all_that_a_scanner_needs()
    {
        var scanner = Good("""
            kind: plugin
            schedule: every 1m30s
            timeout: 3s
            confirm_after: 2
            clear_after: 4
            command: [check_dummy, "0"]
            policy: restart-web
            """);

        scanner.ShouldBe(new ScannerDefinition(
            "web", "plugin", new ScanSchedule.Every(TimeSpan.FromSeconds(90)), TimeSpan.FromSeconds(3), 2, 4, "restart-web", scanner.Check)
        {
            InhibitedBy = scanner.InhibitedBy,
            Maintenance = scanner.Maintenance,
        });
        (scanner.InhibitedBy.Count, scanner.Maintenance.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void What_is_left_out_has_a_usual_value()
    {
        var scanner = Good("{ kind: disk, schedule: \"*/5 * * * *\" }");

        (scanner.Timeout, scanner.ConfirmAfter, scanner.ClearAfter, scanner.Policy).ShouldBe((TimeSpan.FromSeconds(10), 1, 1, null));
        scanner.Schedule.ShouldBe(new ScanSchedule.At(CronExpression.Parse("*/5 * * * *", CronFormat.Unix)));
    }

    [Theory]
    [InlineData("@hourly")]
    [InlineData("@daily")]
    [InlineData("@midnight")]
    [InlineData("@weekly")]
    [InlineData("@monthly")]
    [InlineData("@yearly")]
    [InlineData("15,45 9-17 * * 1-5")]
    [InlineData("0 4 * * SUN")]
    [InlineData("0 4 29 2 *")]
    public void Unix_cron_is_understood(string schedule) =>
        Good($"{{ kind: disk, schedule: \"{schedule}\" }}").Schedule.ShouldBeOfType<ScanSchedule.At>();

    [Fact]
    public void All_that_is_wrong_comes_out_at_once_with_its_place()
    {
        ProblemsOf("""
            kind: plugin
            schedule: every 500ms
            timeout: 10
            confirm_after: 0
            clear_afer: 2
            policy: Restart Web
            """).ShouldBe(
        [
            "web.yaml:1:1: the key \"command\" is missing",
            "web.yaml:2:11: \"every\" takes from 1s to 365d, not \"500ms\"",
            "web.yaml:3:10: \"timeout\" must be a duration from 100ms to 1h, not \"10\"; a number needs a unit: 10ms, 10s, 10m, 10h or 10d",
            "web.yaml:4:16: \"confirm_after\" must be a whole number of at least 1, not \"0\"",
            "web.yaml:5:1: unknown key \"clear_afer\"; did you mean \"clear_after\"?",
            "web.yaml:6:9: \"Restart Web\" is not the name of a policy; a policy is named by its file, without the folder and \".md\"",
        ]);
    }

    [Theory]
    [InlineData("{}", "web.yaml:1:1: the key \"kind\" is missing", "web.yaml:1:1: the key \"schedule\" is missing")]
    [InlineData("{ kind: disc, schedule: every 5m }", "web.yaml:1:9: there is no kind of check called \"disc\"; did you mean \"disk\"?")]
    [InlineData("{ kind: weather, schedule: every 5m }", "web.yaml:1:9: there is no kind of check called \"weather\"; the kinds are: certificates, containers, disk, folder-size, freshness, git, github, http, load, logs, memory, plugin, port, process, services, time, updates")]
    [InlineData("{ kind: disk, schedule: every fortnight }", "web.yaml:1:25: \"every\" must be followed by a duration, not \"fortnight\"; the units are ms, s, m, h and d")]
    [InlineData("{ kind: disk, schedule: 5m }", "web.yaml:1:25: \"5m\" is not a schedule: cron has five fields, for minute, hour, day of month, month and day of week; did you mean \"every 5m\"?")]
    [InlineData("{ kind: disk, schedule: \"0 */5 * * * *\" }", "web.yaml:1:25: \"0 */5 * * * *\" is not a schedule: cron has five fields, for minute, hour, day of month, month and day of week; write \"every 5m\", or five cron fields such as \"*/5 * * * *\"")]
    [InlineData("{ kind: disk, schedule: \"0 4 30 2 *\" }", "web.yaml:1:25: \"0 4 30 2 *\" never happens; check the day of the month")]
    [InlineData("{ kind: disk, schedule: \"@dayly\" }", "web.yaml:1:25: there is no schedule called \"@dayly\"; did you mean \"@daily\"?")]
    [InlineData("{ kind: disk, schedule: \"61 * * * *\" }", "web.yaml:1:25: \"61 * * * *\" is not a schedule: Minute and Second values must be between 0 and 59; write \"every 5m\", or five cron fields such as \"*/5 * * * *\"")]
    [InlineData("{ kind: disk, schedule: every 5m, thresholds: { warning: 95, critical: 90 } }", "web.yaml:1:58: \"warning\" (95) must not be above \"critical\" (90)")]
    [InlineData("{ kind: disk, schedule: every 5m, thresholds: { warning: 120, crit: 5 } }", "web.yaml:1:58: \"warning\" must be a number from 0 to 100, not \"120\"", "web.yaml:1:63: unknown key \"crit\"; did you mean \"critical\"?")]
    [InlineData("{ kind: disk, schedule: every 5m, mounts: [var] }", "web.yaml:1:43: \"mounts\" must list mount points, which begin with \"/\"; \"var\" does not")]
    [InlineData("{ kind: folder-size, schedule: every 5m, path: logs }", "web.yaml:1:1: the key \"thresholds\" is missing", "web.yaml:1:48: \"path\" must begin with \"/\" or \"~/\", not \"logs\"")]
    [InlineData("{ kind: folder-size, schedule: every 5m, path: /x, thresholds: { warning: 2GiB, critical: 1GiB } }", "web.yaml:1:75: \"warning\" (2 GiB) must not be above \"critical\" (1 GiB)")]
    [InlineData("{ kind: folder-size, schedule: every 5m, path: /x, thresholds: { warning: 5 } }", "web.yaml:1:75: \"warning\" must be a size of at least 1 B, not \"5\"; a number needs a unit, such as 5 MB or 5 MiB")]
    [InlineData("{ kind: folder-size, schedule: every 5m, path: /x, thresholds: {} }", "web.yaml:1:64: \"thresholds\" has neither \"warning\" nor \"critical\"; write { warning: 1GiB, critical: 2GiB }")]
    [InlineData("{ kind: plugin, schedule: every 5m, command: [] }", "web.yaml:1:46: \"command\" must begin with a program")]
    [InlineData("{ kind: plugin, schedule: every 5m, command: check_load }", "web.yaml:1:46: \"command\" must be a list of texts, not \"check_load\"; write [ ] around it")]
    public void Each_mistake_is_told_in_a_sentence_that_helps(string text, params string[] problems) => ProblemsOf(text).ShouldBe(problems);

    [Fact]
    public void A_home_folder_is_expanded() => Good("{ kind: folder-size, schedule: every 5m, path: ~/logs, thresholds: { critical: 1GiB } }");

    [Fact]
    public void The_definitions_that_ship_are_good()
    {
        var folder = ScannerFolder.Open(Path.Combine(Root(), "scanners")).Reload();

        folder.AllProblems.ShouldBeEmpty();
        folder.Good.Values.Select(definition => (definition.Name, definition.Value.Kind, definition.Value.Policy))
            .ShouldBe(
            [
                ("containers", "containers", "restart-container"), ("disk", "disk", "disk-space"), ("github", "github", null), ("load", "load", null), ("log-folder", "folder-size", "rotated-logs"),
                ("memory", "memory", null), ("processes", "process", null), ("services", "services", "restart-service"), ("updates", "updates", null),
            ]);
    }

    [Fact]
    public void Every_kind_has_a_definition_that_ships_or_an_example_to_copy()
    {
        var (shipped, examples) = (ScannerFolder.Open(Path.Combine(Root(), "scanners")).Reload(), ScannerFolder.Open(Path.Combine(Root(), "scanners", "examples")).Reload());

        examples.AllProblems.ShouldBeEmpty();
        examples.Good.Keys.Intersect(shipped.Good.Keys).ShouldBeEmpty("one that is copied must not take the place of another");
        examples.Good.Values.Select(example => example.Name).ShouldBe(examples.Good.Values.Select(example => example.Value.Kind));
        shipped.Good.Values.Concat(examples.Good.Values).Select(definition => definition.Value.Kind).Distinct().Order()
            .ShouldBe(CheckKinds.All.Keys.Order());
    }

    // The health check of a container that was just restarted has not run yet: Docker's own default needs three bad ones, 30 s apart.
    [Theory]
    [InlineData("services", 60)]
    [InlineData("containers", 90)]
    public void What_was_started_again_must_stay_well_for_a_while_before_it_counts_as_cured(string name, int seconds) =>
        ScannerFolder.Open(Path.Combine(Root(), "scanners")).Reload().Good[name].Value.ClearFor.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(seconds));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Directory.Packages.props")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
