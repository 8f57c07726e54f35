using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>One WireMock for all tests of a class, started by the first: a missing one ends that test, which a fixture cannot.</summary>
public sealed class WireMockFixture : IAsyncDisposable
{
    private Task<WireMock>? _starting;

    public Task<WireMock> StartedAsync() => _starting ??= WireMock.Start();

    public async ValueTask DisposeAsync()
    {
        if (_starting is { IsCompletedSuccessfully: true })
        {
            await (await _starting).DisposeAsync();
        }
    }
}
