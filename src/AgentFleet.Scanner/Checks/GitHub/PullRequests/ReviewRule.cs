using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>
/// Whether changes are asked for by people that may write: the last word of each counts, for as long as it is our turn. When
/// the branch has moved on since, or the person was asked to look once more, it is theirs.
/// </summary>
internal sealed class ReviewRule(Writers writers)
{
    /// <param name="reviews">Oldest first; null when they could not be seen.</param>
    /// <returns>Null when it cannot be said.</returns>
    public async Task<bool?> AsksForChangesAsync(PullRequest pull, IReadOnlyList<Review>? reviews, CancellationToken ct)
    {
        if (reviews is null)
            return null;
        // Neither a word that is new to us nor somebody who is not named can be weighed.
        bool? asks = reviews.Any(review => review.State.Known is null) ? null : false;
        foreach (var last in reviews.Where(Counts).GroupBy(review => review.User?.Id).Select(ofOne => ofOne.Last()).Where(review => IsOurTurn(review, pull)))
        {
            switch (last.User is null ? null : await writers.HoldAsync(last.User, ct))
            {
                case true:
                    return true;
                case null:
                    asks = null;
                    break;
            }
        }
        return asks;
    }

    private static bool Counts(Review review) => review.State.Known is ReviewState.Approved or ReviewState.ChangesRequested or ReviewState.Dismissed;

    private static bool IsOurTurn(Review review, PullRequest pull) =>
        review.State.Is(ReviewState.ChangesRequested)
        && (review.CommitId is null || review.CommitId == pull.Head?.Sha)
        && !pull.RequestedReviewers.Any(asked => asked.Id == review.User?.Id);
}
