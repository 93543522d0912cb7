using System.Text.Json.Nodes;

namespace AgentFleet.MessagesApi.Wire;

/// <summary>A block of an answer: whole in a JSON answer, and in a stream as an empty start with deltas that fill it.</summary>
internal abstract record ContentBlock
{
    private const int PieceLength = 24;

    public abstract JsonObject Whole();

    public abstract JsonObject Start();

    public abstract IEnumerable<JsonObject> Deltas();

    /// <summary>Cuts a text as a model's stream would come, but never through a surrogate pair: JSON cannot carry a half.</summary>
    protected static IEnumerable<string> Pieces(string text)
    {
        for (var from = 0; from < text.Length;)
        {
            var to = Math.Min(from + PieceLength, text.Length);
            if (to < text.Length && char.IsHighSurrogate(text[to - 1]))
                to++;
            yield return text[from..to];
            from = to;
        }
    }
}
