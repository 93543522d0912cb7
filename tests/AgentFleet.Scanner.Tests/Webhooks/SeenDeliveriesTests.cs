using System.Security.Cryptography;
using AgentFleet.Scanner.Webhooks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Webhooks;

public sealed class SeenDeliveriesTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SeenDeliveries _seen;

    public SeenDeliveriesTests() => _seen = new(_clock);

    private static Guid Id(int number) => new(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]);

    private static byte[] Signature(int number) => SHA256.HashData(BitConverter.GetBytes(number));

    private bool IsNew(int number) => _seen.IsNew(Id(number), Signature(number));

    [Fact]
    public void What_comes_again_is_not_new()
    {
        IsNew(1).ShouldBeTrue();
        IsNew(2).ShouldBeTrue();
        IsNew(1).ShouldBeFalse();
        IsNew(2).ShouldBeFalse();
    }

    [Fact]
    public void Another_id_with_the_same_signature_is_not_new_nor_the_other_way_round()
    {
        IsNew(1).ShouldBeTrue();
        _seen.IsNew(Id(2), Signature(1)).ShouldBeFalse();
        _seen.IsNew(Id(1), Signature(2)).ShouldBeFalse();
        IsNew(2).ShouldBeTrue("what was refused has left nothing behind");
    }

    [Fact]
    public void After_an_hour_it_is_forgotten()
    {
        IsNew(1).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromMinutes(30));
        IsNew(2).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        IsNew(1).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        IsNew(1).ShouldBeTrue();
        IsNew(2).ShouldBeFalse();
    }

    [Fact]
    public void The_last_ten_thousand_are_remembered()
    {
        for (var number = 0; number < SeenDeliveries.Most; number++)
            IsNew(number).ShouldBeTrue();
        IsNew(0).ShouldBeFalse();
        IsNew(SeenDeliveries.Most).ShouldBeTrue();
        IsNew(1).ShouldBeFalse();
        IsNew(0).ShouldBeTrue("one more made room by the oldest");
    }

    [Fact]
    public async Task Of_many_at_once_one_is_new()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => IsNew(1))));
        answers.Count(isNew => isNew).ShouldBe(1);
    }
}
