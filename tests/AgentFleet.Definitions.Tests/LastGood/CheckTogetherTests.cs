namespace AgentFleet.Definitions.Tests.LastGood;

public sealed class CheckTogetherTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    [Fact]
    public void A_definition_that_names_one_that_is_not_there_is_broken_until_it_is()
    {
        _scratch.Write("disk.yaml", "word: one");
        _scratch.Write("clean.yaml", "word: two");
        var folder = _scratch.Open(together: true);
        folder.Reload().AllProblems.ShouldBeEmpty();

        _scratch.Write("disk.yaml", "word: new\nthen: claen");
        var broken = folder.Reload();

        broken.Good["disk"].Value.Word.ShouldBe("one");
        var told = broken.Broken.ShouldHaveSingleItem();
        _scratch.Told(told.Problems).ShouldBe(["scanners/disk.yaml:2:7: there is no definition \"claen\"; did you mean \"clean\"?"]);
        told.KeptLastGood.ShouldBeTrue();

        _scratch.Write("claen.yaml", "word: three");
        var mended = folder.Reload();
        mended.Good["disk"].Value.Word.ShouldBe("new");
        mended.Broken.ShouldBeEmpty();
    }

    [Fact]
    public void Removing_what_another_one_names_breaks_the_other_one()
    {
        _scratch.Write("disk.yaml", "word: one\nthen: clean");
        _scratch.Write("clean.yaml", "word: two");
        var folder = _scratch.Open(together: true);
        folder.Reload().AllProblems.ShouldBeEmpty();

        File.Delete(_scratch.PathOf("clean.yaml"));
        folder.Reload("clean").ShouldBeNull();

        var told = folder.Current.Broken.ShouldHaveSingleItem();
        _scratch.Told(told.Problems).ShouldBe(["scanners/disk.yaml:2:7: there is no definition \"clean\"; there are: disk"]);
        folder.Current.Good["disk"].Value.Then.ShouldBe("clean");
    }

    [Fact]
    public void A_broken_edit_is_not_told_about_twice()
    {
        _scratch.Write("disk.yaml", "word: one\nthen: clean");
        _scratch.Write("clean.yaml", "word: two");
        var folder = _scratch.Open(together: true);
        folder.Reload();

        File.Delete(_scratch.PathOf("clean.yaml"));
        _scratch.Write("disk.yaml", "word: [");

        _scratch.Told(folder.Reload().AllProblems).ShouldBe(["scanners/disk.yaml:2:1: expected a value here"]);
    }

    [Fact]
    public void A_broken_edit_does_not_break_those_that_name_it()
    {
        _scratch.Write("disk.yaml", "word: one\nthen: clean");
        _scratch.Write("clean.yaml", "word: two");
        var folder = _scratch.Open(together: true);
        folder.Reload();

        _scratch.Write("clean.yaml", "word: [");

        folder.Reload().Broken.ShouldHaveSingleItem().Name.ShouldBe("clean");
    }

    [Fact]
    public void A_problem_of_no_file_belongs_to_the_folder()
    {
        var folder = new DefinitionFolder<Named>(_scratch.Folder, ".yaml", _scratch.Read,
            (all, problems) => { if (all.Good.Count == 0) problems.Add(Place.Whole("scanners"), "nothing is defined here"); });

        _scratch.Told(folder.Reload().FolderProblems).ShouldBe(["scanners: nothing is defined here"]);
    }

    public void Dispose() => _scratch.Dispose();
}
