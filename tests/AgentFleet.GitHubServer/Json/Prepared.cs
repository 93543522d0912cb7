namespace AgentFleet.Hub.Json;

/// <summary>Keeps an item's JSON until the item changes: pages of a hundred items cost next to nothing.</summary>
internal sealed class Prepared
{
    private Piece? _piece;
    private long _stamp = -1;

    public Piece At(long stamp, Func<string> make)
    {
        if (_piece is null || _stamp != stamp)
            (_piece, _stamp) = (new(make()), stamp);
        return _piece;
    }
}
