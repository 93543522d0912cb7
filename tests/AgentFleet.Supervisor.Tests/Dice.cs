namespace AgentFleet.Supervisor.Tests;

/// <summary>Always throws the same number, from 0 to 1.</summary>
internal sealed class Dice(double always) : Random
{
    public override double NextDouble() => always;
}
