using AgentFleet.Workflows.Tests.Running;
using AgentFleet.Workflows.Tests.StandIn;

namespace AgentFleet.Workflows.Tests.FixLabel;

[Trait("Category", "Slow")]
public sealed class FaultTests : IAsyncLifetime
{
    private GitHubStandIn _github = null!;
    private StepRunner _runner = null!;

    public async ValueTask InitializeAsync()
    {
        _github = await GitHubStandIn.StartAsync();
        _runner = new("ai-fix.yml", _github);
        _github.Store.Permissions["ann"] = "write";
    }

    public static TheoryData<string, string> Requests
    {
        get
        {
            string[] both = ["GET /issues/1/events", "GET /issues/1/comments", "GET /collaborators/", "POST /issues/1/comments"];
            var data = new TheoryData<string, string>();
            foreach (var request in both.Concat(["POST /labels", "POST /issues/1/labels"]))
                data.Add("ann", request);
            foreach (var request in both.Append("DELETE /issues/1/labels/agentfleet:fix"))
                data.Add("mallory", request);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_fault_that_passes_changes_nothing_about_the_answer(string login, string request)
    {
        _github.Meet(new(request, 502, "<html>"), new(request, 0), new Fault(request, 500) { CarriedOut = true });
        await _runner.SucceedAsync(Labelled.By(_github, login));
        ShouldBeAnswered(login);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_fault_that_stays_is_loud_and_the_next_try_does_the_rest(string login, string request)
    {
        _github.Meet(Enumerable.Repeat(new Fault(request, 503), 4));
        var labelled = Labelled.By(_github, login);
        var result = await _runner.RunAsync(labelled);
        (result.Code, result.Output[..9]).ShouldBe((1, "::error::"));
        await _runner.SucceedAsync(labelled);
        ShouldBeAnswered(login);
    }

    [Fact]
    public async Task Who_may_write_is_not_guessed_from_an_answer_of_another_shape()
    {
        _github.Meet(new Fault("GET /collaborators/", 200, "{\"role_name\":\"admin\"}"));
        await _runner.SucceedAsync(Labelled.By(_github, "ann"));
        _github.Store.LabelsOf(1).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task An_issue_that_was_moved_or_deleted_is_let_go(int status)
    {
        _github.Meet(new Fault("GET /issues/1", status));
        (await _runner.SucceedAsync(Labelled.By(_github, "ann"))).ShouldBe("The issue is gone.");
        _github.Writes.ShouldBeEmpty();
    }

    private void ShouldBeAnswered(string login)
    {
        _github.Unmet.ShouldBe(0);
        _github.Store.LabelsOf(1).ShouldBe(login == "ann" ? [Labelled.Fix, "agentfleet:queued"] : []);
        _github.Store.CommentsOf(1).ShouldHaveSingleItem();
    }

    public ValueTask DisposeAsync() => _github.DisposeAsync();
}
