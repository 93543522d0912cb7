using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>What macOS itself is kept by. It says what its last scan found; it scans by itself, once a day as a rule.</summary>
/// <param name="root">The folder that stands for this machine's root; empty: it is the root.</param>
internal sealed partial class SoftwareUpdate(string root) : IPackageManager
{
    private const string Settings = "/Library/Preferences/com.apple.SoftwareUpdate";

    /// <summary>The program that is asked, and what stands before all its arguments; a test has others.</summary>
    internal IReadOnlyList<string> Program { get; init; } = ["/usr/sbin/softwareupdate"];

    /// <summary>The program that reads settings.</summary>
    internal IReadOnlyList<string> Defaults { get; init; } = ["/usr/bin/defaults"];

    public string Name => "softwareupdate";

    public bool IsThere => File.Exists(root + "/usr/sbin/softwareupdate");

    public bool TellsSecurity => true;

    public string State => FileTimes.Print(
        new[] { Settings + ".plist", "/Library/Updates", "/Library/Receipts/InstallHistory.plist", SystemVersion }.Select(path => FileTimes.Of(root + path)));

    private static string SystemVersion => "/System/Library/CoreServices/SystemVersion.plist";

    public Task<PendingSummary> PendingAsync(ManagerAnswers answers, CancellationToken ct) => answers.OnceAsync("pending", PendingSummary.FromNote, pending => pending.ToNote(), async () =>
    {
        var ended = await answers.RunAsync("softwareupdate", [.. Program, "--list", "--no-scan"], [0], ct);
        return PendingSummary.Of(SoftwareUpdateList.Parse(ended.Output, ended.Errors, Release) ?? throw new UnansweredException("softwareupdate says what is not understood"));
    });

    public async Task<DateTimeOffset> ListsFetchedAsync(ManagerAnswers answers, CancellationToken ct)
    {
        var date = await answers.OnceAsync("scanned", note => Time(note) is null ? null : note, note => note, async () =>
        {
            var told = (await answers.RunAsync("defaults", [.. Defaults, "read", Settings, "LastSuccessfulDate"], [0], ct)).Output.Trim();
            return Time(told) is null ? throw new UnansweredException("macOS does not say when it last looked for updates") : told;
        });
        return Time(date)!.Value;
    }

    // 2026-01-27 10:50:35 +0000
    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    public Task<RestartNeed?> RestartAsync(ManagerAnswers answers, CancellationToken ct) => Task.FromResult<RestartNeed?>(null);

    /// <summary>The first number of the version of macOS that runs; null when it cannot be told.</summary>
    private string? Release => KernelFile.Read(root + SystemVersion, out _) is { } text && ProductVersion().Match(text) is { Success: true } match ? match.Groups["first"].Value : null;

    [GeneratedRegex(@"<key>ProductVersion</key>\s*<string>(?<first>[0-9]+)")]
    private static partial Regex ProductVersion();
}
