namespace AgentFleet.Ntfy.Wire;

/// <summary>Errors as ntfy numbers and words them: https://github.com/binwiederhier/ntfy/blob/main/server/errors.go</summary>
internal sealed record NtfyError(int Code, int Http, string Error)
{
    public static readonly NtfyError BadPriority = new(40007, 400, "invalid priority parameter");
    public static readonly NtfyError BadTopic = new(40009, 400, "invalid request: topic invalid");
    public static readonly NtfyError BadJson = new(40017, 400, "invalid request: request body must be message JSON");
    public static readonly NtfyError Unauthorized = new(40101, 401, "unauthorized");
    public static readonly NtfyError Forbidden = new(40301, 403, "forbidden");
    public static readonly NtfyError NotFound = new(40401, 404, "page not found");
    public static readonly NtfyError TooLarge = new(41303, 413, "JSON body too large");
    public static readonly NtfyError TooMany = new(42901, 429, "limit reached: too many requests, please be nice");
    public static readonly NtfyError Internal = new(50001, 500, "internal server error");
}
