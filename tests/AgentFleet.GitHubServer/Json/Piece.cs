using System.Security.Cryptography;
using System.Text;

namespace AgentFleet.Hub.Json;

/// <summary>A prepared part of an answer, and a short name of its content.</summary>
internal sealed class Piece(byte[] json)
{
    public Piece(string json)
        : this(Encoding.UTF8.GetBytes(json))
    {
    }

    public byte[] Json { get; } = json;

    public ulong Hash => field == 0 ? field = BitConverter.ToUInt64(SHA256.HashData(Json)) : field;
}
