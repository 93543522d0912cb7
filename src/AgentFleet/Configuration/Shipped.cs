namespace AgentFleet.Configuration;

/// <summary>What ships with the program, beside it.</summary>
internal static class Shipped
{
    public static string Scanners => Path.Combine(AppContext.BaseDirectory, "scanners");

    public static string Policies => Path.Combine(AppContext.BaseDirectory, "policies");

    /// <summary>Workflows for repositories on GitHub.</summary>
    public static string Workflows => Path.Combine(AppContext.BaseDirectory, "github-workflows");
}
