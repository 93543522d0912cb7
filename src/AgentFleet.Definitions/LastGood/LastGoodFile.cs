namespace AgentFleet.Definitions;

/// <summary>A single file that people edit, such as the configuration. While it is broken or gone, the last good version stands.</summary>
public sealed class LastGoodFile<T>(string file, Func<DefinitionText, Problems, T?> read) where T : class
{
    private readonly Lock _gate = new();
    private readonly Tracked<T> _tracked = new(Path.GetFileNameWithoutExtension(file), read);

    /// <summary>Reads the file again; it is parsed only when its bytes have changed.</summary>
    public FileSnapshot<T> Reload()
    {
        lock (_gate)
        {
            _tracked.Look([file]);
            _tracked.Settle(_ => []);
            return new FileSnapshot<T>(_tracked.Good, _tracked.Broken);
        }
    }
}
