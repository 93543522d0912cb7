using AgentFleet.Scanner.Checks.Network;

namespace AgentFleet.Scanner.Checks.Web;

/// <summary>What a server answered, or why there is no answer.</summary>
internal sealed record WebAnswer(int Status, ReadOnlyMemory<byte> Body, int Redirects)
{
    public TimeSpan Elapsed { get; init; }

    public Unreached? Trouble { get; init; }

    public static WebAnswer None(Unreached trouble) => new(0, default, 0) { Trouble = trouble };
}
