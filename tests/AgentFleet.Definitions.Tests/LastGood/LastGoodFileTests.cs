namespace AgentFleet.Definitions.Tests.LastGood;

public sealed class LastGoodFileTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    [Fact]
    public void A_single_file_keeps_its_last_good_version_while_it_is_broken_or_gone()
    {
        _scratch.Write("agentfleet.yaml", "word: one");
        var file = new LastGoodFile<Named>(_scratch.PathOf("agentfleet.yaml"), _scratch.Read);
        var good = file.Reload();
        good.Good!.Name.ShouldBe("agentfleet");
        good.Broken.ShouldBeNull();

        _scratch.Write("agentfleet.yaml", "word: ''");
        var broken = file.Reload();
        broken.Good.ShouldBe(good.Good);
        _scratch.Told(broken.Broken!.Problems).ShouldBe(["scanners/agentfleet.yaml:1:7: \"word\" must not be empty"]);

        File.Delete(_scratch.PathOf("agentfleet.yaml"));
        var gone = file.Reload();
        gone.Good.ShouldBe(good.Good);
        _scratch.Told(gone.Broken!.Problems).ShouldBe(["scanners/agentfleet.yaml: the file cannot be read: it does not exist"]);

        _scratch.Write("agentfleet.yaml", "word: one");
        file.Reload().ShouldBe(good with { Good = file.Reload().Good });
    }

    [Fact]
    public void A_reader_that_throws_or_gives_nothing_breaks_the_file()
    {
        _scratch.Write("a.yaml", "");
        var place = Place.Whole("a.yaml");

        new LastGoodFile<Named>(_scratch.PathOf("a.yaml"), (_, _) => throw new DefinitionException([new Problem(place, "no")]))
            .Reload().Broken!.Problems.ShouldBe([new Problem(place, "no")]);
        _scratch.Told(new LastGoodFile<Named>(_scratch.PathOf("a.yaml"), (_, _) => null).Reload().Broken!.Problems)
            .ShouldBe(["scanners/a.yaml: the file does not hold a definition"]);
    }

    [Fact]
    public void A_text_can_be_loaded_once()
    {
        _scratch.Write("agentfleet.yaml", "\uFEFFword: one");
        var problems = new Problems();

        var text = DefinitionText.Load(_scratch.PathOf("agentfleet.yaml"), problems).ShouldNotBeNull();

        text.Name.ShouldBe("agentfleet");
        _scratch.Read(text, problems)!.Word.ShouldBe("one");
        DefinitionText.Load(_scratch.PathOf("none.yaml"), problems).ShouldBeNull();
        _scratch.Told(problems.All).ShouldBe(["scanners/none.yaml: the file cannot be read: it does not exist"]);
    }

    public void Dispose() => _scratch.Dispose();
}
