using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using AgentFleet.Processes;

namespace AgentFleet.Testing;

/// <summary>One real process of the executable, to be killed, stopped, or waited for.</summary>
public sealed class Service : IAsyncDisposable
{
    // Generous: the machine may be busy with other tests.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private Service(Process process, DateTimeOffset startedAt)
    {
        (_process, StartedAt) = (process, startedAt);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public DateTimeOffset StartedAt { get; }

    public int Pid => _process.Id;

    public bool IsAlive => !_process.HasExited;

    /// <summary>What it wrote to its output and to its log.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <param name="argv">The program and its arguments.</param>
    /// <param name="home">Its HOME and working directory.</param>
    /// <param name="firstInPath">A folder whose programs stand in for the machine's; null: none.</param>
    [SuppressMessage(
        "ApiDesign", "RS0030:Do not use banned APIs",
        Justification = "kill -9 needs the service's own process, which a detached run hides behind its wrapper and a command behind its result.")]
    public static Service Start(IReadOnlyList<string> argv, string home, string? firstInPath = null)
    {
        var start = new ProcessStartInfo(argv[0], argv.Skip(1))
        {
            WorkingDirectory = home,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("AGENTFLEET_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["HOME"] = home;
        if (firstInPath is not null)
            start.Environment["PATH"] = firstInPath + ":" + start.Environment["PATH"];
        var now = TimeProvider.System.GetUtcNow();
        return new(Process.Start(start)!, now);
    }

    /// <summary>kill -9, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
        await EndAsync();
    }

    /// <summary>kill -TERM.</summary>
    public Task TerminateAsync() => Command.RunAsync(
        new CommandSpec(["/bin/sh", "-c", "kill -TERM \"$1\"", "sh", Pid.ToString(CultureInfo.InvariantCulture)], Enough),
        TimeProvider.System, CancellationToken.None);

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var enough = new CancellationTokenSource(Enough);
        await _process.WaitForExitAsync(enough.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
    }
}
