namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>How much memory and swap there is, in bytes.</summary>
/// <param name="Available">What could be had at once.</param>
/// <param name="SwapTotal">0: there is no swap.</param>
internal sealed record MemoryFigures(long Total, long Available, long SwapTotal, long SwapFree);
