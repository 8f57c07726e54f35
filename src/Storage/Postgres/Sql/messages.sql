-- name: lock_kinds
-- In one order everywhere, so that no two batches wait for each other.
SELECT count(pg_advisory_xact_lock(k))
FROM (SELECT DISTINCT kind_lock(g.tenant, g.recipient_key, g.usage_type) AS k
      FROM unnest($1::text[], $2::text[], $3::text[]) AS g (tenant, recipient_key, usage_type)
      ORDER BY k) AS kinds;

-- name: lock_kinds_of
SELECT count(pg_advisory_xact_lock(k))
FROM (SELECT DISTINCT kind_lock(m.tenant, m.recipient_key, m.usage_type) AS k
      FROM unnest($1::uuid[]) AS g (id) JOIN messages m ON m.id = g.id
      ORDER BY k) AS kinds;

-- name: try_lock_kinds
-- Those whose kinds are free; the others are somebody's just now, and their turn comes again.
SELECT m.id
FROM messages m
JOIN (SELECT k, pg_try_advisory_xact_lock(k) AS is_mine
      FROM (SELECT DISTINCT kind_lock(m.tenant, m.recipient_key, m.usage_type) AS k FROM messages m WHERE m.id = ANY (@ids)) AS kinds
      OFFSET 0) AS tried
  ON tried.k = kind_lock(m.tenant, m.recipient_key, m.usage_type) AND tried.is_mine
WHERE m.id = ANY (@ids);

-- name: insert
-- The version is compared as of this statement's beginning: an activation that commits meanwhile has not answered before the
-- request arrived, so the message may be on the epoch before.
-- Answers to keep go first, and in one order everywhere: of two messages with one key the second waits here for the first's
-- commit, and then neither its answer nor itself is inserted.
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
    SELECT tenant, scope, body, id, answer, created_at FROM accepted WHERE scope IS NOT NULL ORDER BY tenant, scope
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
    FROM accepted LEFT JOIN kept ON kept.message = accepted.id
    WHERE accepted.scope IS NULL OR kept.message IS NOT NULL
    ORDER BY place
    ON CONFLICT (id) DO NOTHING
    RETURNING id)
SELECT a.id, a.epoch, a.active_revision FROM accepted a JOIN inserted i ON i.id = a.id
UNION ALL
-- A repeated insert finds its message also after the tenant has changed; what this statement inserts it does not see.
SELECT m.id, m.epoch, a.revision
FROM given g
JOIN messages m ON m.id = g.id
LEFT JOIN activations a ON a.tenant = m.tenant AND a.epoch = m.epoch
WHERE CASE WHEN m.tenant = g.tenant THEN true END;

-- name: supersede
-- Recipient by recipient, however few the statistics say are waiting.
WITH found AS MATERIALIZED (
    SELECT o.seq, n.id AS newer, n.created_at AS at
    FROM unnest($1::uuid[]) AS g (id)
    JOIN messages n ON n.id = g.id
    CROSS JOIN LATERAL (
        SELECT x.seq
        FROM messages x
        WHERE x.tenant = n.tenant AND x.recipient_key = n.recipient_key AND x.usage_type = n.usage_type
          AND x.status IN ('queued', 'retrying', 'held', 'unknown') AND x.seq < n.seq
        OFFSET 0) o),
older AS (
    SELECT m.seq, f.newer, f.at
    FROM found f JOIN messages m ON m.seq = f.seq
    WHERE CASE WHEN m.status IN ('queued', 'retrying', 'held') OR (m.status = 'unknown' AND m.due_at IS NOT NULL) THEN true END
    ORDER BY m.seq
    FOR UPDATE OF m)
UPDATE messages m
SET status = 'superseded', status_at = o.at, reason = NULL, due_at = NULL, held_epoch = NULL, node = NULL, incarnation = NULL, sealed_content = NULL
FROM older o
WHERE m.seq = o.seq
RETURNING o.newer, m.id;

-- name: start
-- By id, whatever the statistics say of a queue that is empty one moment and full the next: conditions inside CASE invite no
-- other index. An activation takes a message along when it says move, or when it ends a hold; what holds is the newest that says so.
WITH waiting AS (
    SELECT m.seq, m.id, m.tenant, m.queue_epoch, m.sealed_content, g.at
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS g (id, tenant, node, incarnation, at)
    JOIN messages m ON m.id = g.id
    WHERE CASE WHEN m.tenant = g.tenant AND m.node = g.node AND m.incarnation = g.incarnation
        AND m.status IN ('queued', 'retrying', 'unknown') AND m.due_at IS NOT NULL AND m.expires_at > g.at
        AND m.sealed_content IS NOT NULL THEN true END
    ORDER BY m.seq
    FOR UPDATE OF m),
placed AS (
    SELECT w.*, t.epoch AS tenant_epoch, t.version AS tenant_version, t.deleted_at IS NOT NULL AS is_deleted,
        CASE WHEN w.queue_epoch = t.epoch THEN w.queue_epoch ELSE coalesce(
            (SELECT max(a.epoch)
             FROM activations a
             WHERE a.tenant = w.tenant AND a.epoch > w.queue_epoch
               AND (a.queued = 'move'
                    OR (a.queued = 'drain' AND a.epoch > w.queue_epoch + 1
                        AND (SELECT p.queued FROM activations p WHERE p.tenant = a.tenant AND p.epoch = a.epoch - 1) = 'hold'))),
            w.queue_epoch) END AS epoch,
        w.queue_epoch <> t.epoch
            AND (SELECT a.queued FROM activations a WHERE a.tenant = w.tenant AND a.epoch = t.epoch) = 'hold' AS is_held
    FROM waiting w JOIN tenants t ON t.id = w.tenant),
decided AS (
    SELECT p.*, r.revision,
        CASE WHEN p.is_deleted THEN 'tenant_deleted' WHEN p.is_held THEN 'switch_hold' WHEN r.revision IS NULL THEN 'no_connector' END AS reason
    FROM placed p
    LEFT JOIN LATERAL (
        SELECT a.revision
        FROM activations a JOIN revisions v ON v.tenant = a.tenant AND v.number = a.revision
        WHERE a.tenant = p.tenant AND a.epoch = p.epoch AND v.sealed_config IS NOT NULL) r ON true)
UPDATE messages m
SET status = CASE WHEN d.reason IS NULL THEN 'sending' ELSE 'held' END,
    status_at = d.at,
    reason = d.reason,
    due_at = NULL,
    queue_epoch = CASE WHEN d.reason IS NULL THEN d.epoch ELSE m.queue_epoch END,
    held_epoch = CASE WHEN d.reason IS NULL OR d.is_deleted THEN NULL ELSE d.tenant_epoch END,
    node = CASE WHEN d.reason IS NULL THEN m.node END,
    incarnation = CASE WHEN d.reason IS NULL THEN m.incarnation END,
    attempts = CASE WHEN d.reason IS NULL THEN m.attempts + 1 ELSE m.attempts END,
    attempt_started_at = CASE WHEN d.reason IS NULL THEN d.at ELSE m.attempt_started_at END,
    attempt_epoch = CASE WHEN d.reason IS NULL THEN d.epoch ELSE m.attempt_epoch END,
    attempt_revision = CASE WHEN d.reason IS NULL THEN d.revision ELSE m.attempt_revision END
FROM decided d
WHERE m.seq = d.seq
RETURNING d.id, d.reason IS NULL, m.attempts, d.epoch, d.revision, CASE WHEN d.reason IS NULL THEN d.sealed_content END, d.tenant_version;

-- name: record
-- Whoever would wait again is compared, under the lock of its kind, with what came after it.
WITH given AS (
    SELECT *
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::timestamptz[], $7::double precision[], $8::bigint[],
                $9::integer[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::timestamptz[],
                $17::text[], $18::text[], $19::timestamptz[], $20::timestamptz[], $21::boolean[], $22::boolean[])
        AS g (id, tenant, node, incarnation, number, started_at, milliseconds, epoch, revision, connector_type, outcome, scope, code,
              provider_message_id, reply, next_attempt_at, status, reason, due_at, at, waits, erases)),
ended AS (
    SELECT m.seq, g.*, g.waits AND EXISTS (
        SELECT 1
        FROM messages n
        WHERE n.tenant = m.tenant AND n.recipient_key = m.recipient_key AND n.seq > m.seq AND n.usage_type = m.usage_type AND n.supersedes)
        AS is_outdated
    FROM given g JOIN messages m ON m.id = g.id
    WHERE CASE WHEN m.tenant = g.tenant AND m.status = 'sending' AND m.node = g.node AND m.incarnation = g.incarnation
        AND m.attempts = g.number THEN true END
    ORDER BY m.seq
    FOR UPDATE OF m),
noted AS (
    INSERT INTO attempts (
        message, number, started_at, milliseconds, epoch, revision, connector_type, outcome, scope, code, provider_message_id, reply,
        next_attempt_at)
    SELECT
        seq, number, started_at, milliseconds, epoch, revision, connector_type, outcome, scope, code, provider_message_id, reply,
        CASE WHEN NOT is_outdated THEN next_attempt_at END
    FROM ended)
UPDATE messages m
SET status = CASE WHEN e.is_outdated THEN 'superseded' ELSE e.status END,
    status_at = e.at,
    reason = CASE WHEN NOT e.is_outdated THEN e.reason END,
    due_at = CASE WHEN NOT e.is_outdated THEN e.due_at END,
    node = CASE WHEN NOT e.is_outdated AND e.due_at IS NOT NULL THEN m.node END,
    incarnation = CASE WHEN NOT e.is_outdated AND e.due_at IS NOT NULL THEN m.incarnation END,
    sealed_content = CASE WHEN NOT e.is_outdated AND NOT e.erases THEN m.sealed_content END,
    -- An activation that came while the attempt was under way and takes waiting mail along is the one that wakes it.
    held_epoch = CASE
        WHEN e.is_outdated THEN NULL
        WHEN e.status = 'held' THEN e.epoch
        WHEN e.status = 'retrying' AND e.due_at IS NULL THEN
            CASE WHEN EXISTS (SELECT 1 FROM activations a WHERE a.tenant = m.tenant AND a.epoch > e.epoch AND a.queued = 'move') THEN e.epoch
            ELSE (SELECT t.epoch FROM tenants t WHERE t.id = m.tenant) END
        END
FROM ended e
WHERE m.seq = e.seq
RETURNING m.id, e.number;

-- name: tenants_with_due
-- From tenant to tenant by the index, so that a million rows of one cost one look; a bounded number of tenants a round.
WITH RECURSIVE waiting AS (
    (SELECT tenant, due_at, 1 AS place
     FROM messages
     WHERE due_at IS NOT NULL AND node IS NULL AND tenant > @after
     ORDER BY tenant, due_at
     LIMIT 1)
    UNION ALL
    SELECT n.tenant, n.due_at, w.place + 1
    FROM waiting w
    CROSS JOIN LATERAL (
        SELECT tenant, due_at
        FROM messages
        WHERE due_at IS NOT NULL AND node IS NULL AND tenant > w.tenant
        ORDER BY tenant, due_at
        LIMIT 1) n
    WHERE w.place < @scan)
SELECT tenant, due_at < @before FROM waiting ORDER BY place;

-- name: lease
UPDATE messages m
SET node = @node, incarnation = @incarnation
FROM (
    SELECT c.seq
    FROM unnest(@tenants) AS g (tenant)
    CROSS JOIN LATERAL (
        SELECT seq
        FROM messages
        WHERE due_at IS NOT NULL AND node IS NULL AND tenant = g.tenant AND due_at < @before
        ORDER BY due_at, seq
        LIMIT @limit
        FOR UPDATE SKIP LOCKED) c) chosen
WHERE m.seq = chosen.seq
RETURNING m.id, m.tenant, m.usage_type, m.due_at, m.expires_at, m.created_at, m.on_unknown, m.attempts;

-- name: release
UPDATE messages
SET node = NULL, incarnation = NULL
WHERE seq IN (
    SELECT seq
    FROM messages
    WHERE id = ANY (@ids) AND CASE WHEN node = @node AND incarnation = @incarnation AND status <> 'sending' THEN true END
    ORDER BY seq
    FOR UPDATE);

-- name: lost_lives
WITH RECURSIVE lives AS (
    (SELECT node, incarnation FROM messages WHERE node IS NOT NULL ORDER BY node, incarnation LIMIT 1)
    UNION ALL
    SELECT n.node, n.incarnation
    FROM lives l
    CROSS JOIN LATERAL (
        SELECT node, incarnation
        FROM messages
        WHERE node IS NOT NULL AND (node, incarnation) > (l.node, l.incarnation)
        ORDER BY node, incarnation
        LIMIT 1) n)
SELECT l.node, l.incarnation
FROM lives l
WHERE (l.node, l.incarnation) <> (@node, @incarnation)
  AND NOT EXISTS (SELECT 1 FROM nodes n WHERE n.name = l.node AND n.incarnation = l.incarnation AND n.ended_at IS NULL);

-- name: leased_by
SELECT seq, id
FROM (SELECT seq, id FROM messages WHERE node = @node AND incarnation = @incarnation OFFSET 0) AS leased
WHERE seq > @after
ORDER BY seq
LIMIT @limit;

-- name: leased_here
SELECT id FROM messages WHERE node = @node AND incarnation = @incarnation AND (status <> 'sending' OR attempt_started_at <= @startedBefore);

-- name: lock_leased_here
SELECT id
FROM messages
WHERE id = ANY (@ids)
  AND CASE WHEN node = @node AND incarnation = @incarnation AND (status <> 'sending' OR attempt_started_at <= @startedBefore) THEN true END
ORDER BY seq
FOR UPDATE;

-- name: take_back
-- What was being sent may have been taken; the rest waits again. A row that another node takes back just now is left to it.
WITH lost AS (
    SELECT m.seq, m.tenant, m.status = 'sending' AS was_sending, m.on_unknown, m.attempts, m.attempt_started_at, m.attempt_epoch, m.attempt_revision,
        m.status = 'sending' AND m.on_unknown = 'resend' AND EXISTS (
            SELECT 1
            FROM messages n
            WHERE n.tenant = m.tenant AND n.recipient_key = m.recipient_key AND n.seq > m.seq AND n.usage_type = m.usage_type AND n.supersedes)
            AS is_outdated
    FROM messages m
    WHERE m.id = ANY (@ids) AND CASE WHEN m.node = @node AND m.incarnation = @incarnation THEN true END
    ORDER BY m.seq
    FOR UPDATE OF m SKIP LOCKED),
decided AS (
    SELECT l.*, r.type,
        CASE WHEN NOT l.was_sending THEN NULL
            WHEN l.is_outdated THEN 'superseded'
            WHEN l.on_unknown = 'giveUp' THEN 'failed'
            ELSE 'unknown' END AS ends_as
    FROM lost l LEFT JOIN revisions r ON r.tenant = l.tenant AND r.number = l.attempt_revision),
noted AS (
    INSERT INTO attempts (message, number, started_at, milliseconds, epoch, revision, connector_type, outcome, scope, code, next_attempt_at)
    SELECT
        seq, attempts, attempt_started_at, greatest(0, extract(epoch FROM @now - attempt_started_at) * 1000), attempt_epoch, attempt_revision,
        coalesce(type, ''), 'unknown', 'platform', 'node_lost', CASE WHEN ends_as = 'unknown' AND on_unknown = 'resend' THEN @now END
    FROM decided
    WHERE was_sending)
UPDATE messages m
SET node = NULL,
    incarnation = NULL,
    status = coalesce(d.ends_as, m.status),
    status_at = CASE WHEN d.was_sending THEN @now ELSE m.status_at END,
    reason = CASE WHEN NOT d.was_sending THEN m.reason WHEN d.ends_as <> 'superseded' THEN 'node_lost' END,
    due_at = CASE WHEN NOT d.was_sending THEN m.due_at WHEN d.ends_as = 'unknown' AND d.on_unknown = 'resend' THEN @now END,
    sealed_content = CASE WHEN d.ends_as IS DISTINCT FROM 'superseded' THEN m.sealed_content END
FROM decided d
WHERE m.seq = d.seq
RETURNING d.was_sending;

-- name: stalled_tenants
-- From tenant to tenant by the index, a bounded number of them a round.
WITH RECURSIVE stalled AS (
    (SELECT tenant, 1 AS place FROM messages WHERE held_epoch IS NOT NULL AND tenant > @after ORDER BY tenant LIMIT 1)
    UNION ALL
    SELECT n.tenant, s.place + 1
    FROM stalled s
    CROSS JOIN LATERAL (SELECT tenant FROM messages WHERE held_epoch IS NOT NULL AND tenant > s.tenant ORDER BY tenant LIMIT 1) n
    WHERE s.place < @scan)
SELECT tenant FROM stalled ORDER BY place;

-- name: resume_held
WITH woken AS (
    SELECT m.seq, t.epoch
    FROM unnest(@tenants) AS s (tenant)
    JOIN tenants t ON t.id = s.tenant
    JOIN activations a ON a.tenant = t.id AND a.epoch = t.epoch
    CROSS JOIN LATERAL (
        SELECT seq
        FROM messages
        WHERE tenant = t.id AND held_epoch IS NOT NULL AND held_epoch < t.epoch
        LIMIT @limit
        FOR UPDATE SKIP LOCKED) m
    WHERE t.active_revision IS NOT NULL AND t.deleted_at IS NULL AND a.queued <> 'hold'
    LIMIT @limit)
UPDATE messages m
SET status = CASE WHEN m.attempts = 0 THEN 'queued' ELSE 'retrying' END, status_at = @now, reason = NULL, due_at = @now,
    queue_epoch = CASE WHEN m.status = 'held' THEN w.epoch ELSE m.queue_epoch END,
    held_epoch = NULL
FROM woken w
WHERE m.seq = w.seq;

-- name: expire
UPDATE messages
SET status = CASE WHEN status IN ('queued', 'retrying', 'held') THEN 'expired' ELSE status END,
    status_at = CASE WHEN status IN ('queued', 'retrying', 'held') THEN @now ELSE status_at END,
    due_at = NULL, held_epoch = NULL, node = NULL, incarnation = NULL, sealed_content = NULL
WHERE seq IN (
    SELECT seq
    FROM messages
    WHERE sealed_content IS NOT NULL AND status <> 'sending' AND expires_at <= @now
    ORDER BY expires_at
    LIMIT @limit
    FOR UPDATE SKIP LOCKED);

-- name: find
SELECT id, tenant, seq, usage_type, recipient, locale, metadata, status, reason, epoch, created_at, expires_at, status_at, due_at
FROM messages
WHERE id = @id AND tenant = @tenant;

-- name: attempts
SELECT number, started_at, milliseconds, epoch, revision, connector_type, outcome, scope, code, provider_message_id, reply, next_attempt_at
FROM attempts
WHERE message = @message
ORDER BY number;

-- name: count_of_status
SELECT count(*) FROM messages WHERE tenant = @tenant AND status = @status AND status NOT IN ('sending', 'sent');

-- name: count_sending
SELECT count(*) FROM messages WHERE tenant = @tenant AND status = 'sending';

-- name: oldest_of_status
SELECT created_at FROM messages WHERE tenant = @tenant AND status = @status AND status NOT IN ('sending', 'sent') ORDER BY seq LIMIT 1;
