using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Idempotency;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Idempotency;

/// <inheritdoc cref="IKeptAnswerStore"/>
internal sealed class PostgresKeptAnswerStore(PostgresDatabase database) : IKeptAnswerStore
{
    public Task<KeptAnswer?> FindAsync(TenantId tenant, string scope, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FirstAsync("kept_answers.find", KeptRows.Read, ("tenant", tenant.ToString()), ("scope", scope)), cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync("kept_answers.purge", ("before", before), ("limit", limit)), cancellationToken);
}
