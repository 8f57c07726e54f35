namespace EmailPlatform.EndToEnd.Running;

/// <summary>Three nodes for all tests of a class that leave them as they are, each with tenants of its own.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private PlatformCluster? _cluster;
    private int _tenants;

    public PlatformCluster Cluster => _cluster ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _cluster = await PlatformCluster.Start();

    /// <summary>A new tenant, over the first node.</summary>
    public Task<TenantApi> NewTenant() => TenantApi.Create(Cluster[0].Admin, $"tenant-{Interlocked.Increment(ref _tenants)}");

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
