using System.Security.Cryptography;
using System.Text;

namespace AgentFleet.Definitions.Tests.LastGood;

public sealed class DefinitionFolderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    [Fact]
    public void Every_definition_has_its_name_file_hash_and_value()
    {
        _scratch.Write("disk.yaml", "word: one");
        _scratch.Write("load-2.yml", "word: two");

        var snapshot = _scratch.Open().Reload();

        snapshot.Good.Keys.ShouldBe(["disk", "load-2"]);
        var disk = snapshot.Good["disk"];
        disk.Name.ShouldBe("disk");
        disk.File.ShouldBe(_scratch.PathOf("disk.yaml"));
        disk.Hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("word: one"))));
        disk.Value.Word.ShouldBe("one");
        snapshot.AllProblems.ShouldBeEmpty();
    }

    [Fact]
    public void A_broken_edit_keeps_the_last_good_version_until_it_is_mended()
    {
        _scratch.Write("disk.yaml", "word: one");
        var folder = _scratch.Open();
        var before = folder.Reload().Good["disk"];

        _scratch.Write("disk.yaml", "word: two\nwrod: three");
        var broken = folder.Reload();

        broken.Good["disk"].ShouldBe(before);
        var told = broken.Broken.ShouldHaveSingleItem();
        _scratch.Told(told.Problems).ShouldBe(["scanners/disk.yaml:2:1: unknown key \"wrod\"; did you mean \"word\"?"]);
        told.Name.ShouldBe("disk");
        told.KeptLastGood.ShouldBeTrue();
        told.Hash.ShouldNotBeNull().ShouldNotBe(before.Hash);

        _scratch.Write("disk.yaml", "word: two");
        var mended = folder.Reload();
        mended.Good["disk"].Value.Word.ShouldBe("two");
        mended.Broken.ShouldBeEmpty();
    }

    [Fact]
    public void A_definition_that_was_never_good_is_only_broken()
    {
        _scratch.Write("disk.yaml", "word: [");

        var snapshot = _scratch.Open().Reload();

        snapshot.Good.ShouldBeEmpty();
        snapshot.Broken.ShouldHaveSingleItem().KeptLastGood.ShouldBeFalse();
    }

    [Fact]
    public void Only_what_changed_is_parsed_again()
    {
        _scratch.Write("disk.yaml", "word: one");
        _scratch.Write("load.yaml", "wrod: one");
        var folder = _scratch.Open();
        folder.Reload();
        _scratch.Parsed.ShouldBe(2);

        var again = folder.Reload();
        _scratch.Parsed.ShouldBe(2);
        again.Broken.ShouldHaveSingleItem().Problems.Count.ShouldBe(2);

        _scratch.Write("disk.yaml", "word: two");
        folder.Reload().Good["disk"].Value.Word.ShouldBe("two");
        _scratch.Parsed.ShouldBe(3);
    }

    [Fact]
    public void An_edit_that_keeps_length_and_time_is_seen()
    {
        _scratch.Write("disk.yaml", "word: one");
        var time = File.GetLastWriteTimeUtc(_scratch.PathOf("disk.yaml"));
        var folder = _scratch.Open();
        folder.Reload();

        _scratch.Write("disk.yaml", "word: two");
        File.SetLastWriteTimeUtc(_scratch.PathOf("disk.yaml"), time);

        folder.Reload().Good["disk"].Value.Word.ShouldBe("two");
    }

    [Fact]
    public void A_removed_file_is_gone_even_when_it_was_broken()
    {
        _scratch.Write("disk.yaml", "word: one");
        _scratch.Write("load.yaml", "word: one");
        var folder = _scratch.Open();
        folder.Reload();
        _scratch.Write("load.yaml", "broken");
        folder.Reload().Broken.Count.ShouldBe(1);

        File.Delete(_scratch.PathOf("disk.yaml"));
        File.Delete(_scratch.PathOf("load.yaml"));
        var snapshot = folder.Reload();

        snapshot.Good.ShouldBeEmpty();
        snapshot.Broken.ShouldBeEmpty();
    }

    [Fact]
    public void One_definition_is_reloaded_alone()
    {
        _scratch.Write("disk.yaml", "word: one");
        _scratch.Write("load.yaml", "word: one");
        var folder = _scratch.Open();
        folder.Reload();

        _scratch.Write("disk.yaml", "word: two");
        _scratch.Write("load.yaml", "word: two");
        folder.Reload("disk")!.Value.Word.ShouldBe("two");
        folder.Current.Good["load"].Value.Word.ShouldBe("one");

        _scratch.Write("disk.yaml", "wrod: three");
        folder.Reload("disk")!.Value.Word.ShouldBe("two");
        folder.Current.Broken.ShouldHaveSingleItem().Name.ShouldBe("disk");

        File.Delete(_scratch.PathOf("disk.yaml"));
        folder.Reload("disk").ShouldBeNull();
        folder.Reload("../scanners/load").ShouldBeNull();
        folder.Current.Good.Keys.ShouldBe(["load"]);
    }

    [Fact]
    public async Task Several_threads_may_reload_while_a_file_changes()
    {
        _scratch.Write("disk.yaml", "word: one");
        var folder = _scratch.Open();
        folder.Reload();

        var readers = Enumerable.Range(0, 4).Select(reader => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
                (reader % 2 == 0 ? folder.Reload("disk") : folder.Reload().Good["disk"]).ShouldNotBeNull();
        })).ToList();
        for (var i = 0; i < 200; i++) _scratch.Write("disk.yaml", i % 2 == 0 ? "word: [" : "word: one");
        await Task.WhenAll(readers);

        _scratch.Write("disk.yaml", "word: last");
        folder.Reload("disk")!.Value.Word.ShouldBe("last");
    }

    public void Dispose() => _scratch.Dispose();
}
