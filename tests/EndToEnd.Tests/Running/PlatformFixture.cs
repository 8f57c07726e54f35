using System.Text.Json.Nodes;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>One server for all tests of a class, each with tenants of its own.</summary>
public class PlatformFixture : IAsyncLifetime
{
    private readonly string? _adminKey;
    private readonly IReadOnlyDictionary<string, string?>? _settings;
    private readonly TemporaryFolder _folder = new();
    private RunningPlatform? _platform;
    private int _tenants;

    public PlatformFixture()
    {
    }

    protected PlatformFixture(string adminKey, IReadOnlyDictionary<string, string?> settings)
    {
        (_adminKey, _settings) = (adminKey, settings);
    }

    public RunningPlatform Platform => _platform ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _platform = await RunningPlatform.Start(_folder["data"], _adminKey, _settings);

    /// <summary>A new tenant that nobody else uses.</summary>
    public Task<TenantApi> NewTenant(JsonObject? settings = null) =>
        TenantApi.Create(Platform.Admin, $"tenant-{Interlocked.Increment(ref _tenants)}", settings);

    public async ValueTask DisposeAsync()
    {
        if (_platform is not null)
        {
            await _platform.DisposeAsync();
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
