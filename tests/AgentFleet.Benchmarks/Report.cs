using System.Globalization;
using System.Runtime.InteropServices;

namespace AgentFleet.Benchmarks;

/// <summary>A Markdown table on standard output, a row as soon as it is measured.</summary>
internal static class Report
{
    public static void Begin()
    {
        Console.WriteLine($"{Environment.MachineName}: {Processor()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}; .NET {Environment.Version}");
        Console.WriteLine();
        Console.WriteLine("| what | measured | limit |");
        Console.WriteLine("|---|---|---|");
    }

    public static void Row(FormattableString what, FormattableString measured, string limit) =>
        Console.WriteLine($"| {what.ToString(CultureInfo.InvariantCulture)} | {measured.ToString(CultureInfo.InvariantCulture)} | {limit} |");

    private static string Processor()
    {
        const string linux = "/proc/cpuinfo";
        return (File.Exists(linux) ? File.ReadLines(linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null)
            ?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
