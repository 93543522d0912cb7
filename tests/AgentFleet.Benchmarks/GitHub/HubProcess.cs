using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AgentFleet.Benchmarks;

/// <summary>The server's process, seen from the benchmark.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly Process _process;

    private HubProcess(Process process, string api, string token) => (_process, Api, Token) = (process, api, token);

    public string Api { get; }

    public string Token { get; }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "It is told one line after another, for as long as it lives.")]
    public static async Task<HubProcess> StartAsync(int repositories, int issues)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(HubProcess).Assembly.Location);
        foreach (var argument in new[] { HubHost.Verb, repositories.ToString(CultureInfo.InvariantCulture), issues.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var (api, token) = (await process.StandardOutput.ReadLineAsync(), await process.StandardOutput.ReadLineAsync());
        return new(process, api ?? throw new InvalidOperationException("the server did not start"), token!);
    }

    public async Task<string> TellAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the server has ended");
    }

    /// <summary>Requests since the last <c>forget</c>, and those of them that cost something of the hourly budget.</summary>
    public async Task<(int All, int Charged)> CountAsync()
    {
        var words = (await TellAsync("count")).Split(' ');
        return (int.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
