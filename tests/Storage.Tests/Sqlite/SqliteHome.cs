using EmailPlatform.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>A SQLite store in a folder of its own.</summary>
public sealed class SqliteHome : StoreHome
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("emailplatform-").FullName;

    public string File => Path.Combine(Folder, "emailplatform.db");

    public override async Task<ServiceProvider> OpenAsync()
    {
        var services = new ServiceCollection().AddLogging().AddSqliteStorage(new SqliteOptions(Folder)).BuildServiceProvider();
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

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
