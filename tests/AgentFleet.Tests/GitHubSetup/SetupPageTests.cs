namespace AgentFleet.Tests.GitHubSetup;

/// <summary>The whole page that <c>agentfleet github setup</c> prints, by the real executable.</summary>
public sealed class SetupPageTests
{
    [Fact]
    public async Task A_fresh_repository_gets_its_labels_and_one_pull_request_with_the_workflows()
    {
        await using var site = await SetupSite.StartAllowedAsync();

        (await site.PageAsync(0)).ShouldBe("""
            acme/shop, default branch main

            labels
              created           agentfleet:fix
              created           agentfleet:queued
              created           workflow-failure
              created           p0
              created           p1
              created           p2
              created           p3

            workflows on main
              missing           .github/workflows/ai-fix.yml
              missing           .github/workflows/workflow-failure-issue.yml

            pull request
              opened            https://github.com/acme/shop/pull/1

            token: fine-grained
              GitHub does not tell its rights. Reading was tried, which everybody may in a public repository; writing shows when it is done.
              Whether it may do too much cannot be told.
              held              Metadata: read (the repository itself)
              held              Issues: read (issues and their labels)
              held              Pull requests: read (pull requests)
              held              Actions: read (workflows that fail)
              held              Checks: read (checks of pull requests)
              held              Commit statuses: read (statuses of pull requests)
              optional          Dependabot alerts: read (alerts of Dependabot): 403: Resource not accessible by personal access token (needs vulnerability_alerts=read)
              optional          Code scanning alerts: read (alerts of code scanning): 403: Resource not accessible by personal access token (needs security_events=read)
              held              Issues: write (github setup only: labels)
              held              Contents: write (github setup only: the branch with the workflows)
              held              Workflows: write (github setup only: the workflows on it)
              held              Pull requests: write (github setup only: the pull request)

            """);

        (site.Shop.Code.Read(SetupSite.Fix, SetupSite.Branch), site.Shop.Code.Read(SetupSite.Fix)).ShouldBe((SetupSite.Shipped(SetupSite.Fix), null));
        site.Shop.Code.Read(SetupSite.Failure, SetupSite.Branch).ShouldBe(SetupSite.Shipped(SetupSite.Failure));
        site.Writes.ShouldBe(
        [
            .. Enumerable.Repeat("POST /repos/acme/shop/labels 201", 7), "POST /repos/acme/shop/git/refs 201",
            $"PUT /repos/acme/shop/contents/{SetupSite.Fix} 201", $"PUT /repos/acme/shop/contents/{SetupSite.Failure} 201", "POST /repos/acme/shop/pulls 201",
        ]);
    }

    [Fact]
    public async Task Where_all_is_there_already_nothing_is_written()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.SetUp();

        (await site.PageAsync(0)).ShouldBe("""
            acme/shop, default branch main

            labels
              there already     agentfleet:fix
              there already     agentfleet:queued
              there already     workflow-failure
              there already     p0
              there already     p1
              there already     p2
              there already     p3

            workflows on main
              there already     .github/workflows/ai-fix.yml
              there already     .github/workflows/workflow-failure-issue.yml

            pull request
              not needed

            token: fine-grained
              GitHub does not tell its rights. Reading was tried, which everybody may in a public repository; writing shows when it is done.
              Whether it may do too much cannot be told.
              held              Metadata: read (the repository itself)
              held              Issues: read (issues and their labels)
              held              Pull requests: read (pull requests)
              held              Actions: read (workflows that fail)
              held              Checks: read (checks of pull requests)
              held              Commit statuses: read (statuses of pull requests)
              optional          Dependabot alerts: read (alerts of Dependabot): 403: Resource not accessible by personal access token (needs vulnerability_alerts=read)
              optional          Code scanning alerts: read (alerts of code scanning): 403: Resource not accessible by personal access token (needs security_events=read)
              not known         Issues: write (github setup only: labels): GitHub tells only who writes
              not known         Contents: write (github setup only: the branch with the workflows): GitHub tells only who writes
              not known         Workflows: write (github setup only: the workflows on it): GitHub tells only who writes
              not known         Pull requests: write (github setup only: the pull request): GitHub tells only who writes

            """);

        site.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dry_run_says_all_of_it_and_changes_nothing()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Shop.Labels.Add("P1", description: "Ours");
        site.Shop.Code.Write(SetupSite.Fix, "on: push\n");

        (await site.PageAsync(0, "--dry-run")).ShouldBe("""
            acme/shop, default branch main (dry run: nothing is changed)

            labels
              would be created  agentfleet:fix
              would be created  agentfleet:queued
              would be created  workflow-failure
              would be created  p0
              there already     p1: described as: Ours
              would be created  p2
              would be created  p3

            workflows on main
              differs           .github/workflows/ai-fix.yml
              missing           .github/workflows/workflow-failure-issue.yml

            pull request
              would be opened   from agentfleet/setup

            token: fine-grained
              GitHub does not tell its rights. Reading was tried, which everybody may in a public repository; writing shows when it is done.
              Whether it may do too much cannot be told.
              held              Metadata: read (the repository itself)
              held              Issues: read (issues and their labels)
              held              Pull requests: read (pull requests)
              held              Actions: read (workflows that fail)
              held              Checks: read (checks of pull requests)
              held              Commit statuses: read (statuses of pull requests)
              optional          Dependabot alerts: read (alerts of Dependabot): 403: Resource not accessible by personal access token (needs vulnerability_alerts=read)
              optional          Code scanning alerts: read (alerts of code scanning): 403: Resource not accessible by personal access token (needs security_events=read)
              not known         Issues: write (github setup only: labels): GitHub tells only who writes
              not known         Contents: write (github setup only: the branch with the workflows): GitHub tells only who writes
              not known         Workflows: write (github setup only: the workflows on it): GitHub tells only who writes
              not known         Pull requests: write (github setup only: the pull request): GitHub tells only who writes

            """);

        site.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_that_may_not_write_workflows_leaves_them_to_a_person_and_makes_the_labels()
    {
        await using var site = await SetupSite.StartAsync();
        site.Token.With(("issues", "write"), ("contents", "read"), ("pull_requests", "read"), ("actions", "read"), ("statuses", "read"));

        (await site.PageAsync(0)).ShouldBe("""
            acme/shop, default branch main

            labels
              created           agentfleet:fix
              created           agentfleet:queued
              created           workflow-failure
              created           p0
              created           p1
              created           p2
              created           p3

            workflows on main
              missing           .github/workflows/ai-fix.yml
              missing           .github/workflows/workflow-failure-issue.yml

            pull request
              by hand           from agentfleet/setup: 403: Resource not accessible by personal access token (needs contents=write)

            token: fine-grained
              GitHub does not tell its rights. Reading was tried, which everybody may in a public repository; writing shows when it is done.
              Whether it may do too much cannot be told.
              held              Metadata: read (the repository itself)
              held              Issues: read (issues and their labels)
              held              Pull requests: read (pull requests)
              held              Actions: read (workflows that fail)
              held              Checks: read (checks of pull requests)
              held              Commit statuses: read (statuses of pull requests)
              optional          Dependabot alerts: read (alerts of Dependabot): 403: Resource not accessible by personal access token (needs vulnerability_alerts=read)
              optional          Code scanning alerts: read (alerts of code scanning): 403: Resource not accessible by personal access token (needs security_events=read)
              held              Issues: write (github setup only: labels)
              missing           Contents: write (github setup only: the branch with the workflows): 403: Resource not accessible by personal access token (needs contents=write)
              not known         Workflows: write (github setup only: the workflows on it): GitHub tells only who writes
              not known         Pull requests: write (github setup only: the pull request): GitHub tells only who writes

            by hand
              # in a clone of acme/shop
              git fetch origin && git switch --create agentfleet/setup origin/HEAD
              mkdir -p .github/workflows
              cp PROGRAM/github-workflows/ai-fix.yml PROGRAM/github-workflows/workflow-failure-issue.yml .github/workflows/
              git add .github/workflows && git commit --message 'Set up the workflows of AgentFleet' && git push --set-upstream origin agentfleet/setup
              gh pr create --head agentfleet/setup --title 'Set up the workflows of AgentFleet' --body ''

            """);

        site.Shop.Code.Read(SetupSite.Fix, SetupSite.Branch).ShouldBeNull();
    }
}
