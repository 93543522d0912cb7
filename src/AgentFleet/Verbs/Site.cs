using System.CommandLine;
using AgentFleet.Configuration;
using AgentFleet.Definitions;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Files;

namespace AgentFleet.Verbs;

/// <summary>Where a command works: which configuration, which state. The options that every verb has.</summary>
internal sealed record Site(StateFolder State, string? ConfigurationFile, FleetConfiguration Configuration)
{
    private static readonly Option<string?> StateOption = new("--state")
    {
        Description = "The folder that holds the ledger and the runs (default: $AGENTFLEET_HOME, else the user's state folder)",
        HelpName = "DIR",
        Recursive = true,
    };

    private static readonly Option<string?> ConfigOption = new("--config")
    {
        Description = "The configuration (default: ./agentfleet.yaml, else ~/.config/agentfleet/, else /etc/agentfleet/)",
        HelpName = "FILE",
        Recursive = true,
    };

    public static TimeProvider Clock => TimeProvider.System;

    public static void AddTo(RootCommand root)
    {
        root.Options.Add(StateOption);
        root.Options.Add(ConfigOption);
    }

    /// <exception cref="DefinitionException">When the configuration is broken.</exception>
    public static Site Of(ParseResult command)
    {
        var file = AgentFleet.Configuration.ConfigurationFile.Locate(command.GetValue(ConfigOption));
        return new(StateFolder.Locate(command.GetValue(StateOption), ProcessEnvironment.All), file, AgentFleet.Configuration.ConfigurationFile.Load(file));
    }

    public LedgerFile OpenLedger() => LedgerFile.Open(State, Configuration.Host, Clock);

    public LedgerReader Ask() => LedgerReader.Open(State, Configuration.Host, Clock);
}
