using System.CommandLine;
using AgentFleet.Definitions;
using AgentFleet.Ledger;

namespace AgentFleet.Verbs;

/// <summary>Runs the command line and turns what goes wrong into one clear message and an exit code.</summary>
internal static class Invocation
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Wrong = 2;

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var command = root.Parse(args);
        if (command.Errors.Count > 0)
        {
            foreach (var error in command.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("See: agentfleet --help");
            return Wrong;
        }
        try
        {
            return await command.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // A service on a busy machine may need a while to put its work down; the default is 2 s.
                ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
            });
        }
        catch (DefinitionException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Wrong;
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Wrong;
        }
        catch (LedgerException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("stopped");
            return Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
        catch (Exception e)
        {
            // The outermost frame: a mistake of ours, which the trace helps to find.
            await Console.Error.WriteLineAsync($"agentfleet failed, which it should not: {e}");
            return Failed;
        }
    }
}

/// <summary>The command asks for something that cannot be; the message says what, and what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
