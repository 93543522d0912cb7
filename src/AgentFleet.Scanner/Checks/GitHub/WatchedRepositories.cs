using System.Text.Json;
using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Which repositories are looked at: those of the definition, those of the configuration, or all of an App's installation.</summary>
internal sealed class WatchedRepositories(GitHubSite site, GitHubSettings settings)
{
    /// <summary>Under this the repositories of the installation are noted.</summary>
    public const string Note = "installation";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public abstract record Chosen
    {
        private Chosen()
        {
        }

        /// <param name="Noted">To be noted under <see cref="Note"/>; null when nothing is.</param>
        public sealed record These(IReadOnlyList<RepositoryName> Names, string? Noted = null) : Chosen;

        /// <param name="Reason">One line.</param>
        public sealed record Unknown(string Reason) : Chosen;
    }

    public async Task<Chosen> ChooseAsync(LookContext context, CancellationToken ct)
    {
        if (settings.Repos.Count > 0)
            return new Chosen.These(settings.Repos);
        if (site.Options.Repos.Count > 0)
            return new Chosen.These(site.Options.Repos);
        var known = InstallationMemory.Parse(context.Notes.GetValueOrDefault(Note));
        var asking = Asking.AtOnce with { Patience = Patience };
        return await new RepositoryQuestions(site.Client).OfInstallationAsync(known is null ? asking : asking with { Known = known.ETags }, ct) switch
        {
            Answer<Listing<GitHubRepository>>.Unchanged when known is not null => These(known),
            Answer<Listing<GitHubRepository>>.Seen { Value.Incomplete: { } why } => Unknown(why),
            Answer<Listing<GitHubRepository>>.Seen { Value.Items: var all, ETags: var etags } => These(new(etags, [.. all.Where(IsAlive).Select(one => one.FullName)])),
            var trouble => Unknown(trouble.Trouble),
        };
    }

    private static bool IsAlive(GitHubRepository one) => one is { Archived: false, Disabled: false } && RepositoryName.TryParse(one.FullName, out _);

    private static Chosen.These These(InstallationMemory memory) => new([.. memory.Names.Select(RepositoryName.Parse).Distinct()], memory.ToString());

    private static Chosen.Unknown Unknown(string? why) => new($"the installation's repositories: {why}");
}

/// <summary>The repositories of an App's installation, as they were told of last.</summary>
internal sealed record InstallationMemory(IReadOnlyDictionary<string, string> ETags, IReadOnlyList<string> Names)
{
    public static InstallationMemory? Parse(string? note)
    {
        try
        {
            return note is not null && JsonSerializer.Deserialize(note, MemoryJson.Default.InstallationMemory) is { ETags: not null, Names: not null } memory
                && memory.Names.All(name => RepositoryName.TryParse(name, out _)) ? memory : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => JsonSerializer.Serialize(this, MemoryJson.Default.InstallationMemory);
}
