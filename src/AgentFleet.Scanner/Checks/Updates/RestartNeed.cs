namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>Whether a reboot is to be done.</summary>
/// <param name="AskedFor">The packages that ask for it.</param>
internal sealed record RestartNeed(bool Required, IReadOnlyList<string> AskedFor)
{
    private const string Needed = "required", NotNeeded = "not required";
    private const int MostNamed = 20;

    /// <summary>Null when it is no such note.</summary>
    public static RestartNeed? FromNote(string note) => note.Split('\n') switch
    {
        [NotNeeded] => new(false, []),
        [Needed, .. var packages] => new(true, packages),
        _ => null,
    };

    public string ToNote() => Required ? string.Join('\n', [Needed, .. AskedFor.Take(MostNamed)]) : NotNeeded;
}
