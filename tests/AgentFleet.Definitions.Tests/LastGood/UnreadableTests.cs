using System.Text;

namespace AgentFleet.Definitions.Tests.LastGood;

public sealed class UnreadableTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    [Fact]
    public void A_folder_that_was_never_there_is_empty_with_a_problem()
    {
        Directory.Delete(_scratch.Folder);

        var snapshot = _scratch.Open().Reload();

        snapshot.Good.ShouldBeEmpty();
        _scratch.Told(snapshot.AllProblems).ShouldBe(["scanners: the folder cannot be read: it does not exist"]);
    }

    [Theory]
    [InlineData(false, "scanners: the folder cannot be read: it does not exist")]
    [InlineData(true, "scanners: this is a file, but a folder is expected here")]
    public void A_folder_that_goes_away_keeps_everything_that_was_there(bool fileInstead, string problem)
    {
        _scratch.Write("disk.yaml", "word: one");
        _scratch.Write("load.yaml", "broken");
        var folder = _scratch.Open();
        folder.Reload();

        Directory.Delete(_scratch.Folder, recursive: true);
        if (fileInstead) File.WriteAllText(_scratch.Folder, "");
        var gone = folder.Reload();

        gone.Good["disk"].Value.Word.ShouldBe("one");
        gone.Broken.ShouldHaveSingleItem().Name.ShouldBe("load");
        _scratch.Told(gone.FolderProblems).ShouldBe([problem]);
        folder.Reload("disk")!.Value.Word.ShouldBe("one");

        File.Delete(_scratch.Folder);
        Directory.CreateDirectory(_scratch.Folder);
        _scratch.Write("disk.yaml", "word: two");
        var back = folder.Reload();
        back.Good["disk"].Value.Word.ShouldBe("two");
        back.AllProblems.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_becomes_a_folder_keeps_its_last_good_version()
    {
        var after = AfterReplacing(path => Directory.CreateDirectory(path));

        _scratch.Told(after.Problems).ShouldBe(["scanners/disk.yaml: this is a folder, but a file is expected here"]);
        after.Hash.ShouldBeNull();
    }

    [Fact]
    public void A_link_that_leads_nowhere_keeps_the_last_good_version() =>
        _scratch.Told(AfterReplacing(path => File.CreateSymbolicLink(path, "nowhere")).Problems)
            .ShouldBe(["scanners/disk.yaml: the file cannot be read: it does not exist"]);

    [Fact]
    public void A_device_is_taken_for_an_empty_file_and_not_waited_for() =>
        _scratch.Told(AfterReplacing(path => File.CreateSymbolicLink(path, "/dev/zero")).Problems)
            .ShouldBe(["scanners/disk.yaml:1:1: the key \"word\" is missing"]);

    [Fact]
    public void A_file_without_permission_keeps_its_last_good_version()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read every file");
        var after = AfterReplacing(path =>
        {
            File.WriteAllText(path, "word: two");
            File.SetUnixFileMode(path, UnixFileMode.None);
        });

        _scratch.Told(after.Problems).ShouldBe(["scanners/disk.yaml: the file cannot be read: permission denied"]);
    }

    [Fact]
    public void A_huge_file_is_refused_without_being_read() =>
        _scratch.Told(AfterReplacing(path =>
        {
            using var file = File.Create(path);
            file.SetLength(8L << 30);
        }).Problems).ShouldBe(["scanners/disk.yaml: the file is larger than 1 MiB, which is more than anybody writes by hand"]);

    [Theory]
    [InlineData("word: one\nx: é\u00ff", "Latin1", "scanners/disk.yaml:2:4: the bytes here are not UTF-8 text; save the file as UTF-8")]
    [InlineData("\uFEFFword: one", "utf-16", "scanners/disk.yaml:1:1: the bytes here are not UTF-8 text; save the file as UTF-8")]
    public void Text_in_another_encoding_is_refused_at_its_place(string text, string encoding, string problem)
    {
        var after = AfterReplacing(path => File.WriteAllBytes(path, Encoding.GetEncoding(encoding).GetBytes(text)));

        _scratch.Told(after.Problems).ShouldBe([problem]);
        after.Hash.ShouldNotBeNull();
    }

    [Fact]
    public void A_link_to_a_file_is_followed_when_what_it_leads_to_changes()
    {
        File.WriteAllText(Path.Join(_scratch.Folder, "one.txt"), "word: one");
        File.WriteAllText(Path.Join(_scratch.Folder, "two.txt"), "word: a longer one");
        File.CreateSymbolicLink(_scratch.PathOf("current"), "one.txt");
        File.CreateSymbolicLink(_scratch.PathOf("disk.yaml"), "current");
        var folder = _scratch.Open();
        folder.Reload().Good["disk"].Value.Word.ShouldBe("one");

        File.Delete(_scratch.PathOf("current"));
        File.CreateSymbolicLink(_scratch.PathOf("current"), "two.txt");

        folder.Reload().Good["disk"].Value.Word.ShouldBe("a longer one");
    }

    public void Dispose() => _scratch.Dispose();

    private BrokenDefinition AfterReplacing(Action<string> replace)
    {
        _scratch.Write("disk.yaml", "word: one");
        var folder = _scratch.Open();
        folder.Reload();
        File.Delete(_scratch.PathOf("disk.yaml"));
        replace(_scratch.PathOf("disk.yaml"));

        var snapshot = folder.Reload();

        snapshot.Good["disk"].Value.Word.ShouldBe("one");
        return snapshot.Broken.ShouldHaveSingleItem();
    }
}
