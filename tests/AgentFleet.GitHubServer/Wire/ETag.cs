using System.Security.Cryptography;
using System.Text;
using AgentFleet.Hub.Access;

namespace AgentFleet.Hub.Wire;

/// <summary>
/// A validator differs by content, by what was asked, and by the credential: with a renewed token everything is new
/// (https://github.com/github/docs/issues/34689).
/// </summary>
internal static class ETag
{
    public static string Of(Answer answer, Caller caller, string canonicalPath, string query)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{caller.Token?.Id ?? caller.App?.Id} {canonicalPath}{query} {answer.Frame.Before}"));
        foreach (var piece in answer.Pieces)
            hash.AppendData(BitConverter.GetBytes(piece.Hash));
        return $"W/\"{Convert.ToHexStringLower(hash.GetHashAndReset())}\"";
    }

    /// <summary>Weakly compared, as <c>If-None-Match</c> is.</summary>
    public static bool IsKnown(string etag, string known) =>
        known.Split(',').Any(k => k.Trim() is "*" || Strong(k.Trim()) == Strong(etag));

    private static string Strong(string etag) => etag.StartsWith("W/", StringComparison.Ordinal) ? etag[2..] : etag;
}
