using System.Globalization;
using System.Text;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>The processes of this machine that we can see, and why these are not all, if they are not.</summary>
internal sealed record ProcessList(IReadOnlyList<ProcessStat> Seen, string? Incomplete)
{
    public static ProcessList Read(string proc, CancellationToken ct)
    {
        var seen = new List<ProcessStat>();
        var hidden = 0;
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(proc).Where(IsOfProcess))
            {
                ct.ThrowIfCancellationRequested();
                if (Read(folder, ref hidden) is { } process)
                    seen.Add(process);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new([], $"{proc} cannot be read: {e.Message}");
        }

        // Mounted with hidepid, /proc shows us our own processes only, as if there were no others; 1 is always there.
        return new(seen, hidden > 0 || seen.TrueForAll(process => process.Pid != 1) ? $"{proc} hides other users' processes from us (hidepid)" : null);
    }

    private static ProcessStat? Read(string folder, ref int hidden)
    {
        try
        {
            return ProcessStat.Parse(Beginning(Path.Combine(folder, "stat")));
        }
        catch (UnauthorizedAccessException)
        {
            hidden++;
            return null;
        }
        catch (IOException)
        {
            // It has ended since the folder was listed.
            return null;
        }
    }

    // There may be thousands of them: without a stream and a lock for each it costs a quarter less.
    private static string Beginning(string path)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        Span<byte> text = stackalloc byte[1024];
        return Encoding.UTF8.GetString(text[..RandomAccess.Read(file, text, 0)]);
    }

    private static bool IsOfProcess(string folder) =>
        int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
