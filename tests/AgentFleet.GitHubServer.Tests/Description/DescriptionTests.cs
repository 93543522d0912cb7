using System.Text.Json;
using AgentFleet.Hub.Faults;

namespace AgentFleet.Hub.Tests.Description;

/// <summary>Every answer is held against what GitHub publishes of its API.</summary>
public sealed class DescriptionTests
{
    public static TheoryData<string, string, int> Questions => [.. Asked.All.Select(a => (a.Operation, a.Url, a.Status))];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task An_answer_is_what_GitHub_has_published(string operation, string url, int status)
    {
        var published = PublishedDescription.Get();
        await using var world = await RichWorld.StartAsync();
        var reply = await Asked.Of(operation, url, status).AskAsync(world);
        ((int)reply.Status).ShouldBe(status, reply.Text);
        published.Faults(operation, status, reply.Json).ShouldBeEmpty(reply.Text);
    }

    [Fact]
    public void Every_operation_is_published_and_asked_for()
    {
        GitHubServer.Operations.Except(Asked.All.Where(a => a.Status < 300).Select(a => a.Operation)).ShouldBeEmpty();
        GitHubServer.Operations.Where(o => !PublishedDescription.Get().Has(o)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(GitHubFault.MissingFields, "number")]
    [InlineData(GitHubFault.UnknownFields, "x_new_field")]
    public async Task A_field_that_lacks_or_is_made_up_is_found(GitHubFault fault, string field)
    {
        var published = PublishedDescription.Get();
        await using var world = await RichWorld.StartAsync();
        world.Server.Fail(new FaultOrder(fault) { Fields = [field] });
        var reply = await Asked.Of("GET /repos/{owner}/{repo}/issues", "/repos/acme/shop/issues?state=all", 200).AskAsync(world);
        published.Faults("GET /repos/{owner}/{repo}/issues", 200, reply.Json).ShouldContain(f => f.Contains(field));
    }

    [Theory]
    [InlineData("\"locked\":true", "\"locked\":\"yes\"")]
    [InlineData("\"title\":\"", "\"title\":7,\"closed_by\":\"")]
    [InlineData("\"updated_at\":\"2026", "\"updated_at\":\"the year 2026")]
    [InlineData("\"state_reason\":\"reopened\"", "\"state_reason\":\"bored\"")]
    [InlineData("\"html_url\":\"https://github.com/acme", "\"html_url\":\"no url")]
    public async Task A_value_of_another_kind_is_found(string right, string wrong)
    {
        var published = PublishedDescription.Get();
        await using var world = await RichWorld.StartAsync();
        var reply = await Asked.Of("GET /repos/{owner}/{repo}/issues", "/repos/acme/shop/issues?state=all", 200).AskAsync(world);
        reply.Text.ShouldContain(right);
        using var broken = JsonDocument.Parse(reply.Text.Replace(right, wrong, StringComparison.Ordinal));
        published.Faults("GET /repos/{owner}/{repo}/issues", 200, broken.RootElement).ShouldNotBeEmpty();
    }
}
