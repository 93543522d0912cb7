using System.Text.Json.Nodes;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Tests.Judging;

/// <summary>What is judged by its own past; the ledger keeps the past.</summary>
public sealed class UnusualTests : IDisposable
{
    private readonly Scanning _scanning = new();

    public UnusualTests() => _scanning.Definition = _scanning.Definition with { Unusual = new(3, 10) };

    private static Observation Answered(double milliseconds, Level level = Level.Ok) =>
        new(null, level, "it answers", new JsonObject { ["ms"] = milliseconds }) { Measured = [new("total", "ms", milliseconds)] };

    private async Task PassAsync(TimeSpan time, double milliseconds)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(30))
        {
            _scanning.Clock.Advance(TimeSpan.FromMinutes(29));
            await _scanning.LookAsync(Answered(milliseconds));
        }
    }

    [Theory]
    [InlineData(299, "info")]
    [InlineData(310, "warning")]
    [InlineData(1000, "critical")]
    public async Task What_is_many_times_as_much_as_usual_is_bad(double milliseconds, string severity)
    {
        await PassAsync(TimeSpan.FromHours(30), 100);
        await _scanning.LookAsync(Answered(milliseconds));

        if (severity == "info")
        {
            _scanning.Cycles.Known("web").ShouldBeEmpty();
            return;
        }
        _scanning.Finding.Severity.ToString().ShouldBe(severity, StringCompareShould.IgnoreCase);
        _scanning.Finding.Title.ShouldBe(FormattableString.Invariant($"it answers: {milliseconds / 100:0.#} times what is usual (100 ms)"));
        JsonNode.Parse(_scanning.Finding.Evidence)!["usual_total"]!.GetValue<double>().ShouldBe(100);
        JsonNode.Parse(_scanning.Finding.Evidence)!["ms"]!.GetValue<double>().ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData(1e300, true)]
    [InlineData(-1e300, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public async Task Whatever_number_a_plugin_prints_is_survived(double value, bool isBad)
    {
        await PassAsync(TimeSpan.FromHours(30), 1e-3);
        var look = Scanning.Good() with { Measured = [new("total", "ms", value)] };
        await _scanning.LookAsync(look);
        _scanning.Cycles.Known("web").Count.ShouldBe(isBad ? 1 : 0);
    }

    [Fact]
    public async Task Without_a_past_of_a_day_nothing_is_unusual()
    {
        await PassAsync(TimeSpan.FromHours(23), 100);
        await _scanning.LookAsync(Answered(5000));
        _scanning.Cycles.Known("web").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_usually_nothing_has_no_multiples()
    {
        await PassAsync(TimeSpan.FromHours(30), 0);
        await _scanning.LookAsync(Answered(5));
        _scanning.Cycles.Known("web").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_worse_by_itself_stays_so()
    {
        await PassAsync(TimeSpan.FromHours(30), 100);
        await _scanning.LookAsync(Answered(400, Level.Critical));
        _scanning.Finding.Title.ShouldBe("it answers");
        _scanning.Finding.Severity.ShouldBe(Severity.Critical);
    }

    public void Dispose() => _scanning.Dispose();
}
