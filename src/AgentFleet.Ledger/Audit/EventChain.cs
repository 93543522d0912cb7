using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Audit;

/// <summary>
/// The hash chain over <c>events</c>: <c>hash = sha256(prev_hash, at, host, actor, kind, subject, data)</c>, each field as a
/// netstring (<c>LENGTH:BYTES,</c> in UTF-8), so that no two rows can be written alike. Anyone can recompute it.
/// </summary>
internal static class EventChain
{
    /// <summary>What the first event is chained to.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    private const string Insert = """
        INSERT INTO events (at, host, actor, kind, subject, data, prev_hash, hash)
        VALUES (@at, @host, @actor, @kind, @subject, @data, @previous, @hash)
        """;

    public static void Append(LedgerConnection connection, string host, DateTimeOffset now, Event what)
    {
        var previous = connection.Text("SELECT hash FROM events ORDER BY id DESC LIMIT 1") ?? Genesis;
        var at = Times.Text(now);
        var data = what.DataText;
        var hash = Hash(previous, at, host, what.Actor, what.Kind, what.Subject, data);
        connection.Execute(Insert, new { at, host, actor = what.Actor, kind = what.Kind, subject = what.Subject, data, previous, hash });
    }

    /// <summary>Recomputes the whole chain.</summary>
    public static ChainVerdict Verify(LedgerConnection connection)
    {
        var previous = Genesis;
        long count = 0, last = 0;
        using var command = connection.Command("SELECT id, at, host, actor, kind, subject, data, prev_hash, hash FROM events ORDER BY id");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var before = last;
            last = reader.GetInt64(0);
            if (reader.GetString(7) != previous)
                return new ChainVerdict.Broken(last, "it does not follow the event before: one was removed, added or changed");
            var hash = Hash(previous, reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6));
            if (reader.GetString(8) != hash)
                return new ChainVerdict.Broken(last, "its content is not what was written: its hash does not match");
            // Ids are given without gaps, so a tail that was cut off shows even when others followed it.
            if (last != before + 1)
                return new ChainVerdict.Broken(before + 1, "it was removed, and others written after it");
            previous = hash;
            count++;
        }
        // The sequence remembers the highest id ever given, so a cut-off tail shows too.
        var highest = connection.Number("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0)");
        return highest > last
            ? new ChainVerdict.Broken(last + 1, "it and all that followed were removed")
            : new ChainVerdict.Whole(count, previous);
    }

    private static string Hash(params ReadOnlySpan<string> fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
            text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field},");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>What recomputing the chain of events found.</summary>
public abstract record ChainVerdict
{
    private ChainVerdict()
    {
    }

    /// <summary>Every link holds. <paramref name="Head"/> is the last hash: note it elsewhere to notice a rewritten chain.</summary>
    public sealed record Whole(long Count, string Head) : ChainVerdict;

    /// <summary>The first link that does not hold.</summary>
    public sealed record Broken(long EventId, string Why) : ChainVerdict;
}
