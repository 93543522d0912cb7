using System.Net.Sockets;

namespace AgentFleet.Scanner.Checks.Network;

/// <summary>Why there is no connection.</summary>
/// <param name="BlamesTarget">Whether that is a fault of what was looked at; else we could not look.</param>
internal sealed record Unreached(string Reason, bool BlamesTarget)
{
    // A name that does not exist is a fault of the name; a resolver, a network or a limit of our own that fails is none
    // of the target's.
    public static Unreached Because(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => new("connection refused", true),
        SocketError.ConnectionReset or SocketError.ConnectionAborted => new("connection reset", true),
        SocketError.TimedOut => new("no answer in time", true),
        SocketError.HostUnreachable or SocketError.HostDown => new("the host cannot be reached", true),
        SocketError.HostNotFound or SocketError.NoData => new("no such name", true),
        SocketError.TryAgain or SocketError.NoRecovery => new("the resolver fails: the name could not be looked up", false),
        SocketError.NetworkUnreachable or SocketError.NetworkDown => new("this machine has no way to that network", false),
        _ => new($"cannot connect from here ({error})", false),
    };
}
