namespace AgentFleet.Definitions.Tests.LastGood;

public sealed class FileNameTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    [Theory]
    [InlineData("Disk Space.yaml", "; did you mean \"disk-space.yaml\"?")]
    [InlineData("disk_space.yaml", "; did you mean \"disk-space.yaml\"?")]
    [InlineData("-disk.yml", "; did you mean \"disk.yml\"?")]
    [InlineData("é.yaml", "")]
    public void A_name_that_cannot_be_used_is_broken(string file, string suggestion)
    {
        _scratch.Write(file, "word: one");

        var snapshot = _scratch.Open().Reload();

        snapshot.Good.ShouldBeEmpty();
        _scratch.Told(snapshot.Broken.ShouldHaveSingleItem().Problems).ShouldBe(
            [$"scanners/{file}: a definition's file name is made of a-z, 0-9 and \"-\", and begins with a letter or digit{suggestion}"]);
        _scratch.Parsed.ShouldBe(0);
    }

    [Fact]
    public void What_editors_leave_behind_and_other_files_are_ignored()
    {
        foreach (var file in (string[])[".disk.yaml", ".#disk.yaml", "#disk.yaml", "#disk.yaml#", "disk.yaml~", "disk.yaml.swp", ".disk.yaml.swp", "disk.yaml.bak", "disk.md", "README.yaml", ".gitkeep"])
            _scratch.Write(file, "broken");

        var snapshot = _scratch.Open().Reload();

        snapshot.Good.ShouldBeEmpty();
        snapshot.AllProblems.ShouldBeEmpty();
    }

    [Fact]
    public void Both_endings_of_one_name_are_a_duplicate_and_the_last_good_version_stays()
    {
        _scratch.Write("disk.yaml", "word: one");
        var folder = _scratch.Open();
        folder.Reload();

        _scratch.Write("disk.yml", "word: two");
        var twice = folder.Reload();

        twice.Good["disk"].Value.Word.ShouldBe("one");
        var broken = twice.Broken.ShouldHaveSingleItem();
        broken.KeptLastGood.ShouldBeTrue();
        _scratch.Told(broken.Problems).ShouldBe(["scanners/disk.yml: \"disk\" is defined twice: disk.yaml and disk.yml; remove one of them"]);

        File.Delete(_scratch.PathOf("disk.yaml"));
        var mended = folder.Reload();
        mended.Good["disk"].Value.Word.ShouldBe("two");
        mended.Broken.ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_of_another_ending_takes_no_YAML()
    {
        _scratch.Write("disk.yaml", "word: one");
        _scratch.Write("fix.md", "word: two");

        var snapshot = new DefinitionFolder<Named>(_scratch.Folder, ".md", _scratch.Read).Reload();

        snapshot.Good.Keys.ShouldBe(["fix"]);
        snapshot.AllProblems.ShouldBeEmpty();
    }

    public void Dispose() => _scratch.Dispose();
}
