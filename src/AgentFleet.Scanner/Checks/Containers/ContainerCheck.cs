using System.IO.Enumeration;
using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Containers;

/// <summary>How the containers of this machine's engines are. Each engine is a source of its own.</summary>
/// <param name="socket">The engine to ask; null: those that are there.</param>
/// <param name="exclude">Names to leave out, in which <c>*</c> stands for anything.</param>
internal sealed class ContainerCheck(string? socket, IReadOnlyList<string> exclude) : ICheck
{
    // Each costs a question of its own.
    private const int MostAskedFor = 50;

    /// <summary>Where engines listen when nobody says otherwise; a test has others.</summary>
    internal IReadOnlyList<string> Usual { get; init; } = ["/var/run/docker.sock", "/run/podman/podman.sock"];

    public static CheckKind Kind { get; } = new(
        "containers",
        "Containers of Docker or podman: one that its own health check calls unhealthy is critical; one that is restarted again and again, or that has ended with an exit code other than 0 though it has a restart policy, is a warning. One that is to run always and was ended by a signal was stopped by somebody: that is no trouble.",
        "two questions to the engine, and one more for each container that has ended badly",
        (definition, _) => Read(definition))
    {
        Options =
        [
            new("socket", "a path", "/var/run/docker.sock and /run/podman/podman.sock, as far as they are there", "The engine's socket; when it is named it must be there. Whoever may open it may do anything on this machine: the look only asks."),
            new("exclude", "list of names, with * for anything", "none", "Leave these containers out."),
        ],
    };

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var looks = await Task.WhenAll((socket is null ? Usual : [socket]).Select(path => LookAtAsync(path, context, ct)));
        SourceLook[] sources = [.. looks.OfType<SourceLook>()];
        return new Look(sources is []
            ? [new SourceLook(context.Scanner, [new Observation(null, Level.Ok, "there is no container engine here", [])])]
            : sources);
    }

    private async Task<SourceLook?> LookAtAsync(string path, LookContext context, CancellationToken ct)
    {
        var patience = context.Timeout * 0.8;
        using var late = new CancellationTokenSource(patience, context.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            File.GetAttributes(path);
            using var engine = new Engine(path);
            return new SourceLook(path, await AskAsync(engine, either.Token));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return socket is null ? null : new SourceLook(path, [], $"{path} does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            return new SourceLook(path, [], Engine.Closed(path));
        }
        catch (EngineException e)
        {
            return new SourceLook(path, [], e.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SourceLook(path, [], $"{path} did not answer within {Durations.Print(patience)}");
        }
    }

    private async Task<IReadOnlyList<Observation>> AskAsync(Engine engine, CancellationToken ct)
    {
        var containers = (await engine.ContainersAsync(ct)).Where(container => !exclude.Any(name => FileSystemName.MatchesSimpleExpression(name, container.Name, ignoreCase: false))).ToList();
        var unhealthy = await engine.UnhealthyAsync(ct);
        var policies = new Dictionary<string, string?>();
        foreach (var ended in containers.Where(container => container is { State: "exited", ExitCode: > 0 }).Take(MostAskedFor))
            policies[ended.Id] = await engine.RestartPolicyAsync(ended, ct);
        return [.. containers.DistinctBy(container => container.Name).Select(container =>
            ContainerJudge.Of(container, container.SaysUnhealthy || unhealthy.Contains(container.Id), policies.GetValueOrDefault(container.Id)))];
    }

    private static ContainerCheck Read(YamlMap definition)
    {
        // As much as the kernel takes for the name of a socket.
        const int longest = 100;
        var socket = definition.ExpandedText("socket", ProcessEnvironment.All);
        if (socket is not null && (!Path.IsPathRooted(socket) || socket.Length > longest))
            definition.Refuse("socket", $"\"socket\" must be a path of at most {longest} characters that begins with \"/\" or \"~/\", not {Quoted.Of(socket)}");
        return new ContainerCheck(socket, definition.TextList("exclude"));
    }
}
