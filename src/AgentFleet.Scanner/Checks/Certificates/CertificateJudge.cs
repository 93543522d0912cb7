using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Certificates;

/// <summary>Says how bad it is what a certificate shows.</summary>
internal sealed class CertificateJudge(Thresholds thresholds, TimeProvider clock)
{
    /// <param name="thing">The host, or the file.</param>
    /// <param name="fault">What is wrong besides its time; null: nothing.</param>
    public Observation Of(string thing, X509Certificate2 certificate, string? fault)
    {
        var now = clock.GetUtcNow();
        var (from, to) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        var left = to - now;
        var subject = PlainText.Line(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), 100);
        var (level, says) = true switch
        {
            _ when left <= TimeSpan.Zero => (Level.Critical, $"expired {Shown(-left)} ago"),
            _ when now < from => (Level.Critical, string.Create(CultureInfo.InvariantCulture, $"is not valid until {from.UtcDateTime:yyyy-MM-dd HH:mm} UTC")),
            _ when fault is not null => (Level.Critical, $"is bad: {fault}"),
            _ => (thresholds.LevelOfLeft(left), $"expires in {Shown(left)}"),
        };
        return new Observation(thing, level, PlainText.Line($"{thing}: the certificate of {Quoted.Of(subject)} {says}", 300), new JsonObject
        {
            ["where"] = thing,
            ["subject"] = PlainText.Line(certificate.Subject, 300),
            ["issuer"] = PlainText.Line(certificate.Issuer, 300),
            ["serial_number"] = certificate.SerialNumber,
            ["valid_from"] = from.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["valid_to"] = to.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["left_seconds"] = Math.Floor(left.TotalSeconds),
            ["fault"] = fault,
            ["warning_seconds"] = thresholds.Warning,
            ["critical_seconds"] = thresholds.Critical,
        })
        {
            Measured = [new("left_days", "d", Math.Round(left.TotalDays, 2))],
        };
    }

    private static string Shown(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalDays)} days"),
        { TotalMinutes: >= 1 } => Durations.Print(TimeSpan.FromMinutes(Math.Floor(time.TotalMinutes))),
        _ => "less than a minute",
    };
}
