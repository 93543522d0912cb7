using AgentFleet.Hub.Json;

namespace AgentFleet.Hub.State;

/// <summary>A person or a bot. The id stays; the name may be given up and taken by somebody else.</summary>
public sealed class HubUser
{
    private readonly HubWorld _world;
    private string? _json;
    private long _jsonStamp = -1;

    internal HubUser(HubWorld world, long id, string login)
    {
        (_world, Id, Login) = (world, id, login);
        IsBot = login.EndsWith("[bot]", StringComparison.Ordinal);
    }

    public long Id { get; }

    public string Login { get; private set; }

    public bool IsBot { get; }

    public bool IsOrganization { get; init; }

    internal HubUserTrace Trace { get; private set; } = HubUserTrace.Present;

    /// <summary>What the answers say of this user; null once it left nothing.</summary>
    internal string? ShownAs
    {
        get
        {
            if (_jsonStamp != _world.UsersChanged)
            {
                _jsonStamp = _world.UsersChanged;
                _json = UserJson.Of(this, _world.Api);
            }
            return _json;
        }
    }

    /// <summary>The old name is free from now on: whoever takes it is another user.</summary>
    public void Rename(string login)
    {
        lock (_world.Gate)
        {
            var former = Login;
            Login = login;
            _world.Replace(this, former);
            _world.UsersChanged = _world.Stamp();
        }
    }

    /// <summary>
    /// The account is gone. What it wrote is shown under the name <c>ghost</c>, or with <c>null</c> in the user's place:
    /// GitHub does both, and which one depends on the endpoint and the age of the data.
    /// </summary>
    public void Delete(bool leavesNull = false)
    {
        lock (_world.Gate)
        {
            Trace = leavesNull ? HubUserTrace.Null : HubUserTrace.Ghost;
            _world.UsersChanged = _world.Stamp();
        }
    }
}
