using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>The server as a user starts it: its own process, its own port, a data folder of the test's.</summary>
public sealed partial class RunningPlatform : IAsyncDisposable
{
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(1);

    private readonly PeerProcess _process;

    private RunningPlatform(PeerProcess process, Uri address, string adminKey)
    {
        _process = process;
        Address = address;
        AdminKey = adminKey;
        Admin = Client(adminKey);
    }

    public Uri Address { get; }

    public string AdminKey { get; }

    /// <summary>Calls with the admin key.</summary>
    public ApiClient Admin { get; }

    public PeerOutput Output => _process.Output;

    /// <summary>The first start on a folder prints its admin key; a later one needs it given.</summary>
    public static async Task<RunningPlatform> Start(
        string dataFolder,
        string? adminKey = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        CancellationToken cancellationToken = default)
    {
        var port = LoopbackPort.Next();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var process = await StartProcess(["--data", dataFolder, "--urls", address.ToString()], PeerReady.OnPort(port) with { Within = StartBound }, settings, cancellationToken);
        try
        {
            var key = adminKey ?? AdminKeyPattern().Match(await process.WaitForLine("ep_admin_", cancellationToken)).Value;
            return new RunningPlatform(process, address, key);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server's program with exactly these arguments, for starts that are meant to fail.</summary>
    public static Task<PeerProcess> StartProcess(
        IEnumerable<string> arguments,
        PeerReady ready,
        IReadOnlyDictionary<string, string?>? settings = null,
        CancellationToken cancellationToken = default)
    {
        var environment = new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Development" };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
        {
            environment[name] = value;
        }

        var program = Path.Combine(AppContext.BaseDirectory, "EmailPlatform.Server.dll");
        return PeerProcess.Start("dotnet", [program, .. arguments], ready, new PeerOptions { Environment = environment }, cancellationToken);
    }

    /// <summary>A client with another key.</summary>
    public ApiClient Client(string key)
    {
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new ApiClient(http);
    }

    /// <summary>Kills it where it stands.</summary>
    public async Task Kill(CancellationToken cancellationToken = default)
    {
        _process.Signal(PeerSignal.Kill);
        await _process.WaitForExit(cancellationToken);
    }

    /// <summary>Freezes it where it stands; its connections stay open.</summary>
    public void Pause() => _process.Signal(PeerSignal.Stop);

    public void Resume() => _process.Signal(PeerSignal.Continue);

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async Task<int> Stop(CancellationToken cancellationToken = default)
    {
        _process.Signal(PeerSignal.Terminate);
        return await _process.WaitForExit(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await _process.DisposeAsync();
    }

    [GeneratedRegex("ep_admin_[A-Za-z0-9_-]+")]
    private static partial Regex AdminKeyPattern();
}
