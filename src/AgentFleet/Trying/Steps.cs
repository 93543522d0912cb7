using AgentFleet.Showing;
using Spectre.Console;

namespace AgentFleet.Trying;

/// <summary>Tells how a rehearsal goes: a spinner on a terminal, plain lines elsewhere.</summary>
internal static class Steps
{
    public static void Heading(string text)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(text);
    }

    public static void Say(string line) => Console.Out.WriteLine("  " + line);

    public static async Task DoAsync(string name, string doing, Func<Task<string>> step)
    {
        var result = Console.IsOutputRedirected
            ? await step()
            : await Tables.Terminal().Status().StartAsync(Markup.Escape(doing), _ => step());
        Say($"{name} {result}");
    }
}
