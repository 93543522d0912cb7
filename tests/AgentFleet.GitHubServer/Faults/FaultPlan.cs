using AgentFleet.Hub.State;

namespace AgentFleet.Hub.Faults;

/// <summary>The orders that are open; the first that fits a request is carried out.</summary>
internal sealed class FaultPlan(HubWorld world)
{
    private readonly List<Open> _orders = [];

    public void Add(FaultOrder order)
    {
        lock (world.Gate)
            _orders.Add(new(order));
    }

    public void Clear()
    {
        lock (world.Gate)
            _orders.Clear();
    }

    /// <param name="paths">The names by which the request may be meant: the description's path, the repository's, the one it used.</param>
    public FaultOrder? Next(string method, IReadOnlyList<string> paths, int page)
    {
        foreach (var open in _orders.Where(o => Fits(o.Order, method, paths, page)).ToList())
        {
            if (open.Seen++ < open.Order.After || open.Used >= (open.Order.Times ?? int.MaxValue))
                continue;
            open.Used++;
            return open.Order;
        }
        return null;
    }

    private static bool Fits(FaultOrder order, string method, IReadOnlyList<string> paths, int page) =>
        (order.Method ?? method) == method && (order.Page ?? page) == page && paths.Any(p => order.On.EndsWith('*')
            ? p.StartsWith(order.On[..^1], StringComparison.OrdinalIgnoreCase)
            : p.Equals(order.On, StringComparison.OrdinalIgnoreCase));

    private sealed class Open(FaultOrder order)
    {
        public FaultOrder Order => order;

        public int Seen { get; set; }

        public int Used { get; set; }
    }
}
