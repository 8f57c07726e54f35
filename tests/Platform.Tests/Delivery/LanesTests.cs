using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Time;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

public sealed class LanesTests
{
    private readonly DeliveryOptions _options = new() { Concurrency = 4, TenantWindow = 100, NodeWindow = 20_000 };
    private readonly Lanes _lanes;

    public LanesTests() => _lanes = new Lanes(Options.Create(_options), new ManualTime());

    private static TenantId Acme => TestNode.Acme;

    [Fact]
    public void TakeSlot_Refused_CountsNothing()
    {
        var lane = _lanes.Of(Acme);
        lane.Cap = 2;
        Assert.True(_lanes.TryTakeSlot(lane));
        Assert.True(_lanes.TryTakeSlot(lane));
        Assert.False(_lanes.TryTakeSlot(lane));
        Assert.Equal(2, _lanes.Active);

        lane.Cap = 100;
        Assert.True(_lanes.TryTakeSlot(lane));
        Assert.True(_lanes.TryTakeSlot(lane));
        Assert.False(_lanes.TryTakeSlot(lane));
        Assert.Equal(4, _lanes.Active);
        Assert.False(_lanes.HasSlot);

        for (var i = 0; i < 4; i++)
        {
            _lanes.GiveSlotBack(lane);
        }

        Assert.Equal(0, _lanes.Active);
        Assert.True(lane.IsIdle);
    }

    [Fact]
    public void Hold_OfTenantsWhoseConnectorsFail_LeavesRoomForTheNext()
    {
        for (var tenant = 0; tenant < 1_000; tenant++)
        {
            var id = TenantId.Parse($"dead-{tenant}");
            for (var i = 0; i < _options.BreakerThreshold; i++)
            {
                _lanes.Of(id).Breaker.Report(Outcome.Deferred(FaultScope.Connector, "535"), 1, 0);
            }

            for (var i = 0; i < 1_000 && _lanes.TryHold(id); i++)
            {
            }
        }

        Assert.InRange(_lanes.Room, 2_000, 10_000);
        for (var i = 0; i < 100; i++)
        {
            Assert.True(_lanes.TryHold(Acme));
        }
    }

    [Fact]
    public void Hold_OfOneTenant_EndsAtItsWindow()
    {
        var held = 0;
        while (_lanes.TryHold(Acme))
        {
            held++;
        }

        Assert.Equal(100, held);
        Assert.Equal([Acme], _lanes.Full(1));
        Assert.Equal(19_900, _lanes.Room);
        _lanes.LetGo(_lanes.Of(Acme));
        Assert.Empty(_lanes.Full(1));
        Assert.True(_lanes.TryHold(Acme));
    }

    [Fact]
    public void Sweep_ForgetsOnlyWhatIsIdle()
    {
        var idle = _lanes.Of(TenantId.Parse("idle"));
        var holds = _lanes.Of(TenantId.Parse("holds"));
        Assert.True(_lanes.TryHold(holds));
        var sends = _lanes.Of(TenantId.Parse("sends"));
        Assert.True(_lanes.TryTakeSlot(sends));
        var fails = _lanes.Of(TenantId.Parse("fails"));
        fails.Breaker.Report(Outcome.Deferred(FaultScope.Connector, "535"), 1, 0);

        _lanes.Sweep();

        Assert.Null(_lanes.Find(idle.Tenant));
        Assert.True(idle.IsRetired);
        Assert.Equal([fails, holds, sends], _lanes.All.OrderBy(lane => lane.Tenant.ToString(), StringComparer.Ordinal));
        Assert.All(_lanes.All, lane => Assert.False(lane.IsRetired));
    }

    [Fact]
    public void Hold_OnALaneThatIsSweptMeanwhile_IsCountedOnTheOneThatTakesItsPlace()
    {
        var before = _lanes.Of(Acme);
        Assert.True(before.TryRetire());

        Assert.True(_lanes.TryHold(Acme));

        Assert.NotSame(before, _lanes.Find(Acme));
        Assert.Equal(1, _lanes.Of(Acme).Held);
        Assert.Equal(0, before.Held);
        Assert.Equal(_options.NodeWindow - 1, _lanes.Room);
    }

    [Fact]
    public void Slot_OfALaneThatIsSweptMeanwhile_IsNotGiven()
    {
        var before = _lanes.Of(Acme);
        Assert.True(before.TryRetire());

        Assert.False(_lanes.TryTakeSlot(before));

        Assert.Equal(0, _lanes.Active);
    }

    [Fact]
    public void Retire_WhileSomebodyHolds_IsUndone()
    {
        var lane = _lanes.Of(Acme);
        Assert.True(_lanes.TryHold(lane));

        Assert.False(lane.TryRetire());

        Assert.False(lane.IsRetired);
    }
}
