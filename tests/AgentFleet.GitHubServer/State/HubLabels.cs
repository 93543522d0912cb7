namespace AgentFleet.Hub.State;

/// <summary>The labels of a repository; names are compared without case.</summary>
public sealed class HubLabels
{
    private readonly HubRepository _repository;
    private readonly List<HubLabel> _labels = [];

    internal HubLabels(HubRepository repository) => _repository = repository;

    internal IReadOnlyList<HubLabel> All => _labels;

    /// <summary>The label of that name, made when there is none.</summary>
    public HubLabel Add(string name, string color = "ededed", string? description = null)
    {
        lock (_repository.World.Gate)
        {
            if (Find(name) is { } known)
                return known;
            var label = new HubLabel(_repository.World.NextId(), name, color, description);
            _labels.Add(label);
            return label;
        }
    }

    internal HubLabel? Find(string name) => _labels.Find(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
