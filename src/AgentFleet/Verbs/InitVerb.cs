using System.CommandLine;
using AgentFleet.Configuration;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet init [DIR]</c>: a folder with a configuration, scanners and policies to begin with.</summary>
internal static class InitVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Where (default: here)", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "." };
        var verb = new Command("init", "Lay down agentfleet.yaml, scanners/ and policies/ to begin with; nothing that is there is touched") { folder };
        verb.SetAction(command =>
        {
            var root = Path.GetFullPath(command.GetValue(folder)!);
            try
            {
                LayDown(Path.Combine(root, "agentfleet.yaml"), ConfigurationTemplate.Text);
                LayDownAll(Shipped.Scanners, "*.yaml", Path.Combine(root, "scanners"));
                LayDownAll(Shipped.Policies, "*.md", Path.Combine(root, "policies"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"{root} cannot be written: {e.Message}");
            }
            Console.Out.WriteLine($"next: cd {root} && agentfleet check && agentfleet scan");
            return Invocation.Done;
        });
        return verb;
    }

    private static void LayDownAll(string folder, string pattern, string to)
    {
        foreach (var file in Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            LayDown(Path.Combine(to, Path.GetRelativePath(folder, file)), File.ReadAllText(file));
    }

    private static void LayDown(string path, string text)
    {
        if (File.Exists(path))
        {
            Console.Out.WriteLine($"kept    {path}");
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        Console.Out.WriteLine($"written {path}");
    }
}
