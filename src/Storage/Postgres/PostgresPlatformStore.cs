using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres;

/// <inheritdoc cref="IPlatformStore"/>
internal sealed class PostgresPlatformStore(PostgresDatabase database) : IPlatformStore
{
    private const string CheckCounter = "checks";

    public string Kind => "postgres";

    public Task OpenAsync(CancellationToken cancellationToken) => database.OpenAsync(cancellationToken);

    public Task<byte[]?> ReadValueAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ReadAsync(session, name), cancellationToken);

    public Task<byte[]> ReadOrAddValueAsync(string name, byte[] value, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            // The insert has waited for whoever was first; a statement of its own then sees what that one wrote.
            await session.ExecuteAsync("platform.add_value", ("name", name), ("value", value));
            return await ReadAsync(session, name) ?? value;
        },
        cancellationToken);

    public async Task WriteValueAsync(string name, byte[] value, CancellationToken cancellationToken) => await database.WriteAsync(
        session => session.ExecuteAsync("platform.write_value", ("name", name), ("value", value)), cancellationToken);

    // Reading alone would succeed on a standby, and on a server whose disk is full.
    public async Task CheckAsync(CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync("platform.count_up", ("name", CheckCounter));
            return await session.FirstNumberAsync("platform.read_counter", ("name", CheckCounter));
        },
        cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> CountSealedAsync(CancellationToken cancellationToken) => SealedColumns.CountAsync(database, cancellationToken);

    public Task<long> ResealAsync(string currentKeyId, Func<byte[], string, byte[]> reseal, CancellationToken cancellationToken) =>
        SealedColumns.ResealAsync(database, currentKeyId, reseal, cancellationToken);

    private static Task<byte[]?> ReadAsync(PostgresSession session, string name) => session.FirstAsync("platform.read_value", row => row.Bytes(0), ("name", name));
}
