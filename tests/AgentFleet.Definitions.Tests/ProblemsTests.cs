namespace AgentFleet.Definitions.Tests;

public sealed class ProblemsTests
{
    [Fact]
    public void A_problem_says_where_what_and_what_to_write_instead()
    {
        var problem = new Problem(new Place("disk.yaml", 3, 7), "unknown key \"tresholds\"", "did you mean \"thresholds\"?");

        problem.ToString().ShouldBe("disk.yaml:3:7: unknown key \"tresholds\"; did you mean \"thresholds\"?");
        (problem with { Suggestion = null }).ToString().ShouldBe("disk.yaml:3:7: unknown key \"tresholds\"");
    }

    [Fact]
    public void A_problem_of_a_whole_file_has_no_line() =>
        new Problem(Place.Whole("disk.yaml"), "it is gone").ToString().ShouldBe("disk.yaml: it is gone");

    [Fact]
    public void Problems_come_in_the_order_of_the_files_and_each_once()
    {
        var problems = new Problems();
        problems.Add(new Place("b.yaml", 1, 1), "fifth");
        problems.Add(new Place("a.yaml", 10, 1), "fourth");
        problems.Add(new Place("a.yaml", 9, 12), "second");
        problems.Add(new Place("a.yaml", 9, 12), "third");
        problems.Add(new Place("a.yaml", 9, 2), "first");
        problems.Add(new Place("a.yaml", 9, 2), "first");

        problems.All.Select(problem => problem.Message).ShouldBe(["first", "second", "third", "fourth", "fifth"]);
    }

    [Fact]
    public void Throwing_tells_all_problems_one_a_line()
    {
        var problems = new Problems();
        problems.ThrowIfAny();
        problems.Add(new Place("a.yaml", 2, 1), "two");
        problems.Add(new Place("a.yaml", 1, 1), "one");

        var thrown = Should.Throw<DefinitionException>(problems.ThrowIfAny);

        thrown.Message.ShouldBe("a.yaml:1:1: one\na.yaml:2:1: two");
        thrown.Problems.Count.ShouldBe(2);
    }
}
