using AgentFleet.GitHub.Tests.Server;

namespace AgentFleet.GitHub.Tests.Questions;

/// <summary>What the answers hold comes out in types.</summary>
public sealed class ReadingTests
{
    [Fact]
    public async Task Issues_and_pull_requests_come_in_one_list()
    {
        var issues = await ListAsync("""
            [{"id":1,"number":5,"title":"@/etc/passwd \"quoted\"\n\u202e","body":null,"state":"open","state_reason":"reopened","user":{"id":3,"login":"mona","type":"User"},
              "author_association":"OWNER","labels":[{"id":4,"name":"p0","color":"ff0000","description":null}],"locked":true,"comments":2,
              "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-02T03:04:05Z","closed_at":null,"html_url":"https://github.com/acme/shop/issues/5",
              "repository_url":"https://api.github.com/repos/acme/shop"},
             {"id":2,"number":6,"title":"b","state":"closed","state_reason":"galactic","user":null,"labels":null,"updated_at":"2026-01-02T05:04:05+02:00",
              "pull_request":{"html_url":"x","merged_at":"2026-01-02T00:00:00Z"}}]
            """, client => new IssueQuestions(client).ChangedAsync(World.Shop, null, World.Asking(), World.Stop));

        var (issue, pull) = (issues[0], issues[1]);
        (issue.Number, issue.Title, issue.Body, issue.Locked, issue.IsPullRequest).ShouldBe((5, "@/etc/passwd \"quoted\"\n\u202e", null, true, false));
        issue.State.Is(IssueState.Open).ShouldBeTrue();
        (issue.StateReason.Known, issue.AuthorAssociation.Known).ShouldBe((IssueStateReason.Reopened, Association.Owner));
        (issue.User!.Id, issue.User.Type.Known).ShouldBe((3, UserType.User));
        issue.Labels.ShouldNotBeNull().ShouldHaveSingleItem().Name.ShouldBe("p0");

        pull.Labels.ShouldBeNull("it does not say");
        (pull.User, pull.IsPullRequest, pull.PullRequest!.MergedAt).ShouldBe((null, true, new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero)));
        (pull.StateReason.Known, pull.StateReason.Text).ShouldBe((null, "galactic"), "a word that is new is kept");
        pull.UpdatedAt.ShouldBe(issue.UpdatedAt);
    }

    [Fact]
    public async Task Events_tell_who_did_what_and_when()
    {
        var events = await ListAsync("""
            [{"id":1,"event":"labeled","actor":{"id":3,"login":"mona","type":"Bot"},"created_at":"2026-01-01T00:00:00Z","label":{"name":"agentfleet:fix","color":"ededed"},"performed_via_github_app":{"id":1,"slug":"triage"}},
             {"id":2,"event":"renamed","actor":null,"created_at":"2026-01-01T00:00:01Z","rename":{"from":"a","to":"b"}},
             {"event":"committed","sha":"abc","author":{"name":"x","email":"y","date":"2026-01-01T00:00:00Z"}},
             {"id":4,"event":"reviewed","user":{"id":9,"login":"hub"},"submitted_at":"2026-01-01T00:00:02Z","body":"no","state":"changes_requested"},
             {"id":5,"event":"teleported"}]
            """, client => new IssueQuestions(client).EventsAsync(World.Shop, 5, World.Asking(), World.Stop));

        events.Select(e => (e.Event.Known, e.By?.Id, e.At?.Second)).ShouldBe(
            [(TimelineKind.Labeled, 3L, 0), (TimelineKind.Renamed, null, 1), (TimelineKind.Committed, null, null), (TimelineKind.Reviewed, 9L, 2), (null, null, null)]);
        (events[0].PerformedViaGithubApp?.Slug, events[1].PerformedViaGithubApp).ShouldBe(("triage", null));
        (events[0].Label!.Name, events[0].Actor!.Type.Known, events[1].Rename, events[4].Event.Text)
            .ShouldBe(("agentfleet:fix", UserType.Bot, new TitleChange { From = "a", To = "b" }, "teleported"));
    }

    [Fact]
    public async Task A_pull_request_tells_whether_it_can_be_merged()
    {
        var pull = await OneAsync("""
            {"id":1,"number":5,"title":"t","state":"open","draft":true,"updated_at":"2026-01-01T00:00:00Z","created_at":"2026-01-01T00:00:00Z","mergeable":null,"mergeable_state":"dirty",
             "head":{"ref":"fix","sha":"abc","repo":null},"base":{"ref":"main","sha":"def","repo":{"id":7,"full_name":"acme/shop","fork":false}},"changed_files":3}
            """, client => new PullRequestQuestions(client).OneAsync(World.Shop, 5, World.Asking(), World.Stop));
        (pull.Draft, pull.Mergeable, pull.MergeableState.Known, pull.Head!.Repo, pull.Base!.Repo!.Id, pull.ChangedFiles)
            .ShouldBe((true, null, MergeableState.Dirty, null, 7, 3));
    }

    [Fact]
    public async Task Reviews_shout_and_are_understood()
    {
        var reviews = await ListAsync("""[{"id":1,"user":null,"state":"CHANGES_REQUESTED","submitted_at":"2026-01-01T00:00:00Z"}]""",
            client => new PullRequestQuestions(client).ReviewsAsync(World.Shop, 5, World.Asking(), World.Stop));
        reviews.ShouldHaveSingleItem().State.Known.ShouldBe(ReviewState.ChangesRequested);
    }

    [Fact]
    public async Task Checks_and_statuses_of_a_commit_are_read()
    {
        var checks = await ListAsync("""
            {"total_count":2,"check_runs":[{"id":1,"name":"test","status":"completed","conclusion":"timed_out","app":{"id":2,"slug":"github-actions"}},
             {"id":2,"name":"lint","status":"in_progress","conclusion":null}]}
            """, client => new CommitQuestions(client).ChecksAsync(World.Shop, "abc", World.Asking(), World.Stop));
        checks.Select(check => (check.Status.Known, check.Conclusion.Known)).ShouldBe([(RunStatus.Completed, Conclusion.TimedOut), (RunStatus.InProgress, null)]);

        var status = await OneAsync("""{"state":"failure","sha":"abc","total_count":1,"statuses":[{"state":"error","context":"ci/x"}]}""",
            client => new CommitQuestions(client).StatusAsync(World.Shop, "abc", World.Asking(), World.Stop));
        (status.State.Known, status.Statuses.Single().State.Known).ShouldBe((CommitState.Failure, CommitState.Error));
    }

    [Fact]
    public async Task Runs_workflows_and_jobs_are_read()
    {
        const string Runs = """
            {"total_count":1,"workflow_runs":[{"id":1,"name":"CI","workflow_id":8,"run_number":3,"run_attempt":2,"event":"push","status":"completed","conclusion":"startup_failure",
             "head_branch":"main","head_sha":"abc","head_repository":{"id":7,"full_name":"acme/shop"},"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z","actor":null}]}
            """;
        var runs = await ListAsync(Runs, client => new ActionsQuestions(client).RunsAsync(World.Shop, "main", null, World.Asking(), World.Stop));
        (runs.Single().WorkflowId, runs.Single().RunAttempt, runs.Single().Conclusion.Known, runs.Single().HeadRepository!.Id).ShouldBe((8, 2, Conclusion.StartupFailure, 7));
        (await OneAsync(Runs, client => new ActionsQuestions(client).NewestAsync(World.Shop, "main", null, World.Asking(), World.Stop))).ShouldHaveSingleItem().Id.ShouldBe(1);

        (await ListAsync("""{"total_count":1,"workflows":[{"id":8,"name":"CI","path":".github/workflows/ci.yml","state":"disabled_manually"}]}""",
            client => new ActionsQuestions(client).WorkflowsAsync(World.Shop, World.Asking(), World.Stop))).Single().State.Known.ShouldBe(WorkflowState.DisabledManually);
        (await ListAsync("""{"jobs":[{"id":1,"run_id":9,"name":"test (a)","status":"completed","conclusion":"failure","steps":[{"number":1,"name":"build","status":"completed","conclusion":"skipped"}]}]}""",
            client => new ActionsQuestions(client).JobsAsync(World.Shop, 9, World.Asking(), World.Stop))).Single().Steps.Single().Conclusion.Known.ShouldBe(Conclusion.Skipped);
    }

    [Theory]
    [InlineData("admin", true)]
    [InlineData("write", true)]
    [InlineData("read", false)]
    [InlineData("none", false)]
    [InlineData("omnipotent", false)]
    public async Task Only_words_that_are_known_to_mean_it_mean_that_somebody_may_write(string permission, bool may)
    {
        var answer = await OneAsync($$"""{"permission":"{{permission}}","role_name":"maintain","user":{"id":3,"login":"mona"} }""",
            client => new PermissionQuestions(client).OfAsync(World.Shop, "mona", World.Asking(), World.Stop));
        (answer.MayWrite, answer.User!.Id).ShouldBe((may, 3));
    }

    [Fact]
    public async Task Security_alerts_are_read()
    {
        var dependabot = await ListAsync("""
            [{"number":1,"state":"open","dependency":{"package":{"ecosystem":"npm","name":"left-pad"},"manifest_path":"package.json","scope":"runtime"},
              "security_advisory":{"ghsa_id":"GHSA-x","cve_id":null,"summary":"s","severity":"critical"},"security_vulnerability":{"first_patched_version":null},
              "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}]
            """, client => new AlertQuestions(client).DependabotAsync(World.Shop, World.Asking(), World.Stop));
        (dependabot.Single().SecurityAdvisory!.Severity.Known, dependabot.Single().Dependency!.Package!.Name, dependabot.Single().SecurityVulnerability!.FirstPatchedVersion)
            .ShouldBe((AlertSeverity.Critical, "left-pad", null));

        var scanning = await ListAsync("""
            [{"number":2,"state":"open","rule":{"id":"js/xss","severity":"error","security_severity_level":null},"tool":{"name":"CodeQL"},
              "most_recent_instance":{"ref":"refs/heads/main","location":{"path":"a.js","start_line":7}},"created_at":"2026-01-01T00:00:00Z"}]
            """, client => new AlertQuestions(client).CodeScanningAsync(World.Shop, World.Asking(), World.Stop));
        (scanning.Single().Rule!.SecuritySeverityLevel.Known, scanning.Single().MostRecentInstance!.Location!.StartLine).ShouldBe((null, 7));
    }

    [Fact]
    public async Task The_repositories_of_an_installation_are_listed()
    {
        var repositories = await ListAsync("""{"total_count":1,"repositories":[{"id":7,"full_name":"acme/shop","default_branch":"trunk","archived":true,"permissions":{"push":true}}]}""",
            client => new RepositoryQuestions(client).OfInstallationAsync(World.Asking(), World.Stop));
        (repositories.Single().DefaultBranch, repositories.Single().Archived, repositories.Single().Permissions!.Push).ShouldBe(("trunk", true, true));
    }

    [Theory]
    [InlineData("""{"message":"a page of another kind"}""")]
    [InlineData("""{"check_runs":null}""")]
    [InlineData("""{"check_runs":[null]}""")]
    public async Task A_page_without_its_list_is_not_an_empty_list(string body)
    {
        await using var world = await World.StartAsync(context => context.Json(body));
        (await world.RunAsync(new CommitQuestions(world.Client).ChecksAsync(World.Shop, "abc", World.Asking(), World.Stop))).Trouble.ShouldBe("items are missing from its list");
    }

    private static async Task<IReadOnlyList<T>> ListAsync<T>(string json, Func<GitHubClient, Task<Answer<Listing<T>>>> question)
    {
        var listing = await OneAsync(json, question);
        listing.Incomplete.ShouldBeNull();
        return listing.Items;
    }

    private static async Task<T> OneAsync<T>(string json, Func<GitHubClient, Task<Answer<T>>> question)
    {
        await using var world = await World.StartAsync(context => context.Json(json));
        var answer = await world.RunAsync(question(world.Client));
        answer.Trouble.ShouldBeNull();
        return answer.ShouldBeOfType<Answer<T>.Seen>().Value;
    }
}
