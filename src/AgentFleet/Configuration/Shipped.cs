namespace AgentFleet.Configuration;

/// <summary>The definitions that ship with the program.</summary>
internal static class Shipped
{
    /// <summary>Those that can look on this platform.</summary>
    public static string Scanners => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsMacOS() ? "scanners-macos" : "scanners");

    public static string Policies => Path.Combine(AppContext.BaseDirectory, "policies");
}
