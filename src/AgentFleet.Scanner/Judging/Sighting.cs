using System.Text.Json;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;

namespace AgentFleet.Scanner.Judging;

/// <summary>One bad thing that a look showed, as it would stand in the ledger.</summary>
internal sealed record Sighting(
    string Fingerprint, string Kind, string Subject, string Source, Severity Severity, string Title, string Evidence, string? Policy, int ConfirmAfter)
{
    /// <summary>As in <see cref="Observation.Since"/>.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>As in <see cref="Observation.Refused"/>.</summary>
    public string? Refused { get; init; }

    /// <summary>As in <see cref="Observation.Rank"/>.</summary>
    public int Rank { get; init; }

    /// <summary>As in <see cref="Observation.FiledAt"/>.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    // A check that is blind once is not news: a busy minute looks the same.
    private const int LooksToBelieveBlindness = 3;
    private const int LongestTitle = 300;
    private const int LongestFingerprint = 1500;
    private const int LongestRefusal = 300;

    /// <summary>All that is bad in a look, each subject once, the worst of it; a blind source is bad too.</summary>
    public static IReadOnlyList<Sighting> In(Look look, ScannerDefinition scanner, string host) =>
    [
        .. look.Sources.SelectMany(source => source.Observations
                .Where(seen => seen.Level != Level.Ok)
                .Select(seen => OfThing(seen, source.Source, scanner, host)))
            .Concat(look.Sources.Where(source => source.Incomplete is not null).Select(source => OfBlindness(source, scanner, host)))
            .GroupBy(sighting => sighting.Fingerprint, StringComparer.Ordinal)
            .Select(same => same.MaxBy(sighting => sighting.Severity)!),
    ];

    private static Sighting OfThing(Observation seen, string source, ScannerDefinition scanner, string host)
    {
        var subject = Subjects.Of(scanner.Name, seen);
        var kind = seen.Identity?.Kind ?? scanner.Kind;
        return new(
            FingerprintOf(host, kind, seen.Identity?.Key ?? subject), kind, subject, source, SeverityOf(seen.Level), PlainText.Line(seen.Title, LongestTitle),
            seen.Evidence.ToJsonString(JsonSerializerOptions.Default), scanner.Policy,
            // What has a name of its own was told of once, and is told of again only when it changes.
            seen.Identity is null && !seen.IsOver ? scanner.ConfirmAfter : 1)
        {
            Since = seen.Since,
            Refused = seen.Refused is null ? null : PlainText.Line(seen.Refused, LongestRefusal),
            Rank = seen.Rank,
            FiledAt = seen.FiledAt,
        };
    }

    private static Sighting OfBlindness(SourceLook source, ScannerDefinition scanner, string host)
    {
        var subject = Subjects.Of(scanner.Name, source.Source == scanner.Name ? null : source.Source);
        return new(
            FingerprintOf(host, CheckKinds.Unknown, subject), CheckKinds.Unknown, subject, source.Source, Severity.Warning,
            PlainText.Line(source.Incomplete!, LongestTitle), "{}", Policy: null, Math.Max(scanner.ConfirmAfter, LooksToBelieveBlindness));
    }

    internal static string FingerprintOf(string host, string kind, string subject) => PlainText.Line($"{host}:{kind}:{subject}", LongestFingerprint);

    private static Severity SeverityOf(Level level) => level switch
    {
        Level.Critical => Severity.Critical,
        Level.Warning => Severity.Warning,
        _ => Severity.Info,
    };
}
