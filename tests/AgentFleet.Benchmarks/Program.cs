using System.Globalization;
using AgentFleet.Benchmarks;

(string Name, Func<string, Task> Measure)[] all =
[
    ("status", StatusFigures.MeasureAsync),
    ("dispatch", DispatchFigures.MeasureAsync),
    ("claude", ClaudeFigures.MeasureAsync),
    ("idle", IdleFigures.MeasureAsync),
    ("health", HealthFigures.MeasureAsync),
    ("exporter", ExporterFigures.MeasureAsync),
    ("many", ManyFigures.MeasureAsync),
    ("year", YearFigures.MeasureAsync),
    ("github", GitHubFigures.MeasureAsync),
    ("label", LabelFigures.MeasureAsync),
];
if (args is [HubHost.Verb, var repositories, var issues])
    return await HubHost.RunAsync(int.Parse(repositories, CultureInfo.InvariantCulture), int.Parse(issues, CultureInfo.InvariantCulture));
var unknown = args.Except(all.Select(figures => figures.Name)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"there is no benchmark {unknown[0]}; there are: {string.Join(", ", all.Select(figures => figures.Name))}");
    return 2;
}

var program = await Published.ProgramAsync();
Report.Begin();
foreach (var (_, measure) in all.Where(figures => args.Length == 0 || args.Contains(figures.Name)))
    await measure(program);
return 0;
