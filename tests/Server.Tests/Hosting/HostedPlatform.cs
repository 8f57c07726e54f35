using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using EmailPlatform.TestKit.Peers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(EmailPlatform.Server.Hosting.HostedPlatform))]

namespace EmailPlatform.Server.Hosting;

/// <summary>
/// The server in the test's own process: real sockets (body limits and connections are Kestrel's), a real store in a
/// folder of its own. One for all tests; each makes tenants of its own.
/// </summary>
public sealed class HostedPlatform : IAsyncLifetime
{
    public const string AdminKey = "an admin key that only tests know";

    private readonly TemporaryFolder _folder = new();
    private readonly Action<IServiceCollection>? _replace;
    private readonly string[] _settings;
    private readonly ConcurrentBag<Api> _clients = [];
    private BuiltNode? _node;
    private int _tenants;

    public HostedPlatform()
        : this(null)
    {
    }

    private HostedPlatform(Action<IServiceCollection>? replace, params string[] settings)
    {
        _replace = replace;
        _settings = settings;
    }

    /// <summary>Calls with the admin key.</summary>
    public Api Admin => Client(AdminKey);

    public IServiceProvider Services => App.Services;

    private WebApplication App => (_node ?? throw new InvalidOperationException("The server has not been started.")).App;

    /// <summary>A server of the test's own, with services of the test's in the place of the platform's.</summary>
    public static async Task<HostedPlatform> Start(Action<IServiceCollection> replace)
    {
        var platform = new HostedPlatform(replace);
        await platform.InitializeAsync();
        return platform;
    }

    /// <summary>A server of the test's own, with further settings as on the command line.</summary>
    public static async Task<HostedPlatform> StartWith(params string[] settings)
    {
        var platform = new HostedPlatform(null, settings);
        await platform.InitializeAsync();
        return platform;
    }

    public async ValueTask InitializeAsync()
    {
        string[] arguments =
        [
            "--environment", "Development", "--data", _folder.Path, "--urls", "http://127.0.0.1:0",
            "--EmailPlatform:AdminKey", AdminKey, "--Logging:LogLevel:Default", "Error", .. _settings,
        ];
        _node = await BuiltNode.BuildAsync(arguments, _replace, CancellationToken.None);
        await _node.OpenAsync(CancellationToken.None);
        await _node.AnnounceAsync(TextWriter.Null, CancellationToken.None);
        _node.App.MapPlatform();
        await _node.App.StartAsync();
    }

    /// <summary>A client with this key, or with none.</summary>
    public Api Client(string? key)
    {
        var client = new Api(new Uri(App.Urls.First()), key);
        _clients.Add(client);
        return client;
    }

    /// <summary>A development tenant that nobody else uses.</summary>
    public async Task<HostedTenant> NewTenant(JsonObject? settings = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"tenant-{Interlocked.Increment(ref _tenants)}");
        var body = settings?.DeepClone().AsObject() ?? [];
        body["id"] = id;
        (await Admin.Post("/api/tenants", body)).Expect(201);
        return new HostedTenant(this, id);
    }

    /// <summary>Stops and starts again on the same folder. Clients made before have the former address.</summary>
    public async Task Restart()
    {
        await StopAsync();
        await InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await StopAsync();
        _folder.Dispose();
    }

    private async Task StopAsync()
    {
        if (_node is not null)
        {
            await _node.App.StopAsync();
            await _node.DisposeAsync();
        }
    }
}
