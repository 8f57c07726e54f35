using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Idempotency;

/// <inheritdoc cref="IKeptAnswerStore"/>
internal sealed class SqliteKeptAnswerStore(SqliteDatabase database) : IKeptAnswerStore
{
    public Task<KeptAnswer?> FindAsync(TenantId tenant, string scope, CancellationToken cancellationToken) =>
        database.ReadAsync(session => AnswerKeeping.Find(session, tenant.ToString(), scope), cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("kept_answers.purge", ("before", Micros.Of(before)), ("limit", limit)), cancellationToken);
}
