namespace AgentFleet.Benchmarks;

/// <summary>Measured times in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _sorted = [];

    public void Add(TimeSpan time)
    {
        var place = _sorted.BinarySearch(time.TotalMilliseconds);
        _sorted.Insert(place < 0 ? ~place : place, time.TotalMilliseconds);
    }

    public double Median => At(50);

    /// <summary>The smallest sample that at least so many percent do not exceed.</summary>
    public double At(int percent) => _sorted[Math.Max(0, (_sorted.Count * percent + 99) / 100 - 1)];

    public double Worst => _sorted[^1];

    public int Count => _sorted.Count;
}
