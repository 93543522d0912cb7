namespace AgentFleet.Verbs;

/// <summary>Who gives the command, for the audit trail.</summary>
internal static class Person
{
    public static string Actor => "person:" + Environment.UserName;
}
