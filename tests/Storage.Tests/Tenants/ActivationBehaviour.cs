using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Tenants;

/// <summary>One active connector, always: whatever callers do at once, the store keeps one total order.</summary>
public abstract class ActivationBehaviour : StoreBehaviour
{
    private const int Writers = 100;

    [Fact]
    public async Task Activations_AHundredAtOnce_HaveOneTotalOrder()
    {
        var tenant = (await ActivateAsync(await AddTenantAsync("acme"))).Id;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => ActivateUntilWrittenAsync(tenant), Token)));

        var state = await Tenants.FindAsync(tenant, Token);
        Assert.NotNull(state);
        Assert.Equal(1 + Writers, state.Epoch);
        var activations = await Tenants.ListActivationsAsync(tenant, null, 1000, Token);
        Assert.Equal(Enumerable.Range(1, 1 + Writers).Reverse().Select(epoch => (long)epoch), activations.Select(activation => activation.Epoch));
        Assert.Equal(state.ActiveRevision, activations[0].Revision);
        Assert.All(activations.Zip(activations.Skip(1)), pair => Assert.Equal(pair.Second.Revision, pair.First.Previous));
    }

    [Fact]
    public async Task Activations_WithOneExpectedVersion_OneWins()
    {
        var state = await ActivateAsync(await AddTenantAsync("acme"));
        var won = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => TryActivateAsync(state), Token)));

        Assert.Equal(1, won.Count(success => success));
        Assert.Equal(2, (await Tenants.FindAsync(state.Id, Token))?.Epoch);
    }

    [Fact]
    public async Task Readers_DuringActivations_SeeExactlyOneActiveConnector()
    {
        var tenant = (await ActivateAsync(await AddTenantAsync("acme"))).Id;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadUntilAsync(tenant, stop.Token))).ToList();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => ActivateUntilWrittenAsync(tenant), Token)));
        await stop.CancelAsync();

        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
    }

    private async Task<int> ReadUntilAsync(TenantId tenant, CancellationToken stop)
    {
        var reads = 0;
        var epoch = 0L;
        do
        {
            var state = await Tenants.FindAsync(tenant, Token);
            Assert.NotNull(state);
            Assert.True(state.Epoch >= epoch, "The epoch went back.");
            var activation = await Tenants.FindActivationAsync(tenant, state.Epoch, Token);
            Assert.NotNull(activation);
            Assert.NotNull(state.ActiveRevision);
            Assert.Equal(activation.Revision, state.ActiveRevision);
            epoch = state.Epoch;
            reads++;
        }
        while (!stop.IsCancellationRequested);

        return reads;
    }

    private async Task ActivateUntilWrittenAsync(TenantId tenant)
    {
        while (await Tenants.FindAsync(tenant, Token) is { } state && !await TryActivateAsync(state))
        {
        }
    }

    private Task<bool> TryActivateAsync(TenantState state)
    {
        var number = state.LastRevision + 1;
        var next = state with { Version = state.Version + 1, Epoch = state.Epoch + 1, LastRevision = number, ActiveRevision = number };
        return Tenants.TryWriteAsync(
            new TenantChange(
                state.Version,
                next,
                Entry(state.Id),
                NewRevision(state.Id, number),
                new Activation(state.Id, next.Epoch, number, state.ActiveRevision, QueuePolicy.Move, Now, "tester")),
            Token);
    }
}
