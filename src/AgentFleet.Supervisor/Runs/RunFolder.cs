namespace AgentFleet.Supervisor.Runs;

/// <summary>The folder of one run, and what is where in it.</summary>
public sealed record RunFolder(string Root)
{
    /// <summary>The work order: what the agent reads on standard input. Holds our own words only.</summary>
    public string Order => Path.Combine(Root, "order.md");

    /// <summary>The policy's file as it was when the run began.</summary>
    public string Policy => Path.Combine(Root, "policy.md");

    /// <summary>The policy's instructions with their variables filled in.</summary>
    public string Instructions => Path.Combine(Root, "instructions.md");

    /// <summary>Settings of the policy's own, for the CLI.</summary>
    public string Settings => Path.Combine(Root, "settings.json");

    /// <summary>What strangers may have written: the finding's title and evidence, earlier attempts' words.</summary>
    public string Untrusted => Path.Combine(Root, "untrusted");

    /// <summary>What an issue or a pull request says on its page.</summary>
    public string TextOf(string name) => Path.Combine(Untrusted, name + ".md");

    /// <summary>The same as it came, with what the page hides. For whoever looks into it afterwards: no run is told of it.</summary>
    public string RawTextOf(string name) => Path.Combine(Root, name + ".raw.json");

    /// <summary>Where the run works.</summary>
    public string Work => Path.Combine(Root, "work");

    public string Stream => Path.Combine(Root, "stream.jsonl");

    public string Errors => Path.Combine(Root, "stderr.log");

    /// <summary>A run may touch this to say that it is alive.</summary>
    public string Heartbeat => Path.Combine(Root, "heartbeat");

    /// <summary>The judgement: outcome, reason, usage.</summary>
    public string Result => Path.Combine(Root, "result.json");

    /// <summary>How many bytes the run wrote to its output and errors.</summary>
    public long Written() => new[] { Stream, Errors }.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length);

    /// <summary>When the run last gave a sign of life; null when it never did.</summary>
    public DateTimeOffset? LastSign() => new[] { Stream, Errors, Heartbeat }
        .Select(file => new FileInfo(file))
        .Where(file => file.Exists)
        .Select(file => (DateTimeOffset?)file.LastWriteTimeUtc)
        .Max();
}
