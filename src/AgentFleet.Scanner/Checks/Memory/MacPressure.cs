namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>What macOS says of its own memory, as Activity Monitor shows it in green, yellow and red: <c>kern.memorystatus_vm_pressure_level</c>.</summary>
internal enum MacPressure
{
    Normal = 1,
    Warning = 2,
    Critical = 4,
}
