using System.Text;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>Which processes are meant; both null: all.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Command">What stands somewhere in the command line.</param>
internal sealed record ProcessChoice(string? Name, string? Command)
{
    private const int KernelKeeps = 15;

    public bool IsAll => Name is null && Command is null;

    /// <summary>How titles call them.</summary>
    public string Called => (Name, Command) switch
    {
        (null, null) => "processes",
        ({ } name, null) => $"processes called {name}",
        (null, { } command) => $"processes whose command line holds {command}",
        var (name, command) => $"processes called {name} whose command line holds {command}",
    };

    /// <param name="commandOf">Tells its command line; asked only where it decides.</param>
    public bool Fits(SeenProcess process, Func<SeenProcess, IReadOnlyList<string>> commandOf)
    {
        if (IsAll)
            return true;
        var cut = Name is not null && Encoding.UTF8.GetByteCount(process.Name) == KernelKeeps && Name.Length > process.Name.Length
            && Name.StartsWith(process.Name, StringComparison.Ordinal);
        if (Name is not null && Name != process.Name && !cut)
            return false;
        // A zombie has no command line any more.
        if (process.IsZombie || (Command is null && !cut))
            return Command is null;

        var arguments = commandOf(process);
        return (!cut || Path.GetFileName(arguments.FirstOrDefault("")) == Name)
            && (Command is null || string.Join(' ', arguments).Contains(Command, StringComparison.Ordinal));
    }
}
