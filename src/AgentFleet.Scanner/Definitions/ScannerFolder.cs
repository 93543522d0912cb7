using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Definitions;

/// <summary>The folder of scanner definitions: one YAML file for each scanner, which is named by its file.</summary>
public static class ScannerFolder
{
    public static DefinitionFolder<ScannerDefinition> Open(string folder) => new(folder, ".yaml", ScannerReader.Read);
}
