using System.Security.Cryptography;
using System.Text;

namespace AgentFleet.Hub.State;

/// <summary>Branches and files, as far as setting up a repository needs them: no history, no trees.</summary>
public sealed class HubCode
{
    private readonly HubRepository _repository;
    private readonly Dictionary<string, string> _heads = [];
    private readonly HashSet<string> _commits = [];

    /// <summary>What a commit was made on.</summary>
    private readonly Dictionary<string, string> _parents = [];
    private readonly Dictionary<string, SortedDictionary<string, byte[]>> _files = [];

    internal HubCode(HubRepository repository)
    {
        _repository = repository;
        Branch(repository.DefaultBranch);
    }

    internal IReadOnlyDictionary<string, string> Heads => _heads;

    /// <summary>The head of the branch, which is made from the default branch when there is none.</summary>
    public string Branch(string name)
    {
        lock (_repository.World.Gate)
        {
            if (!_heads.ContainsKey(name))
                Branch(name, _heads.TryGetValue(_repository.DefaultBranch, out var head) ? head : Sha());
            return _heads[name];
        }
    }

    public string Head(string? branch = null) => Branch(branch ?? _repository.DefaultBranch);

    /// <summary>A new commit on the branch; its name.</summary>
    public string Commit(string branch)
    {
        lock (_repository.World.Gate)
        {
            Branch(branch);
            _repository.Pushed();
            var commit = Sha();
            _parents[commit] = _heads[branch];
            _heads[branch] = commit;
            _commits.Add(commit);
            return _heads[branch];
        }
    }

    public void Write(string path, string text, string? branch = null) =>
        Write(path, Encoding.UTF8.GetBytes(text), branch ?? _repository.DefaultBranch);

    public string? Read(string path, string? branch = null)
    {
        lock (_repository.World.Gate)
            return Find(path, branch ?? _repository.DefaultBranch) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }

    internal byte[]? Find(string path, string branch) => _files.GetValueOrDefault(branch)?.GetValueOrDefault(path);

    internal IReadOnlyList<string> Under(string folder, string branch) => _files.GetValueOrDefault(branch)?.Keys
        .Where(p => folder.Length == 0 || p.StartsWith(folder + "/", StringComparison.Ordinal)).ToList() ?? [];

    internal string Write(string path, byte[] bytes, string branch)
    {
        lock (_repository.World.Gate)
        {
            var commit = Commit(branch);
            _files[branch][path] = bytes;
            return commit;
        }
    }

    /// <summary>A branch begins with the files of the branch whose head it was made from.</summary>
    internal void Branch(string name, string sha)
    {
        var origin = _heads.FirstOrDefault(h => h.Value == sha).Key;
        _files[name] = origin is null ? new(StringComparer.Ordinal) : new(_files[origin], StringComparer.Ordinal);
        _heads[name] = sha;
        _commits.Add(sha);
    }

    internal bool Knows(string sha) => _commits.Contains(sha);

    /// <summary>Whether a branch at the one commit loses nothing when it is moved to the other.</summary>
    internal bool LeadsTo(string from, string to)
    {
        for (var at = to; at is not null; at = _parents.GetValueOrDefault(at))
        {
            if (at == from)
                return true;
        }
        return false;
    }

    /// <summary>What git calls the content.</summary>
    internal static string BlobSha(byte[] bytes) => Hashed([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]);

    private string Sha() => Hashed(Encoding.ASCII.GetBytes($"{_repository.Id}/{_repository.World.NextId()}"));

    // Git's names are SHA-1, which analyzers refuse; nobody works these out again, so 40 digits of another hash do.
    private static string Hashed(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..40];
}
