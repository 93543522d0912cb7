using System.Text.RegularExpressions;

namespace AgentFleet.Definitions;

/// <summary>The files of a folder that are meant as definitions, by name, and those whose names cannot be used.</summary>
internal sealed partial record FolderListing(ILookup<string, string> FilesByName, IReadOnlyList<BrokenDefinition> Misnamed)
{
    /// <summary>Null and a problem when the folder cannot be listed.</summary>
    public static FolderListing? Of(string folder, string ending, Problems problems)
    {
        try
        {
            var files = Directory.EnumerateFileSystemEntries(folder)
                .Order(StringComparer.Ordinal)
                .Select(file => (File: file, Name: NameOf(Path.GetFileName(file), ending)))
                .Where(entry => entry.Name is not null)
                .ToLookup(entry => ValidName().IsMatch(entry.Name!), entry => (entry.File, Name: entry.Name!));
            return new FolderListing(
                files[true].ToLookup(entry => entry.Name, entry => entry.File, StringComparer.Ordinal),
                [.. files[false].Select(entry => Misname(entry.Name, entry.File))]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add(Place.Whole(folder), File.Exists(folder)
                ? "this is a file, but a folder is expected here"
                : $"the folder cannot be read: {FileBytes.Reason(failure)}");
            return null;
        }
    }

    /// <summary>What the file of a definition may end with.</summary>
    public static string[] Endings(string ending) => ending == ".yaml" ? [".yaml", ".yml"] : [ending];

    // Hidden files and #names# are what editors leave beside the file they save; a README explains a folder to people.
    private static string? NameOf(string fileName, string ending)
    {
        if (fileName[0] is '.' or '#') return null;
        var found = Array.Find(Endings(ending), known => fileName.EndsWith(known, StringComparison.OrdinalIgnoreCase));
        var name = found is null ? null : fileName[..^found.Length];
        return string.Equals(name, "README", StringComparison.OrdinalIgnoreCase) ? null : name;
    }

    private static BrokenDefinition Misname(string name, string file)
    {
        var better = Unwanted().Replace(name.ToLowerInvariant(), "-").Trim('-');
        return new BrokenDefinition(name, file, null,
        [
            new Problem(Place.Whole(file), "a definition's file name is made of a-z, 0-9 and \"-\", and begins with a letter or digit",
                better.Length > 0 ? $"did you mean {Quoted.Of(better + Path.GetExtension(file))}?" : null),
        ], KeptLastGood: false);
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex ValidName();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Unwanted();
}
