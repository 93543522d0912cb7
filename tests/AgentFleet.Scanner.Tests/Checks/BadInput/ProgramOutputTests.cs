namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>Output of any size and encoding, for every check that asks a program.</summary>
[Trait("Category", "Slow")]
public sealed class ProgramOutputTests : IDisposable
{
    private readonly AskedPrograms _programs = new();

    private static readonly (string Name, string Script)[] Outputs =
    [
        ("100 MB in short lines", "yes 'Inst a-1.x86_64 1 2 3% /' | head -c 100000000"),
        ("one line of 10 MB", "head -c 10000000 /dev/zero | tr '\\0' x"),
        ("one line of 7 MB of numbers and blanks", "yes '1' | tr '\\n' ' ' | head -c 7000000"),
        ("one number of 7 MB", "printf 'a.b '; head -c 7000000 /dev/zero | tr '\\0' 1"),
        ("7 MB of blanks", "printf x; head -c 7000000 /dev/zero | tr '\\0' ' '"),
        ("7 MB of line ends", "yes '' | head -c 7000000"),
        ("10 MB of NULs", "head -c 10000000 /dev/zero"),
        ("half a character", "printf '\\303'"),
        ("no UTF-8 at all", "head -c 10000 /dev/urandom"),
        ("all that turns text around", "printf 'a=\\342\\200\\256b\\r\\033[2J\\007|x=1\\n\\n\\n'"),
        ("brackets", "head -c 1000000 /dev/zero | tr '\\0' '['"),
        ("performance data without an end", "printf 'x|'; yes \"'a\" | tr '\\n' ' ' | head -c 1000000"),
        ("a clock that is off by more than all time", "echo 'A,B,3,1.0,1e25,0,0,0,0,0,0,0,0,Normal'"),
        ("nothing", "true"),
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var program in AskedPrograms.All)
            {
                foreach (var (name, _) in Outputs)
                    cases.Add(program, name);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_a_program_prints_is_survived_whatever_it_is(string program, string output)
    {
        var script = Outputs.Single(known => known.Name == output).Script;
        await _programs.Asking(program, $"{{ {script}; }} | tee /dev/stderr; exit 0").SurviveAsync(notes: AskedPrograms.Notes);
        if (output.StartsWith("100 MB", StringComparison.Ordinal))
            return;
        var failed = await _programs.Asking(program, $"{{ {script}; }} | tee /dev/stderr; exit 42").SurviveAsync(notes: AskedPrograms.Notes);
        failed.Sources.ShouldContain(source => source.Incomplete != null, "42 is nobody's way to say that all is well");
    }

    [Fact]
    public Task A_program_that_never_answers_is_ended_and_told_of() => Task.WhenAll(AskedPrograms.All.Select(async program =>
    {
        using var programs = new AskedPrograms();
        // Neither does it listen when it is asked to end.
        var look = await programs.Asking(program, "trap '' TERM; while :; do sleep 60; done").SurviveAsync(seconds: 4, notes: AskedPrograms.Notes);
        look.Sources[0].Incomplete.ShouldNotBeNull(program);
        look.Sources[0].Observations.ShouldBeEmpty(program);
    }));

    public void Dispose() => _programs.Dispose();
}
