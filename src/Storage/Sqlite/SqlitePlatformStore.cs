using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite;

/// <inheritdoc cref="IPlatformStore"/>
internal sealed class SqlitePlatformStore(SqliteDatabase database) : IPlatformStore
{
    private const string CheckCounter = "checks";

    public string Kind => "sqlite";

    // Opening reads a file header and, at most once, migrates: a start has nothing else to do meanwhile.
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        database.Open();
        return Task.CompletedTask;
    }

    public Task<byte[]?> ReadValueAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Read(session, name), cancellationToken);

    public Task<byte[]> ReadOrAddValueAsync(string name, byte[] value, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            session.Execute("platform.add_value", ("name", name), ("value", value));
            return Read(session, name) ?? value;
        },
        cancellationToken);

    public async Task WriteValueAsync(string name, byte[] value, CancellationToken cancellationToken) => await database.WriteAsync(
        session => session.Execute("platform.write_value", ("name", name), ("value", value)), cancellationToken);

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync(session => session.Execute("platform.count_up", ("name", CheckCounter)), cancellationToken);
        await database.ReadAsync(session => session.FirstNumber("platform.read_counter", ("name", CheckCounter)), cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, long>> CountSealedAsync(CancellationToken cancellationToken) =>
        database.BrowseAsync(SealedColumns.Count, cancellationToken);

    public Task<long> ResealAsync(string currentKeyId, Func<byte[], string, byte[]> reseal, CancellationToken cancellationToken) =>
        SealedColumns.ResealAsync(database, currentKeyId, reseal, cancellationToken);

    private static byte[]? Read(Session session, string name) => session.First("platform.read_value", row => row.Bytes(0), ("name", name));
}
