using AgentFleet.Scanner.Checks.Git;

namespace AgentFleet.Scanner.Tests.Checks.Git;

public sealed class GitStatusTests
{
    [Fact]
    public void Branch_distance_and_changes_are_read()
    {
        var status = GitStatus.Parse(
            """
            # branch.oid 34064be349d4a03ed158aba170d8d2db6ff9e3e0
            # branch.head main
            # branch.upstream origin/main
            # branch.ab +6 -3
            1 .M N... 100644 100644 100644 8b137891791fe96927ad78e64b0aad7bded08bdc 8b137891791fe96927ad78e64b0aad7bded08bdc a file
            2 R. N... 100644 100644 100644 8b137891791fe96927ad78e64b0aad7bded08bdc 8b137891791fe96927ad78e64b0aad7bded08bdc R100 new name
            u UU N... 100644 100644 100644 100644 8b137891791fe96927ad78e64b0aad7bded08bdc 8b137891791fe96927ad78e64b0aad7bded08bdc 8b137891791fe96927ad78e64b0aad7bded08bdc both
            ? folder/
            ! ignored

            """.Replace("new name", "new name\told name", StringComparison.Ordinal)).ShouldNotBeNull();

        (status.Branch, status.Upstream, status.Ahead, status.Behind).ShouldBe(("main", "origin/main", 6, 3));
        status.Changed.ShouldBe(["a file", "new name", "both", "folder/"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fatal: not a git repository")]
    public void What_is_no_answer_is_none(string output) => GitStatus.Parse(output).ShouldBeNull();

    [Theory]
    [InlineData("# branch.oid (initial)\n# branch.head main\n? a")]
    [InlineData("# branch.oid 34064be\n# branch.head main\n# branch.upstream origin/gone\n? a\n1 .M")]
    [InlineData("# branch.oid 34064be\n# branch.head main\n# branch.ab +99999999999 -x\n? a\n2\n")]
    public void What_is_not_said_is_not_known(string output)
    {
        var status = GitStatus.Parse(output).ShouldNotBeNull();
        (status.Ahead, status.Behind, status.Changed.Single()).ShouldBe((null, null, "a"));
    }

    [Fact]
    public void Old_changes_stay_old_in_a_flood_of_new_ones()
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(20000);
        var notes = ChangeNotes.Of(new Dictionary<string, string> { ["z"] = "1000", ["gone"] = "5", ["odd"] = "soon" }, [.. Enumerable.Range(0, 5000).Select(n => $"f{n}"), "odd", "z"], now);

        (notes.Notes.Count, notes.Oldest).ShouldBe((200, DateTimeOffset.FromUnixTimeSeconds(1000)));
        notes.Notes["odd"].ShouldBe(now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
