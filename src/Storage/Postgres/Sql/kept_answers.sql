-- name: find
SELECT scope, body, message, answer, kept_at FROM kept_answers WHERE tenant = @tenant AND scope = @scope;

-- name: find_many
SELECT k.scope, k.body, k.message, k.answer, k.kept_at, k.tenant
FROM unnest($1::text[], $2::text[]) AS g (tenant, scope)
JOIN kept_answers k ON k.tenant = g.tenant AND k.scope = g.scope;

-- name: purge
-- Rows that another node is removing are its business.
DELETE FROM kept_answers
WHERE ctid = ANY (ARRAY (SELECT k.ctid FROM kept_answers k WHERE k.kept_at < @before ORDER BY k.kept_at LIMIT @limit FOR UPDATE SKIP LOCKED));

-- name: insert_messages
-- As messages.insert, for those that come with an answer to keep. The answers go first, and in one order everywhere: of two with
-- one key the second waits here for the first's commit, and then neither its answer nor its message is inserted.
WITH given AS (
    SELECT *
    FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                $10::boolean[], $11::timestamptz[], $12::timestamptz[], $13::boolean[], $14::text[], $15::text[], $16::bytea[],
                $17::text[], $18::text[], $19::bytea[])
        WITH ORDINALITY AS g (id, tenant, version, usage_type, recipient, recipient_key, locale, metadata, on_unknown,
                              supersedes, created_at, expires_at, start_now, node, incarnation, content,
                              scope, body, answer, place)),
accepted AS (
    SELECT g.*, t.epoch, t.active_revision, g.start_now AND t.active_revision IS NOT NULL AS starts
    FROM given g JOIN tenants t ON t.id = g.tenant AND t.version = g.version AND t.deleted_at IS NULL),
kept AS (
    INSERT INTO kept_answers (tenant, scope, body, message, answer, kept_at)
    SELECT tenant, scope, body, id, answer, created_at FROM accepted ORDER BY tenant, scope
    ON CONFLICT (tenant, scope) DO NOTHING
    RETURNING message),
inserted AS (
    INSERT INTO messages (
        id, tenant, usage_type, recipient, recipient_key, locale, metadata, on_unknown, supersedes, epoch, created_at, expires_at,
        status, status_at, due_at, queue_epoch, node, incarnation, attempts, attempt_started_at, attempt_epoch, attempt_revision,
        sealed_content)
    SELECT
        id, tenant, usage_type, recipient, recipient_key, locale, metadata, on_unknown, supersedes, epoch, created_at, expires_at,
        CASE WHEN starts THEN 'sending' ELSE 'queued' END, created_at, CASE WHEN NOT starts THEN created_at END, epoch, node, incarnation,
        CASE WHEN starts THEN 1 ELSE 0 END, CASE WHEN starts THEN created_at END, CASE WHEN starts THEN epoch END,
        CASE WHEN starts THEN active_revision END, content
    FROM accepted JOIN kept ON kept.message = accepted.id
    ORDER BY place
    ON CONFLICT (id) DO NOTHING
    RETURNING id)
SELECT a.id, a.epoch, a.active_revision FROM accepted a JOIN inserted i ON i.id = a.id
UNION ALL
SELECT m.id, m.epoch, a.revision
FROM given g
JOIN messages m ON m.id = g.id
LEFT JOIN activations a ON a.tenant = m.tenant AND a.epoch = m.epoch
WHERE CASE WHEN m.tenant = g.tenant THEN true END;
