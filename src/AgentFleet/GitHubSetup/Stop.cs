using AgentFleet.GitHub;

namespace AgentFleet.GitHubSetup;

/// <summary>Why a step went no further.</summary>
/// <param name="IsRefusal">The token may not; a person can do it by hand. Anything else has failed.</param>
internal sealed record Stop(string Why, bool IsRefusal)
{
    /// <summary>Null when the answer is there.</summary>
    public static Stop? Of<T>(Answer<T> answer) => answer switch
    {
        Answer<T>.Seen => null,
        // GitHub hides from those who may not that there is something to write to.
        Answer<T>.Missing => new("GitHub answers 404, as it does when a token may not", true),
        _ => new(answer.Trouble ?? "nothing was answered", answer is Answer<T>.Denied),
    };
}
