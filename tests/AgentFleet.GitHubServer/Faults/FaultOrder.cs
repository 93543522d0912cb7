namespace AgentFleet.Hub.Faults;

/// <summary>Which requests meet a fault.</summary>
public sealed record FaultOrder(GitHubFault Fault)
{
    /// <summary>Any when left out.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// The operation's path in the words of the published description (<c>/repos/{owner}/{repo}/issues</c>), the path of one
    /// repository (<c>/repos/acme/shop/issues</c>, under whatever name it is asked for), a part of a path that ends with
    /// <c>*</c> (<c>/repos/acme/shop*</c>), or <c>*</c>.
    /// </summary>
    public string On { get; init; } = "*";

    /// <summary>Only this page of a listing.</summary>
    public int? Page { get; init; }

    /// <summary>How many such requests are answered as usual before the first that fails.</summary>
    public int After { get; init; }

    /// <summary>How many fail; null: all from then on.</summary>
    public int? Times { get; init; }

    /// <summary>What <see cref="GitHubFault.MissingFields"/> takes away.</summary>
    public IReadOnlyList<string> Fields { get; init; } = ["body", "user", "labels", "updated_at", "actor", "conclusion", "head"];

    /// <summary>What <see cref="GitHubFault.Slow"/> waits, and what limits say in <c>retry-after</c>.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Done before the request is answered.</summary>
    public Action? First { get; init; }
}
