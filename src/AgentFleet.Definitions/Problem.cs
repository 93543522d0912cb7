namespace AgentFleet.Definitions;

/// <summary>
/// One thing a person has to mend, where it is, and if we can tell, what to write instead. The suggestion is a
/// clause that can stand after a semicolon, such as <c>did you mean "disk"?</c>.
/// </summary>
public sealed record Problem(Place Place, string Message, string? Suggestion = null)
{
    public override string ToString() =>
        Suggestion is null ? $"{Place}: {Message}" : $"{Place}: {Message}; {Suggestion}";
}
