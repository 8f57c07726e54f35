using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>Several nodes, each its own process, on one PostgreSQL database whose commits are on the disk.</summary>
public sealed class PlatformCluster : IAsyncDisposable
{
    private const string AdminKey = "ep_admin_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private const string DatabaseName = "emailplatform";
    private const string Owner = "emailplatform_owner";
    private const string App = "emailplatform_app";
    private const string Password = "the-role's-password";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly TemporaryFolder _folder = new();
    private readonly RunningPlatform?[] _nodes;
    private readonly string _encryptionKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private PlatformCluster(PostgresServer database, int count)
    {
        (Database, _nodes) = (database, new RunningPlatform?[count]);
    }

    public PostgresServer Database { get; }

    public int Count => _nodes.Length;

    /// <summary>A node by its number from 0, as it was last started.</summary>
    public RunningPlatform this[int node] => Volatile.Read(ref _nodes[node]) ?? throw new InvalidOperationException($"{Name(node)} is not started.");

    public static string Name(int node) => string.Create(CultureInfo.InvariantCulture, $"node-{node + 1}");

    /// <summary>Starts all nodes at the same moment on a database that its owner has just made, as the role that may do the least.</summary>
    /// <param name="count">How many.</param>
    /// <param name="tablespace">Where the database is filed, in place of the server's own folder: makes one, and returns its name.</param>
    public static async Task<PlatformCluster> Start(int count = 3, Func<PostgresServer, Task<string>>? tablespace = null)
    {
        var database = await PostgresServer.Start(new PostgresSetup(IsDurable: true));
        await database.RunFile(Path.Combine(AppContext.BaseDirectory, "roles.sql"), []);
        var quoted = Password.Replace("'", "''", StringComparison.Ordinal);
        await database.Run($"ALTER ROLE {Owner} PASSWORD '{quoted}'; ALTER ROLE {App} PASSWORD '{quoted}'");
        if (tablespace is not null)
        {
            await database.Run($"ALTER DATABASE {DatabaseName} SET TABLESPACE {await tablespace(database)}");
        }

        await Migrate(database);
        var cluster = new PlatformCluster(database, count);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(cluster.StartNode));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a node, or starts one again that has ended: with its name, on another port.</summary>
    public async Task StartNode(int node)
    {
        if (Volatile.Read(ref _nodes[node]) is { } earlier)
        {
            await earlier.DisposeAsync();
        }

        var settings = new Dictionary<string, string?>
        {
            ["EmailPlatform__Store"] = "postgres",
            ["EmailPlatform__Connection"] = Connection(Database, App),
            ["EmailPlatform__Node"] = Name(node),
            ["EmailPlatform__AdminKey"] = AdminKey,
            ["EmailPlatform__EncryptionKeys__0"] = _encryptionKey,
        };
        Volatile.Write(ref _nodes[node], await RunningPlatform.Start(_folder[Name(node)], AdminKey, settings));
    }

    /// <summary>A tenant as this node serves it now.</summary>
    public TenantApi Tenant(int node, string id = "acme") => new(this[node].Admin, id);

    /// <summary>Looks into the database from outside.</summary>
    public Task<string> Query(string sql) => Database.Run(sql, DatabaseName);

    /// <summary>Waits until a look into the database shows this.</summary>
    public async Task AwaitQuery(string sql, string expected, int seconds = 60)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (await Query(sql) is var answer && answer != expected)
        {
            Assert.False(bound.IsCancellationRequested, $"{sql} should answer {expected} within {seconds} s, but answers {answer}");
            await Task.Delay(PollInterval);
        }
    }

    /// <summary>Waits until every node answers so when asked whether it is ready.</summary>
    public async Task AwaitReadiness(HttpStatusCode expected, int seconds = 60)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        for (var node = 0; node < Count; node++)
        {
            while (await this[node].Admin.Get("/health/ready", CancellationToken.None) is var answer && answer.Status != expected)
            {
                Assert.False(bound.IsCancellationRequested, $"The readiness of {Name(node)} should be {expected} within {seconds} s, but is {answer.Status}: {answer.Text}");
                await Task.Delay(PollInterval);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            if (node is not null)
            {
                await node.DisposeAsync();
            }
        }

        await Database.DisposeAsync();
        _folder.Dispose();
    }

    private static string Connection(PostgresServer database, string role) => database.ConnectionString(DatabaseName, role, $"\"{Password}\"");

    private static async Task Migrate(PostgresServer database)
    {
        await using var migrating = await RunningPlatform.StartProcess(
            ["migrate", "--store", "postgres", "--connection", Connection(database, Owner)], PeerReady.AtOnce);
        Assert.True(await migrating.WaitForExit() == 0, migrating.Output.ToString());
    }
}
