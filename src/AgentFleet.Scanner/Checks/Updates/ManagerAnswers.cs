using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>
/// Asks the programs of one package manager, all of them together no longer than the look has time. What they answered is
/// kept for as long as the manager's state does not change: asking costs seconds.
/// </summary>
internal sealed class ManagerAnswers
{
    // A manager has some lines for each package.
    private const int MostOutput = 8 << 20;
    private const string State = "state";

    private readonly string _prefix;
    private readonly Dictionary<string, string> _known;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly long _began;

    /// <param name="prefix">What the notes of this manager begin with.</param>
    public ManagerAnswers(string prefix, string state, LookContext context)
    {
        _prefix = prefix;
        _clock = context.Clock;
        // Early enough that what the others show is still in time.
        _patience = context.Timeout * 0.8;
        _began = context.Clock.GetTimestamp();
        _known = context.Notes.GetValueOrDefault(prefix + State) == state ? new(context.Notes, StringComparer.Ordinal) : [];
        Notes = new(StringComparer.Ordinal) { [prefix + State] = state };
    }

    /// <summary>What is known now, for the next look.</summary>
    public Dictionary<string, string> Notes { get; }

    /// <summary>What was answered before, else asks.</summary>
    /// <param name="read">Null when the note is none.</param>
    /// <param name="write">Null when the answer is not to be kept.</param>
    public async Task<T> OnceAsync<T>(string question, Func<string, T?> read, Func<T, string?> write, Func<Task<T>> ask)
        where T : class
    {
        var answer = (_known.TryGetValue(_prefix + question, out var known) ? read(known) : null) ?? await ask();
        if (write(answer) is { } note)
            Notes[_prefix + question] = note;
        return answer;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="answering">The exit codes that go with an answer.</param>
    /// <exception cref="UnansweredException">It did not answer in time, or failed, or said more than can be read.</exception>
    public async Task<CommandResult.Exited> RunAsync(
        string name, IReadOnlyList<string> command, IReadOnlyList<int> answering, CancellationToken ct, IReadOnlyDictionary<string, string>? environment = null)
    {
        var left = _patience - _clock.GetElapsedTime(_began);
        if (left <= TimeSpan.Zero)
            throw new UnansweredException($"there was no time left to ask {name}");
        var spec = new CommandSpec(command, left)
        {
            OutputLimit = MostOutput,
            Grace = TimeSpan.FromMilliseconds(500),
            Environment = environment ?? BaseEnvironment.FromThisProcess(),
        };
        return await Command.RunAsync(spec, _clock, ct) switch
        {
            CommandResult.Exited { Truncated: true } => throw new UnansweredException($"{name} says more than can be read"),
            CommandResult.Exited ended when answering.Contains(ended.Code) => ended,
            CommandResult.Exited { Errors: var errors } when PlainText.Line(errors, 300) is { Length: > 0 } reason => throw new UnansweredException(reason),
            CommandResult.TimedOut => throw new UnansweredException($"{name} did not answer within {Durations.Print(_patience)}"),
            CommandResult.NotStarted never => throw new UnansweredException(never.Reason),
            _ => throw new UnansweredException($"{name} failed and does not say why"),
        };
    }
}
