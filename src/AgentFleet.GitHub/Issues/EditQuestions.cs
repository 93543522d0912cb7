using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentFleet.GitHub;

/// <summary>
/// When the text of issues was edited last. REST does not tell, so this one question is asked of the GraphQL API, which
/// has a budget of its own.
/// </summary>
/// <remarks>https://docs.github.com/en/graphql/reference/objects#issue</remarks>
public sealed class EditQuestions(GitHubClient client)
{
    /// <summary>More are not asked about at once.</summary>
    public const int MostAtOnce = 50;

    private const string Which = "owner: $owner, name: $name";

    /// <summary>By number; null for one that was never edited. One that is not there is left out.</summary>
    /// <param name="id">Of the repository: who has taken its name is not asked.</param>
    public async Task<Answer<IReadOnlyDictionary<int, DateTimeOffset?>>> LastEditedAsync(
        RepositoryName repository, long id, IReadOnlyList<int> numbers, Asking asking, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(numbers.Count, MostAtOnce);
        // Numbers are all that stands in the text; what has a name goes beside it.
        var fields = string.Concat(numbers.Select(number => string.Create(CultureInfo.InvariantCulture, $" i{number}: issue(number: {number}) {{ lastEditedAt }}")));
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new EditQuery(
                $"query($owner: String!, $name: String!) {{ repository({Which}) {{ databaseId }} issues: repository({Which}) {{{fields} }} }}",
                new Dictionary<string, string> { ["owner"] = repository.Owner, ["name"] = repository.Name }),
            GitHubJson.Default.EditQuery);
        return await client.QueryAsync(body, repository, GitHubJson.Default.EditReply, asking, ct) switch
        {
            Answer<EditReply>.Seen { Value.Data.Repository.DatabaseId: { } other } when other != id =>
                new Answer<IReadOnlyDictionary<int, DateTimeOffset?>>.Failed("it is another repository than before, of the same name", true),
            Answer<EditReply>.Seen { Value.Data: { Repository.DatabaseId: not null, Issues: { } found } } => Answer<IReadOnlyDictionary<int, DateTimeOffset?>>.Of(
                numbers.Where(number => found.GetValueOrDefault($"i{number}") is not null).ToDictionary(number => number, number => found[$"i{number}"]!.LastEditedAt)),
            Answer<EditReply>.Seen { Value.Errors: [{ Message: { } message }, ..] } => new Answer<IReadOnlyDictionary<int, DateTimeOffset?>>.Failed(PlainLine.Of(message), true),
            Answer<EditReply>.Seen => new Answer<IReadOnlyDictionary<int, DateTimeOffset?>>.Failed("it does not say when the text was edited", true),
            var trouble => trouble.As<IReadOnlyDictionary<int, DateTimeOffset?>>(),
        };
    }
}

internal sealed record EditQuery(string Query, IReadOnlyDictionary<string, string> Variables);

internal sealed record EditReply(EditData? Data, IReadOnlyList<EditError?>? Errors);

internal sealed record EditData(EditedRepository? Repository, IReadOnlyDictionary<string, EditedItem?>? Issues);

internal sealed record EditedRepository([property: JsonPropertyName("databaseId")] long? DatabaseId);

internal sealed record EditError(string? Message);

// Left out it would look like one that was never edited.
internal sealed record EditedItem([property: JsonPropertyName("lastEditedAt"), JsonRequired] DateTimeOffset? LastEditedAt);
