namespace AgentFleet.Configuration;

/// <summary>The definitions that ship with the program, beside it.</summary>
internal static class Shipped
{
    public static string Scanners => Path.Combine(AppContext.BaseDirectory, "scanners");

    public static string Policies => Path.Combine(AppContext.BaseDirectory, "policies");
}
