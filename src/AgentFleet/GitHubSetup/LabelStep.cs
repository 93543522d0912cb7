using AgentFleet.GitHub;

namespace AgentFleet.GitHubSetup;

internal enum LabelState
{
    ThereAlready,
    Created,
    WouldBeCreated,
    Refused,
    NotKnown,
}

internal sealed record LabelResult(string Name, LabelState State, string? Note = null)
{
    public bool IsFailure => State is LabelState.Refused or LabelState.NotKnown;
}

/// <summary>Makes the labels that are missing. Those that are there are left as they are.</summary>
internal sealed class LabelStep(SetupWork work)
{
    public async Task<IReadOnlyList<LabelResult>> RunAsync(IReadOnlyList<WantedLabel> wanted)
    {
        var (there, trouble) = await ThereAsync();
        if (there is null)
            return [.. wanted.Select(label => new LabelResult(label.Name, LabelState.NotKnown, trouble))];
        var results = new List<LabelResult>();
        foreach (var label in wanted)
            results.Add(Of(label, there) ?? await CreateAsync(label));
        return results;
    }

    private static LabelResult? Of(WantedLabel label, IReadOnlyList<IssueLabel> there) =>
        there.FirstOrDefault(known => string.Equals(known.Name, label.Name, StringComparison.OrdinalIgnoreCase)) is { } known
            ? new(label.Name, LabelState.ThereAlready, Difference(label, known))
            : null;

    // It may have been made for something else, which a person should see.
    private static string? Difference(WantedLabel label, IssueLabel known) => known.Description == label.Description ? null
        : string.IsNullOrWhiteSpace(known.Description) ? "without a description"
        : $"described as: {SetupTarget.Shown(known.Description)}";

    private async Task<LabelResult> CreateAsync(WantedLabel label)
    {
        if (work.Writing.WhyNot(Right.Issues) is { } hindrance)
            return new(label.Name, LabelState.Refused, hindrance);
        if (work.IsDry)
            return new(label.Name, LabelState.WouldBeCreated);
        var answer = await work.Requests.CreateLabelAsync(work.Target.Name, label.Name, label.Color, label.Description, SetupWork.Asking, work.Cancellation);
        var stop = Stop.Of(answer);
        if (stop is null)
            work.Writing.Worked(Right.Issues);
        else if (stop.IsRefusal)
            work.Writing.Refused(Right.Issues, stop.Why);
        else if ((await ThereAsync()).There is { } now && Of(label, now) is { } made)
            // Somebody else has just made it, or the answer was lost on its way.
            return made;
        return stop is null ? new(label.Name, LabelState.Created) : new(label.Name, LabelState.Refused, stop.Why);
    }

    private async Task<(IReadOnlyList<IssueLabel>? There, string? Trouble)> ThereAsync() =>
        await new LabelQuestions(work.Client).AllAsync(work.Target.Name, SetupWork.Asking, work.Cancellation) switch
        {
            Answer<Listing<IssueLabel>>.Seen { Value: { IsComplete: true } all } => (all.Items, null),
            Answer<Listing<IssueLabel>>.Seen { Value.Incomplete: var why } => (null, why),
            var trouble => (null, trouble.Trouble),
        };
}
