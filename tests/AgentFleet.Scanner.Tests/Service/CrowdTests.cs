using System.Globalization;

namespace AgentFleet.Scanner.Tests.Service;

[Trait("Category", "Slow")]
public sealed class CrowdTests : IAsyncLifetime
{
    private const int Hanging = 40;

    private readonly RunningScanner _scanner = new();

    public ValueTask InitializeAsync()
    {
        for (var number = 0; number < Hanging; number++)
            _scanner.Define(string.Create(CultureInfo.InvariantCulture, $"hangs-{number:00}"), "{ kind: plugin, schedule: every 1h, timeout: 10m, command: [/bin/sleep, '600'] }");
        _scanner.Define("quick", "{ kind: plugin, schedule: every 1s, command: [/bin/true] }");
        return new(_scanner.StartAsync(housekeeping: TimeSpan.FromSeconds(1)));
    }

    public ValueTask DisposeAsync() => _scanner.DisposeAsync();

    [Fact]
    public async Task Dozens_of_checks_that_hang_keep_no_other_from_looking()
    {
        await RunningScanner.UntilAsync(() => _scanner.Count("cycles WHERE scanner LIKE 'hangs-%' AND status = 'running'") == Hanging);
        var before = _scanner.Count("cycles WHERE scanner = 'quick'");
        await RunningScanner.UntilAsync(() => _scanner.Count("cycles WHERE scanner = 'quick'") >= before + 3);
    }
}
