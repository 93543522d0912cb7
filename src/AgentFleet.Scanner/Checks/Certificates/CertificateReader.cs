using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks.Network;

namespace AgentFleet.Scanner.Checks.Certificates;

/// <summary>Reads what a definition says about certificates.</summary>
internal static class CertificateReader
{
    private const int UsualPort = 443;
    private const int MostHosts = 50;

    public static CertificateCheck Read(YamlMap definition, Problems problems)
    {
        var (files, hosts) = (ReadFiles(definition, problems), ReadHosts(definition, problems));
        if (!definition.Has("files") && !definition.Has("hosts"))
            definition.Require("files");
        var name = definition.Text("name");
        if (name is not null && !HostPort.IsHost(name))
            definition.Refuse("name", $"\"name\" must be the name of a host, not {Quoted.Of(name)}");
        if (name is not null && !definition.Has("hosts"))
            definition.Refuse("name", "\"name\" is for \"hosts\", and there are none");
        return new CertificateCheck(
            files, hosts, name, definition.Choice("trust", CertificateTrust.Any), definition.Choice("trust", CertificateTrust.System),
            Thresholds.ReadDurationsLeft(definition, TimeSpan.FromDays(21), TimeSpan.FromDays(7)));
    }

    private static IReadOnlyList<string> ReadFiles(YamlMap definition, Problems problems)
    {
        var files = TextsOf(definition, "files", problems);
        foreach (var file in files.Where(file => !Path.IsPathRooted(file)))
            definition.Refuse("files", $"\"files\" must list paths that begin with \"/\"; {Quoted.Of(file)} does not");
        return [.. files.Distinct(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<HostPort> ReadHosts(YamlMap definition, Problems problems)
    {
        var hosts = TextsOf(definition, "hosts", problems);
        foreach (var host in hosts.Where(host => HostPort.Parse(host, UsualPort) is null))
            definition.Refuse("hosts", $"\"hosts\" must list hosts; {Quoted.Of(host)} is none", "such as example.org, example.org:8443 or [::1]:443");
        if (hosts.Count > MostHosts)
            definition.Refuse("hosts", $"\"hosts\" lists more than {MostHosts}", "spread them over several scanners");
        return [.. hosts.Select(host => HostPort.Parse(host, UsualPort)).OfType<HostPort>().Distinct()];
    }

    private static IReadOnlyList<string> TextsOf(YamlMap definition, string key, Problems problems)
    {
        var before = problems.All.Count;
        var texts = definition.TextList(key);
        if (definition.Has(key) && texts.Count == 0 && problems.All.Count == before)
            definition.Refuse(key, $"{Quoted.Of(key)} must list at least one");
        return texts;
    }
}
