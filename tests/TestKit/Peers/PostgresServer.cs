using System.Globalization;
using System.Security.Cryptography;

namespace EmailPlatform.TestKit.Peers;

/// <summary>
/// A PostgreSQL server of its own, in a folder of its own: scram passwords on a port of loopback, and a socket in the folder.
/// It sorts text by language (ICU), as most installations do: whoever needs the order of bytes has to ask for it.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string Superuser = "postgres";

    private const string Package = "postgresql";
    private const int OldestVersion = 15;
    private const string IsUp = "database system is ready to accept connections";
    private const string IsReadable = "database system is ready to accept read-only connections";

    private readonly PostgresPrograms _programs;
    private readonly TemporaryFolder _folder;
    private PeerProcess? _process;
    private PeerProcess? _watcher;
    private int _databases;

    private PostgresServer(PostgresPrograms programs, TemporaryFolder folder)
    {
        (_programs, _folder) = (programs, folder);
    }

    public int Port { get; } = LoopbackPort.Next();

    /// <summary>Of the postmaster.</summary>
    public int ProcessId => Process.Id;

    /// <summary>Of the superuser.</summary>
    public string Password { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>What clients name as host to go over the socket.</summary>
    public string SocketFolder => _folder["socket"];

    /// <summary>Its log since it was last started.</summary>
    public PeerOutput Log => Process.Output;

    private PeerProcess Process => _process ?? throw new InvalidOperationException("PostgreSQL is not started.");

    public static async Task<PostgresServer> Start(PostgresSetup? setup = null)
    {
        var server = new PostgresServer(PostgresPrograms.Require(OldestVersion, Package), new TemporaryFolder());
        try
        {
            await server.Initialize(setup ?? new PostgresSetup());
            await server.StartAgain();
            await server.DieWithThisProcess();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>For Npgsql; by default as the superuser.</summary>
    public string ConnectionString(string database = "postgres", string role = Superuser, string? password = null) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database={database};Username={role};Password={password ?? Password}");

    /// <summary>Creates a database that nobody else uses, empty or as a copy of another to which nobody is connected; returns its name.</summary>
    public async Task<string> CreateDatabase(string? template = null, string owner = Superuser)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await Run($"CREATE DATABASE {name} OWNER {owner} TEMPLATE {template ?? "template0"}");
        return name;
    }

    /// <summary>Runs statements with psql, as the superuser; returns what they answer, a line per row and <c>|</c> between columns.</summary>
    public Task<string> Run(string sql, string database = "postgres", CancellationToken cancellationToken = default) =>
        Run(["--command=" + sql], database, cancellationToken);

    /// <summary>Runs a file with psql, as the superuser; <paramref name="variables"/> are <c>name=value</c>.</summary>
    public Task<string> RunFile(string path, IReadOnlyList<string> variables, CancellationToken cancellationToken = default) =>
        Run([.. variables.Select(variable => "--set=" + variable), "--file=" + path], "postgres", cancellationToken);

    /// <summary>Starts it after it was stopped or killed, on the same port and with what it has kept.</summary>
    public Task StartAgain() => StartUntil(IsUp);

    /// <summary>Starts it after it was stopped as a standby that waits for its primary: it answers what it knows and takes no writes.</summary>
    public async Task StartAsStandby()
    {
        await _programs.GiveToItsUser(_folder.Write("data/standby.signal", ""));
        await StartUntil(IsReadable);
    }

    /// <summary>Takes it down, whoever is connected.</summary>
    public async Task Stop(PostgresStop how, CancellationToken cancellationToken = default)
    {
        Process.Signal((PeerSignal)how);
        await Process.WaitForExit(cancellationToken);
    }

    /// <summary>As when the machine's power fails, but for what the kernel still writes.</summary>
    public async Task Kill(CancellationToken cancellationToken = default)
    {
        Process.SignalTree(PeerSignal.Kill);
        await Process.WaitForExit(cancellationToken);
    }

    /// <summary>Freezes it: connections stay open, nothing is answered.</summary>
    public void Pause() => Process.SignalTree(PeerSignal.Stop);

    public void Resume() => Process.SignalTree(PeerSignal.Continue);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // SIGTERM, with which other peers are asked to stop, would have it wait for its clients.
            _process.SignalTree(PeerSignal.Continue);
            _process.Signal(PeerSignal.Quit);
            await _process.DisposeAsync();
        }

        if (_watcher is not null)
        {
            await _watcher.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<string> Run(IReadOnlyList<string> what, string database, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1", "--host=" + SocketFolder,
            string.Create(CultureInfo.InvariantCulture, $"--port={Port}"), "--username=" + Superuser, "--dbname=" + database, .. what,
        ];
        var options = new PeerOptions { Environment = new Dictionary<string, string?> { ["PGPASSWORD"] = Password, ["PGCONNECT_TIMEOUT"] = "10" } };
        var result = await PeerCommand.Run(_programs.Psql, arguments, options: options, cancellationToken: cancellationToken);
        return result.MustSucceed().Output.TrimEnd('\n');
    }

    private async Task StartUntil(string line)
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        var (program, arguments) = _programs.AsItsUser(_programs.Postgres, ["-D", _folder["data"]]);
        _process = await PeerProcess.Start(program, arguments, PeerReady.OnLine(line) with { Within = TimeSpan.FromMinutes(1) });
    }

    private async Task Initialize(PostgresSetup setup)
    {
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        await _programs.GiveToItsUser(_folder.CreateFolder("data"));
        await _programs.GiveToItsUser(_folder.CreateFolder("socket"));
        var password = _folder.Write("password", Password);
        await _programs.GiveToItsUser(password);
        var (program, arguments) = _programs.AsItsUser(_programs.Initdb,
        [
            "--pgdata=" + _folder["data"], "--username=" + Superuser, "--pwfile=" + password, "--auth=scram-sha-256", "--no-sync",
            "--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en",
        ]);
        (await PeerCommand.Run(program, arguments)).MustSucceed();

        string[] settings =
        [
            "listen_addresses = '127.0.0.1'",
            string.Create(CultureInfo.InvariantCulture, $"port = {Port}"),
            $"unix_socket_directories = '{SocketFolder}'",
            string.Create(CultureInfo.InvariantCulture, $"max_connections = {setup.MaxConnections}"),
            .. setup.IsDurable ? Array.Empty<string>() : ["fsync = off", "synchronous_commit = off", "full_page_writes = off"],
            .. setup.Settings,
        ];
        await File.AppendAllLinesAsync(_folder["data/postgresql.conf"], settings);
    }

    /// <summary>The server would outlive a test process that is killed. A shell whose input ends with this process takes it along.</summary>
    private async Task DieWithThisProcess()
    {
        const string Watch = """
            cat >/dev/null
            server=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) || exit 0
            [ "$(readlink "/proc/$server/cwd")" = "$1/data" ] || exit 0
            kill -CONT "$server" && kill -QUIT "$server"
            while kill -0 "$server" 2>/dev/null; do sleep 0.1; done
            rm -rf "$1"
            """;
        _watcher = await PeerProcess.Start(Peer.RequireProgram("sh", "dash"), ["-c", Watch, "watch", _folder.Path], PeerReady.AtOnce);
    }
}
