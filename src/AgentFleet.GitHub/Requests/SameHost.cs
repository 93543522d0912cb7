namespace AgentFleet.GitHub;

/// <summary>A token goes nowhere but where it was meant for: same scheme, same host, same port.</summary>
internal static class SameHost
{
    public static bool Holds(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase) && other.UserInfo.Length == 0;
}
