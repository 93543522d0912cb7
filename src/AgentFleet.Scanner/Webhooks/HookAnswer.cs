namespace AgentFleet.Scanner.Webhooks;

/// <summary>What is sent back. The texts are seen under "Recent deliveries" on GitHub; nothing of the request is in them.</summary>
internal sealed record HookAnswer(int Status, string? Text)
{
    public static readonly HookAnswer Pong = new(200, "the webhook works");

    public static readonly HookAnswer Looking = new(202, "a look follows");

    // Not an error: GitHub calls a delivery failed whose answer it did not get in time, and sends it again when it is asked to.
    public static readonly HookAnswer SeenBefore = new(202, "this delivery was here before; nothing follows");

    public static readonly HookAnswer Ignored = new(204, null);

    public static readonly HookAnswer NotGitHub = new(400, "the headers X-GitHub-Event and X-GitHub-Delivery are not as GitHub sends them");

    public static readonly HookAnswer NotSigned = new(403, "the header X-Hub-Signature-256 is missing or not made with this webhook's secret");

    public static readonly HookAnswer NotHere = new(404, "there is nothing here");

    public static readonly HookAnswer OnlyPost = new(405, "only POST");

    public static readonly HookAnswer WrongType = new(415, "the content type is neither application/json nor application/x-www-form-urlencoded");

    /// <summary>What the server thinks of a body that is too long (413) or not whole (400).</summary>
    public static HookAnswer BadBody(int status) => new(status, "the body is too long, or not whole");
}
