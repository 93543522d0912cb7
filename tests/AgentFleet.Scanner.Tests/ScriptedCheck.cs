using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Tests;

/// <summary>Sees what a test tells it to see.</summary>
internal sealed class ScriptedCheck : ICheck
{
    public Func<LookContext, CancellationToken, Task<Look>> Sees { get; set; } = (_, _) => Task.FromResult(new Look([]));

    public int Looks { get; private set; }

    public Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        Looks++;
        return Sees(context, ct);
    }
}
