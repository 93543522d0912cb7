using System.Net.Sockets;

namespace AgentFleet.Scanner.Checks.Network;

/// <summary>A connection and how long it took, or why there is none.</summary>
internal sealed record Dialed(Socket? Socket, TimeSpan Elapsed, Unreached? Trouble) : IDisposable
{
    public void Dispose() => Socket?.Dispose();
}
