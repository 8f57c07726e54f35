using System.Globalization;
using System.Security.Cryptography;
using EmailPlatform.Benchmarks.Measuring;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Benchmarks.Running;

/// <summary>A server on one store, with sinks for its mail: everything that is measured, and nobody else uses it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private const string AdminKey = "ep_admin_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

    private readonly TemporaryFolder _folder = new();
    private PostgresServer? _postgres;
    private PeerProcess? _server;
    private SmtpSink? _sink;
    private TimedSink? _timedSink;
    private BenchApi? _api;
    private TenantAccess? _quietTenant;

    private Bench(string store)
    {
        Store = store;
    }

    public string Store { get; }

    /// <summary>Their mail goes to smtp-sink.</summary>
    public IReadOnlyList<TenantAccess> Tenants { get; private set; } = [];

    /// <summary>Its mail goes to <see cref="TimedSink"/>.</summary>
    public TenantAccess QuietTenant => _quietTenant ?? throw NotStarted();

    public TimedSink TimedSink => _timedSink ?? throw NotStarted();

    public BenchApi Api => _api ?? throw NotStarted();

    /// <summary>The first process of each part of what runs.</summary>
    public IReadOnlyDictionary<string, int> Processes
    {
        get
        {
            var processes = new Dictionary<string, int> { ["server"] = (_server ?? throw NotStarted()).Id };
            if (_postgres is not null)
            {
                processes["store"] = _postgres.ProcessId;
            }

            processes["sink"] = (_sink ?? throw NotStarted()).ProcessId;
            processes["client"] = Environment.ProcessId;
            return processes;
        }
    }

    public static async Task<Bench> Start(string store, int tenants, CancellationToken cancellationToken)
    {
        var bench = new Bench(store);
        try
        {
            await bench.Start(tenants, cancellationToken);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>Processor time used so far, the client's own set apart.</summary>
    public CpuTime CpuTime() => Measuring.CpuTime.Now(Processes);

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        await Dispose(_server);
        await Dispose(_sink);
        await Dispose(_postgres);
        if (_timedSink is not null)
        {
            await _timedSink.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task Start(int tenants, CancellationToken cancellationToken)
    {
        _sink = await SmtpSink.Start();
        _timedSink = TimedSink.Start();
        var port = LoopbackPort.Next();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var program = Path.Combine(AppContext.BaseDirectory, "EmailPlatform.Server.dll");
        string[] arguments = [program, "--data", _folder["data"], "--urls", address.ToString(), .. await StoreArguments()];
        _server = await PeerProcess.Start("dotnet", arguments, PeerReady.OnPort(port), new PeerOptions { Environment = Settings() }, cancellationToken);
        _api = new BenchApi(address, AdminKey);

        var all = new List<TenantAccess>();
        for (var number = 1; number <= tenants; number++)
        {
            all.Add(await _api.CreateTenant(string.Create(CultureInfo.InvariantCulture, $"tenant-{number}"), _sink.Port, cancellationToken));
        }

        Tenants = all;
        _quietTenant = await _api.CreateTenant("quiet", _timedSink.Port, cancellationToken);
    }

    private async Task<string[]> StoreArguments()
    {
        if (Store != "postgres")
        {
            return ["--store", Store];
        }

        _postgres = await PostgresServer.Start(new PostgresSetup(IsDurable: true));
        return ["--store", Store, "--connection", _postgres.ConnectionString(await _postgres.CreateDatabase())];
    }

    private static Dictionary<string, string?> Settings() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["EmailPlatform__AdminKey"] = AdminKey,
        ["EmailPlatform__EncryptionKeys__0"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["EmailPlatform__Network__AllowPrivateAddresses"] = "true",
    };

    private static ValueTask Dispose(IAsyncDisposable? part) => part?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static InvalidOperationException NotStarted() => new("Not started.");
}
