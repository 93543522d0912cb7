using System.Globalization;
using System.Text;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>The processes as Linux tells of them, in a folder for each.</summary>
internal sealed class LinuxProcesses(string proc) : IProcessSource
{
    public const string Folder = "/proc";

    private const decimal TicksPerSecond = 100;

    public Task<ProcessList> ReadAsync(bool withCommands, TimeSpan patience, TimeProvider clock, CancellationToken ct) => Task.FromResult(Read(ct));

    public ProcessList Read(CancellationToken ct)
    {
        var uptime = Uptime(out var ageless);
        var seen = new List<SeenProcess>();
        var hidden = 0;
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(proc).Where(IsOfProcess))
            {
                ct.ThrowIfCancellationRequested();
                if (Read(folder, ref hidden) is { } stat)
                    seen.Add(new(stat.Pid, stat.Name, stat.State, stat.Parent, Age(stat, uptime), stat.ResidentPages * Environment.SystemPageSize));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new([], $"{proc} cannot be read: {e.Message}");
        }

        // Mounted with hidepid, /proc shows us our own processes only, as if there were no others; 1 is always there.
        var incomplete = hidden > 0 || seen.TrueForAll(process => process.Pid != 1) ? $"{proc} hides other users' processes from us (hidepid)" : null;
        return new(seen, incomplete) { Ageless = ageless, CommandOf = process => CommandLine.Of(proc, process.Pid) };
    }

    private decimal? Uptime(out string? trouble)
    {
        var file = Path.Combine(proc, "uptime");
        var text = KernelFile.Read(file, out var unread);
        decimal? uptime = decimal.TryParse(text?.Split(' ')[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
        trouble = text is null ? unread : uptime is null ? $"{file} tells no uptime" : null;
        return uptime;
    }

    private static TimeSpan? Age(ProcessStat stat, decimal? uptime) => uptime is { } seconds
        ? TimeSpan.FromSeconds((double)Math.Max(0, Math.Floor(seconds - stat.StartTicks / TicksPerSecond)))
        : null;

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
