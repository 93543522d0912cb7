namespace AgentFleet.GitHub;

/// <summary>
/// What is remembered of one page: its ETag and, where another page follows, a space and the address of that one. A page
/// that has not changed comes without a <c>Link</c>, so the chain must be known from before.
/// </summary>
internal sealed record Remembered(string ETag, string? Next)
{
    public static Remembered? Of(string? text) => text is null ? null
        : text.Split(' ', 2) is [var etag, var next] ? new(etag, next) : new(text, null);

    public override string ToString() => Next is null ? ETag : $"{ETag} {Next}";
}
