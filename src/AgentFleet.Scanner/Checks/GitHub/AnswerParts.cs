using System.Collections.ObjectModel;
using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Answers of which several belong together: when one has changed, the others are needed too.</summary>
internal static class AnswerParts
{
    public static IReadOnlyDictionary<string, string> NoETags => ReadOnlyDictionary<string, string>.Empty;

    public static bool IsUnchanged<T>(this Answer<T> answer) => answer is Answer<T>.Unchanged;

    /// <summary>The answer; one that only says that nothing has changed is asked for once more.</summary>
    /// <param name="afresh">Asks as if nothing were known.</param>
    public static async Task<Answer<T>> WholeAsync<T>(this Answer<T> answer, Func<Task<Answer<T>>> afresh) =>
        answer.IsUnchanged() ? await afresh() : answer;

    /// <summary>What is to be remembered of it.</summary>
    public static IReadOnlyDictionary<string, string> ETags<T>(this Answer<T> answer) => answer switch
    {
        Answer<T>.Seen seen => seen.ETags,
        Answer<T>.Unchanged(var etags) => etags,
        _ => NoETags,
    };

    /// <summary>Of different addresses.</summary>
    public static IReadOnlyDictionary<string, string> Together(params IEnumerable<IReadOnlyDictionary<string, string>> etags) =>
        etags.SelectMany(some => some).DistinctBy(one => one.Key).ToDictionary();
}
