using System.Text.Json;
using Npgsql;

namespace EmailPlatform.Storage.Postgres;

/// <summary>A database with as many rows as make the planner think, and its plans of our statements.</summary>
public sealed class FilledDatabase : IAsyncDisposable
{
    private const string Fill = """
        INSERT INTO tenants (id, name, environment, settings, version, last_revision, epoch, active_revision, created_at, deleted_at)
        SELECT 'tenant-' || n, 'Acme', 'production', '{}', 9, 3, 3, 3, now(), CASE WHEN n % 100 = 0 THEN now() END FROM generate_series(0, 29999) n;
        INSERT INTO revisions (tenant, number, type, hash, public_config, usage_types, created_at, created_by, sealed_config)
        SELECT t.id, n, 'smtp', md5(t.id || n), '{}', '["SignIn"]', now(), 'key', '\x0102030405' FROM tenants t, generate_series(1, 3) n WHERE length(t.id) < 11;
        INSERT INTO activations (tenant, epoch, revision, queued, activated_at, activated_by)
        SELECT tenant, number + 3 * n, number, 'move', now(), 'key' FROM revisions, generate_series(0, 9) n;
        INSERT INTO receipts (id, tenant, hash, type, usage_types, locales, made_at, made_by)
        SELECT 'receipt-' || r.seq || '-' || n, r.tenant, r.hash, 'smtp', '["SignIn"]', '[]', now(), 'key' FROM revisions r, generate_series(1, 3) n;
        INSERT INTO template_versions (tenant, usage_type, locale, number, hash, made_at, made_by, source)
        SELECT r.tenant, 'SignIn', l.locale, r.number, r.hash, now(), 'key', '{}' FROM revisions r, unnest(ARRAY['de', 'en', 'fr', 'ja']) l (locale);
        INSERT INTO uses (tenant, purpose, used_at) SELECT t.id, 'connector_test', now() - n * interval '1 minute' FROM tenants t, generate_series(1, 5) n WHERE length(t.id) < 11;
        INSERT INTO capped_uses (cap_key, bucket, uses, forget_at)
        SELECT 'recipient:' || md5(n::text), 29000000 + n % 60, 1, now() + n % 3600 * interval '1 second' FROM generate_series(1, 20000) n;
        INSERT INTO api_keys (id, name, is_admin, hash, prefix, scopes, created_at, created_by, revoked_at)
        SELECT 'key-' || n, 'key', n < 100, md5('key' || n), 'ep_', '[]', now(), 'key', CASE WHEN n % 5 = 0 THEN now() END FROM generate_series(1, 6000) n;
        INSERT INTO key_tenants (tenant, key_seq) SELECT 'tenant-' || k.seq % 2000, k.seq FROM api_keys k WHERE NOT k.is_admin;
        INSERT INTO audit (tenant, happened_at, key_id, actor, action, details)
        SELECT CASE WHEN n % 50 <> 0 THEN 'tenant-' || n % 2000 END, now(), 'key', 'somebody', 'tenant.changed', '{}' FROM generate_series(1, 30000) n;
        INSERT INTO mails (tenant, id, received_at, sealed_mail)
        SELECT 'tenant-' || n % 2000, gen_random_uuid(), now() - n * interval '1 second', '\x0102030405' FROM generate_series(1, 20000) n;
        INSERT INTO promotions (id, tenant, source, content, applied_at, applied_by)
        SELECT 'promotion-' || n, 'tenant-' || n % 2000, 'tenant-' || (n + 1) % 2000, '{}', now(), 'key' FROM generate_series(1, 20000) n;
        INSERT INTO tokens (tenant, grant_hash, version, sealed_state) SELECT tenant, hash, 1, '\x0102030405' FROM revisions;
        INSERT INTO token_grants (tenant, grant_hash, revision) SELECT tenant, hash, number FROM revisions;
        INSERT INTO messages (
            id, tenant, usage_type, recipient, recipient_key, on_unknown, supersedes, epoch, created_at, expires_at, status, status_at, due_at, queue_epoch,
            held_epoch, node, incarnation, attempts, sealed_content)
        SELECT gen_random_uuid(), 'tenant-' || n % 2000, 'SignIn', 'ann@example.com', 'ann-' || n || '@example.com', 'resend', true, 1,
            now() - n * interval '1 second', now() + interval '10 minutes', s.status, now(), CASE WHEN s.status IN ('queued', 'retrying') THEN now() END, 1,
            CASE WHEN s.status = 'held' THEN 1 END, CASE WHEN n % 1000 < 2 THEN 'node-1' END, CASE WHEN n % 1000 < 2 THEN 'life-1' END, 1,
            CASE WHEN s.status IN ('queued', 'retrying', 'held', 'sending') THEN '\x0102030405'::bytea END
        FROM generate_series(1, 60000) n
        CROSS JOIN LATERAL (SELECT CASE n % 100 WHEN 0 THEN 'queued' WHEN 1 THEN 'sending' WHEN 2 THEN 'retrying' WHEN 3 THEN 'held' WHEN 4 THEN 'failed' ELSE 'sent' END) s (status);
        INSERT INTO attempts (message, number, started_at, milliseconds, epoch, revision, connector_type, outcome, code)
        SELECT seq, 1, now(), 12.5, 1, 1, 'smtp', 'accepted', '250' FROM messages;
        INSERT INTO kept_answers (tenant, scope, body, message, answer, kept_at)
        SELECT tenant, md5(id::text), md5(recipient_key), id, '\x0102030405', created_at FROM messages;
        """;

    /// <summary>Values whose type the server cannot tell from where they stand; the driver tells it.</summary>
    private static readonly HashSet<string> TextLists = ["@tenants"];

    private readonly PostgresHome _home = new();

    private NpgsqlDataSource? _source;

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }

        await _home.DisposeAsync();
    }

    /// <summary>The plan of a statement of <see cref="SqlFile"/> that serves whatever values: what a node's connection comes to use.</summary>
    public async Task<JsonElement> PlanAsync(string statement, CancellationToken cancellationToken)
    {
        var places = new List<string>();
        var sql = System.Text.RegularExpressions.Regex.Replace(SqlFile.Postgres[statement], @"@\w+|\$\d+", value =>
        {
            if (!places.Contains(value.Value))
            {
                places.Add(value.Value);
            }

            return value.Value[0] == '$' ? value.Value : $"${places.IndexOf(value.Value) + 1}";
        });
        var types = places.Select(place => TextLists.Contains(place) ? "text[]" : "unknown").ToList();
        var (declared, given) = places.Count == 0 ? ("", "") : ($"({string.Join(", ", types)})", $"({string.Join(", ", places.Select(_ => "NULL"))})");

        // By the first test and not by the fixture, so that a machine without PostgreSQL skips the test.
        _source ??= await FillAsync(cancellationToken);
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        foreach (var step in new[] { "SET plan_cache_mode = force_generic_plan", $"PREPARE statement {declared} AS {sql}" })
        {
            await using var command = new NpgsqlCommand(step, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var explain = new NpgsqlCommand($"EXPLAIN (FORMAT JSON) EXECUTE statement {given}", connection);
        return JsonDocument.Parse(Assert.IsType<string>(await explain.ExecuteScalarAsync(cancellationToken))).RootElement[0].GetProperty("Plan");
    }

    private async Task<NpgsqlDataSource> FillAsync(CancellationToken cancellationToken)
    {
        await _home.CreateAsync();
        var source = NpgsqlDataSource.Create(_home.OutsideConnection + ";Pooling=false;Command Timeout=120");
        foreach (var step in new[] { Fill, "VACUUM ANALYZE" })
        {
            await using var command = source.CreateCommand(step);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return source;
    }
}
