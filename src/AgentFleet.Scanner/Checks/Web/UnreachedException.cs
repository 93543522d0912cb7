using AgentFleet.Scanner.Checks.Network;

namespace AgentFleet.Scanner.Checks.Web;

/// <summary>Carries out of the HTTP client why there is no connection.</summary>
internal sealed class UnreachedException(Unreached trouble) : IOException(trouble.Reason)
{
    public Unreached Trouble { get; } = trouble;
}
