using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Updates;

namespace AgentFleet.Scanner.Tests.Checks.Updates;

/// <summary>A folder stands for a machine with Homebrew, and a program for brew that says what brew said.</summary>
public sealed class BrewTests : IDisposable
{
    private const string Nothing = """{"formulae":[],"casks":[]}""";

    private readonly Machine _machine = new();
    private readonly string _lists;

    public BrewTests()
    {
        _machine.Write("opt/homebrew/bin/brew");
        _machine.Write("opt/homebrew/Library/Homebrew/brew.sh");
        _lists = Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Library/Caches/Homebrew/api/formula.jws.json").TrimStart('/');
        _machine.Write(_lists, daysAgo: 2);
    }

    private Task<Dictionary<string, SourceLook>> LookAsync(string script, bool root = false) =>
        _machine.LookAsync(new Brew(_machine.Root) { Program = _machine.Script("brew", script), IsRoot = root });

    private static string Says(string json) => $"echo '{json}'";

    [Theory]
    [InlineData("formulae.json", "pygobject3 3.36.1 -> 3.38.0", "rav1e 0.3.3 -> 0.3.4")]
    [InlineData("casks.json", "electrum 4.0.2 -> 4.0.3", "qlcolorcode 3.0.2 -> 3.1.1")]
    public async Task It_tells_of_updates(string file, params string[] named)
    {
        var look = await LookAsync($"cat '{Machine.Recorded($"homebrew-2020/{file}")}'");
        look.Keys.ShouldBe(["brew-packages", "brew-lists"]);
        Machine.Titles(look["brew-packages"]).ShouldBe(["brew-other: Ok: 2 updates are pending (brew)"]);
        Machine.Named(look["brew-packages"]).ShouldBe(named);
        Machine.Titles(look["brew-lists"]).ShouldBe(["brew-lists: Ok: the package lists are 2d old (brew)"]);
    }

    // As Homebrew writes them by now; not recorded.
    [Theory]
    [InlineData("""{"formulae":[],"casks":[{"name":"a","installed_versions":["1","2"],"current_version":"3"}]}""", "a 2 -> 3")]
    [InlineData("""{"formulae":[{"name":"a","installed_versions":[],"current_version":"3","pinned":true}],"casks":[]}""")]
    [InlineData("""{"formulae":[{"name":"a","installed_versions":[],"current_version":"3","pinned":false}],"casks":[]}""", "a 3")]
    public async Task Each_form_is_understood(string json, params string[] named) => Machine.Named((await LookAsync(Says(json)))["brew-packages"]).ShouldBe(named);

    [Theory]
    [InlineData("echo", "brew outdated says what is not understood")]
    [InlineData("echo '[]'", "brew outdated says what is not understood")]
    [InlineData("echo '{\"formulae\":[{\"name\":7}],\"casks\":[]}'", "brew outdated says what is not understood")]
    [InlineData("echo '{\"formulae\":[],\"formulae\":[],\"casks\":[]}'", "brew outdated says what is not understood")]
    [InlineData("echo 'Error: no Ruby' >&2; exit 1", "Error: no Ruby")]
    [InlineData("head -c 9000000 /dev/zero", "brew outdated says more than can be read")]
    public async Task What_brew_cannot_say_blinds_nothing_else(string script, string reason)
    {
        var look = await LookAsync(script);
        (look["brew-packages"].Incomplete, look["brew-packages"].Observations.Count).ShouldBe((reason, 0));
        look["brew-lists"].Incomplete.ShouldBeNull();
    }

    [Fact]
    public async Task It_is_told_to_fetch_nothing_and_is_not_asked_again_while_nothing_changes()
    {
        var quiet = $$"""[ "$HOMEBREW_NO_AUTO_UPDATE$HOMEBREW_NO_ANALYTICS $*" = "11 outdated --json=v2" ] && {{Says(Nothing)}}""";
        (await LookAsync(quiet))["brew-packages"].Incomplete.ShouldBeNull();
        (await LookAsync("exit 9"))["brew-packages"].Incomplete.ShouldBeNull();

        _machine.Write("opt/homebrew/Cellar/jq/1.7/bin/jq", daysAgo: -1);
        (await LookAsync("exit 9"))["brew-packages"].Incomplete.ShouldNotBeNull();
    }

    [Fact]
    public async Task Root_does_not_ask()
    {
        var look = await LookAsync($"touch '{_machine.File("asked")}'", root: true);
        look["brew-packages"].Incomplete.ShouldBe("Homebrew does not run for root: run the scanner as the user that Homebrew belongs to");
        File.Exists(_machine.File("asked")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_lists_it_is_not_asked_because_it_would_fetch_them()
    {
        File.Delete(_machine.File(_lists));
        var look = await LookAsync($"touch '{_machine.File("asked")}'");
        look.Values.Select(source => source.Incomplete).ShouldAllBe(reason => reason == "there are no package lists: nobody knows of updates before brew update has run");
        File.Exists(_machine.File("asked")).ShouldBeFalse();
    }

    public void Dispose() => _machine.Dispose();
}
