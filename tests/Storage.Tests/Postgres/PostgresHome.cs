using EmailPlatform.Platform.Storage;
using EmailPlatform.TestKit.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Storage.Postgres;

/// <summary>A PostgreSQL store in a database of its own, opened as the role that may do the least. Opened twice, it is two nodes.</summary>
public sealed class PostgresHome : StoreHome
{
    private PostgresServer? _server;
    private string? _database;

    /// <summary>For a test that holds a batch up for as long as it takes.</summary>
    public TimeSpan BatchLockTimeout { get; init; } = new PostgresOptions("").BatchLockTimeout;

    public PostgresServer Server => _server ?? throw new InvalidOperationException("The home is not created.");

    public string Database => _database ?? throw new InvalidOperationException("The home is not created.");

    public string AppConnection => PostgresRun.ConnectionString(Server, Database, PostgresRun.App);

    public string OwnerConnection => PostgresRun.ConnectionString(Server, Database, PostgresRun.Owner);

    /// <summary>As the superuser, for looking from outside.</summary>
    public string OutsideConnection => Server.ConnectionString(Database);

    public async Task CreateAsync()
    {
        if (_database is null)
        {
            _server = await PostgresRun.ServerAsync();
            _database = await PostgresRun.CreateDatabaseAsync();
        }
    }

    public override async Task<ServiceProvider> OpenAsync()
    {
        await CreateAsync();
        return await OpenAsync(new PostgresOptions(AppConnection) { BatchLockTimeout = BatchLockTimeout });
    }

    public static Task<ServiceProvider> OpenAsync(string connectionString) => OpenAsync(new PostgresOptions(connectionString));

    public override async ValueTask DisposeAsync()
    {
        if (_server is not null && _database is not null)
        {
            await PostgresRun.DropDatabaseAsync(_database);
        }
    }

    private static async Task<ServiceProvider> OpenAsync(PostgresOptions options)
    {
        var services = new ServiceCollection().AddLogging().AddPostgresStorage(options).BuildServiceProvider();
        try
        {
            await services.GetRequiredService<IPlatformStore>().OpenAsync(CancellationToken.None);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }
}
