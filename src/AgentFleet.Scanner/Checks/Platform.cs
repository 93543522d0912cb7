namespace AgentFleet.Scanner.Checks;

/// <summary>The platform that this program runs on.</summary>
internal static class Platform
{
    public static Platforms Here { get; } = OperatingSystem.IsMacOS() ? Platforms.MacOS : Platforms.Linux;

    public static string NameOf(Platforms platforms) => platforms switch
    {
        Platforms.Linux => "Linux",
        Platforms.MacOS => "macOS",
        _ => "Linux, macOS",
    };
}
