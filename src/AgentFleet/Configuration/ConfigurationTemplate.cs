namespace AgentFleet.Configuration;

/// <summary>The configuration that <c>init</c> lays down: every key, said in a comment.</summary>
internal static class ConfigurationTemplate
{
    public const string Text = """
        # AgentFleet. Every key may be left out; $NAME takes a value from the environment.

        # host: web-1                 # how this host is called in the ledger; default: the machine's name
        scanners: ./scanners          # what is looked at; re-read at every firing
        policies: ./policies          # how it is fixed; re-read at every firing

        # Pushes to the phone. Without this section alerts wait in the ledger: agentfleet alerts
        # ntfy:
        #   server: https://ntfy.sh
        #   topic: $NTFY_TOPIC
        #   token: $NTFY_TOKEN

        # Repositories on GitHub: agentfleet github setup OWNER/REPO makes them ready, docs/github.md says which rights a token needs.
        # github:
        #   api: https://api.github.com
        #   token: $GITHUB_TOKEN      # or gh, { file: PATH }, or an App: { id: …, installation: …, key_file: PATH }
        #   repos: [acme/shop]
        #   fix_label: agentfleet:fix # on an issue, it asks for a fix

        supervisor:
          max_concurrent: 2           # runs at the same time
          claude: claude              # the CLI, for policies with executor: claude

        """;
}
