using System.Net.Sockets;
using System.Text;

namespace AgentFleet.Scanner.Checks.Ports;

/// <summary>The first bytes that a server says by itself, and whether an expected text is among them.</summary>
internal sealed record Greeting(string Text, bool Found, bool Closed)
{
    private const int MostBytes = 4096;

    /// <summary>Reads until the text has come, the time is up, the server closes, or it has said enough.</summary>
    public static async Task<Greeting> ReadAsync(Socket socket, string expected, TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(patience > TimeSpan.Zero ? patience : TimeSpan.FromMilliseconds(1), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        var (wanted, said, length, closed) = (Encoding.UTF8.GetBytes(expected), new byte[MostBytes], 0, false);
        try
        {
            while (length < MostBytes && !closed && !Came())
            {
                var count = await socket.ReceiveAsync(said.AsMemory(length), SocketFlags.None, either.Token);
                closed = count == 0;
                length += count;
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // What it has said until now is what it says.
        }
        catch (SocketException)
        {
            closed = true;
        }
        return new(Encoding.UTF8.GetString(said, 0, length), Came(), closed);

        bool Came() => said.AsSpan(0, length).IndexOf(wanted) >= 0;
    }
}
