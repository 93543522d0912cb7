namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>What tells of Homebrew's state without asking Homebrew: https://docs.brew.sh/Installation</summary>
/// <param name="root">The folder that all of it lies in; empty: this machine's.</param>
internal sealed class BrewFiles(string root)
{
    // Where it keeps its own code, and the taps, seen from where it keeps the packages.
    private static readonly (string Prefix, string Library)[] Places =
    [
        ("/opt/homebrew", "Library"), ("/usr/local", "Homebrew/Library"), ("/home/linuxbrew/.linuxbrew", "Homebrew/Library"),
    ];

    private static readonly string[] Packages = ["Cellar", "Caskroom", "var/homebrew/linked", "var/homebrew/pinned"];

    // On macOS and on Linux; the second of each is newer.
    private static readonly string[] Answers =
    [
        "Library/Caches/Homebrew/api", "Library/Caches/Homebrew/api/internal", ".cache/Homebrew/api", ".cache/Homebrew/api/internal",
    ];

    private (string Prefix, string Library)? Place => Places
        .Where(place => File.Exists($"{root}{place.Prefix}/bin/brew") && Directory.Exists($"{root}{place.Prefix}/{place.Library}"))
        .Select(place => ((string, string)?)(root + place.Prefix, place.Library)).FirstOrDefault();

    /// <summary>Null where there is no Homebrew.</summary>
    public string? Program => Place is { } place ? $"{place.Prefix}/bin/brew" : null;

    public string State => Place is not { } place ? "" : FileTimes.Print(
    [
        .. Packages.Select(folder => FileTimes.Newest($"{place.Prefix}/{folder}")),
        .. Lists(),
    ]);

    /// <summary>When its server or git was last asked what there is; null when neither was.</summary>
    public DateTimeOffset? ListsFetched => Lists().Max();

    // What the server said, and what git brought for those who have the descriptions of packages as taps.
    private IEnumerable<DateTimeOffset?> Lists() =>
    [
        .. Answers.Select(folder => Path.Join(root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.jws.json", FileTimes.Visible)).Order(StringComparer.Ordinal).Select(FileTimes.Of),
        FileTimes.Of($"{Place?.Prefix}/{Place?.Library}/Taps/homebrew/homebrew-core/.git/FETCH_HEAD"),
        FileTimes.Of($"{Place?.Prefix}/{Place?.Library}/Taps/homebrew/homebrew-cask/.git/FETCH_HEAD"),
    ];
}
