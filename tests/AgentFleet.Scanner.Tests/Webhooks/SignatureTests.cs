using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Tests.Webhooks;

public sealed class SignatureTests : IAsyncLifetime
{
    // HMAC-SHA1 of a delivery's body with the right secret, made elsewhere: nothing here can make one.
    private const string RightSha1 = "957c717bdb8747bac3a33cddb68d87eb5741b473";

    private Hook _hook = null!;

    public async ValueTask InitializeAsync() => _hook = await Hook.StartAsync();

    public ValueTask DisposeAsync() => _hook.DisposeAsync();

    public static TheoryData<string, string> Wrong
    {
        get
        {
            var right = new Delivery().RightSignature;
            var sha1 = $"X-Hub-Signature: sha1={RightSha1}";
            return new()
            {
                { "none", "" },
                { "an older one only", sha1 },
                { "the older one in its place", sha1.Replace("Signature:", "Signature-256:", StringComparison.Ordinal) },
                { "empty", "X-Hub-Signature-256: " },
                { "of another secret", "X-Hub-Signature-256: sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("another"u8, new Delivery().Body)) },
                { "of no secret", "X-Hub-Signature-256: sha256=" + Convert.ToHexStringLower(SHA256.HashData(new Delivery().Body)) },
                { "of another body", "X-Hub-Signature-256: " + new Delivery { Body = "{}"u8.ToArray() }.RightSignature },
                { "short by one", "X-Hub-Signature-256: " + right[..^1] },
                { "short by two", "X-Hub-Signature-256: " + right[..^2] },
                { "long by two", "X-Hub-Signature-256: " + right + "00" },
                { "without its scheme", "X-Hub-Signature-256: " + right["sha256=".Length..] },
                { "with another scheme", "X-Hub-Signature-256: " + right.Replace("sha256", "sha512", StringComparison.Ordinal) },
                { "not in hex", "X-Hub-Signature-256: " + right[..^1] + "g" },
                { "changed in its last digit", "X-Hub-Signature-256: " + right[..^1] + (right[^1] == '0' ? '1' : '0') },
                { "there twice", $"X-Hub-Signature-256: {right}\r\nX-Hub-Signature-256: {right}" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_signature_that_is_wrong_is_refused(string how, string lines)
    {
        (await _hook.StatusAsync(new() { SignatureLines = lines })).ShouldBe(403, how);
        await _hook.NoLookShouldFollowAsync();
    }

    [Fact]
    public async Task A_signature_in_capitals_is_the_same()
    {
        var delivery = new Delivery();
        (await _hook.StatusAsync(delivery with { Signature = "sha256=" + delivery.RightSignature["sha256=".Length..].ToUpperInvariant() })).ShouldBe(202);
    }

    [Fact]
    public async Task Neither_secret_nor_signature_are_in_a_log_or_an_answer()
    {
        var delivery = new Delivery();
        var answers = new List<string>();
        foreach (var lines in Wrong.Select(row => row.Data.Item2))
            answers.Add(await _hook.DeliverAsync(new() { SignatureLines = lines }));
        foreach (var other in new[] { delivery, delivery, delivery with { Path = "/" }, delivery with { Method = "GET" }, delivery with { Event = "ping" }, delivery with { Type = "x" }, delivery with { Id = "x" } })
            answers.Add(await _hook.DeliverAsync(other));

        answers.ShouldAllBe(answer => answer.StartsWith("HTTP/1.1 "));
        foreach (var said in answers.Append(_hook.Log.All))
        {
            said.ShouldNotContain("s3cret");
            said.ShouldNotContain(delivery.RightSignature["sha256=".Length..]);
            said.ShouldNotContain("it is broken");
        }
    }

    [Fact]
    public async Task Refusals_are_said_once_a_minute()
    {
        var wrong = new Delivery { SignatureLines = "" };
        for (var time = 0; time < 3; time++)
            await _hook.DeliverAsync(wrong);
        _hook.Log.From(LogLevel.Warning).ShouldHaveSingleItem().ShouldStartWith("A delivery was refused that is not signed");
        _hook.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var time = 0; time < 3; time++)
            await _hook.DeliverAsync(wrong);
        _hook.Log.From(LogLevel.Warning).Count().ShouldBe(2);
    }
}
