using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>Finds processes by what their command line or their environment holds.</summary>
internal static class Leftovers
{
    /// <summary>The processes that were started with this text in their environment.</summary>
    public static IReadOnlyList<int> WithEnvironment(string text) => Find("environ", text);

    /// <summary>Those whose command line has that text.</summary>
    public static IReadOnlyList<int> Naming(string text) => Find("cmdline", text);

    /// <summary>Kills whatever names the folder in its command line or its environment.</summary>
    public static void KillAllOf(string folder)
    {
        foreach (var pid in Naming(folder).Union(Find("environ", folder)))
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                process.Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It has just ended.
            }
        }
    }

    private static List<int> Find(string file, string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        return [.. Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder))
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Where(name => Read($"/proc/{name}/{file}").AsSpan().IndexOf(wanted) >= 0)
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture))
            .Where(pid => pid != Environment.ProcessId)];
    }

    /// <summary>A file of /proc; empty when its process has just ended.</summary>
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
