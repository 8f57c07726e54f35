-- name: accepting
SELECT epoch, active_revision
FROM tenants
WHERE id = $tenant AND version = $version AND deleted_at IS NULL;

-- name: insert
INSERT INTO messages (
    id, tenant, usage_type, recipient, recipient_key, locale, metadata, on_unknown, supersedes, epoch, created_at, expires_at,
    status, status_at, due_at, queue_epoch, node, incarnation, attempts, attempt_started_at, attempt_epoch, attempt_revision,
    sealed_content)
VALUES (
    $id, $tenant, $usageType, $recipient, $recipientKey, $locale, $metadata, $onUnknown, $supersedes, $epoch, $createdAt, $expiresAt,
    $status, $createdAt, $dueAt, $epoch, $node, $incarnation, $attempts, $attemptStartedAt, $attemptEpoch, $attemptRevision,
    $content)
ON CONFLICT (id) DO NOTHING;

-- name: inserted_before
SELECT m.epoch, a.revision
FROM messages m LEFT JOIN activations a ON a.tenant = m.tenant AND a.epoch = m.epoch
WHERE m.id = $id AND m.tenant = $tenant;

-- name: supersede
UPDATE messages
SET status = 'superseded', status_at = $at, reason = NULL, due_at = NULL, held_epoch = NULL, node = NULL, incarnation = NULL, sealed_content = NULL
WHERE tenant = $tenant AND recipient_key = $recipientKey AND usage_type = $usageType AND id <> $id
  AND status IN ('queued', 'retrying', 'held', 'unknown') AND (status <> 'unknown' OR due_at IS NOT NULL)
RETURNING id;

-- name: startable
SELECT m.seq, m.queue_epoch, m.attempts, m.sealed_content, t.epoch, t.deleted_at IS NOT NULL, t.version
FROM messages m JOIN tenants t ON t.id = m.tenant
WHERE m.id = $id AND m.tenant = $tenant AND m.node = $node AND m.incarnation = $incarnation
  AND m.status IN ('queued', 'retrying', 'unknown') AND m.due_at IS NOT NULL AND m.expires_at > $now
  AND m.sealed_content IS NOT NULL;

-- name: activations_after
SELECT epoch, queued FROM activations WHERE tenant = $tenant AND epoch > $epoch ORDER BY epoch;

-- name: revision_of_epoch
SELECT a.revision
FROM activations a JOIN revisions r ON r.tenant = a.tenant AND r.number = a.revision
WHERE a.tenant = $tenant AND a.epoch = $epoch AND r.sealed_config IS NOT NULL;

-- name: start
UPDATE messages
SET status = 'sending', status_at = $now, reason = NULL, due_at = NULL, queue_epoch = $epoch, attempts = $attempt,
    attempt_started_at = $now, attempt_epoch = $epoch, attempt_revision = $revision
WHERE seq = $seq;

-- name: hold
UPDATE messages
SET status = 'held', status_at = $now, reason = $reason, due_at = NULL, held_epoch = $epoch, node = NULL, incarnation = NULL
WHERE seq = $seq;

-- name: attempt_under_way
SELECT seq
FROM messages
WHERE id = $id AND tenant = $tenant AND status = 'sending' AND node = $node AND incarnation = $incarnation AND attempts = $attempt;

-- name: is_outdated
SELECT 1
FROM messages m JOIN messages n ON n.tenant = m.tenant AND n.recipient_key = m.recipient_key
WHERE m.seq = $seq AND n.seq > m.seq AND n.usage_type = m.usage_type AND n.supersedes = 1
LIMIT 1;

-- name: record
UPDATE messages
SET status = $status, status_at = $at, reason = $reason, due_at = $dueAt, node = $node, incarnation = $incarnation
WHERE seq = $seq;

-- name: stall
-- An activation that came while the attempt was under way and takes waiting mail along is the one that wakes it.
UPDATE messages
SET held_epoch = CASE
    WHEN EXISTS (SELECT 1 FROM activations a WHERE a.tenant = messages.tenant AND a.epoch > $epoch AND a.queued = 'move') THEN $epoch
    ELSE (SELECT t.epoch FROM tenants t WHERE t.id = messages.tenant) END
WHERE seq = $seq;

-- name: stall_on
UPDATE messages SET held_epoch = $epoch WHERE seq = $seq;

-- name: record_and_erase
UPDATE messages
SET status = $status, status_at = $at, reason = $reason, due_at = NULL, node = NULL, incarnation = NULL, sealed_content = NULL
WHERE seq = $seq;

-- name: insert_attempt
INSERT INTO attempts (
    message, number, started_at, milliseconds, epoch, revision, connector_type, outcome, scope, code, provider_message_id, reply, next_attempt_at)
VALUES (
    $message, $number, $startedAt, $milliseconds, $epoch, $revision, $connectorType, $outcome, $scope, $code, $providerMessageId, $reply, $nextAttemptAt);

-- name: tenants_with_due
SELECT tenant FROM due_tenants INDEXED BY due_tenants_by_time WHERE due_at < $before ORDER BY tenant;

-- name: next_due_of_tenant
UPDATE due_tenants
SET due_at = (SELECT min(due_at) FROM messages WHERE due_at IS NOT NULL AND node IS NULL AND tenant = $tenant)
WHERE tenant = $tenant AND EXISTS (SELECT 1 FROM messages WHERE due_at IS NOT NULL AND node IS NULL AND tenant = $tenant);

-- name: no_due_of_tenant
DELETE FROM due_tenants
WHERE tenant = $tenant AND NOT EXISTS (SELECT 1 FROM messages WHERE due_at IS NOT NULL AND node IS NULL AND tenant = $tenant);

-- name: due_of_tenant
SELECT seq, due_at
FROM messages
WHERE due_at IS NOT NULL AND node IS NULL AND tenant = $tenant AND due_at < $before AND (due_at, seq) > ($afterDue, $afterSeq)
ORDER BY due_at, seq
LIMIT $limit;

-- name: lease
UPDATE messages
SET node = $node, incarnation = $incarnation
WHERE seq = $seq AND node IS NULL AND due_at IS NOT NULL
RETURNING id, tenant, usage_type, due_at, expires_at, created_at, on_unknown, attempts;

-- name: release
UPDATE messages
SET node = NULL, incarnation = NULL
WHERE id = $id AND node = $node AND incarnation = $incarnation AND status <> 'sending';

-- name: leased_before
SELECT m.seq, m.status, m.on_unknown, m.attempts, m.attempt_started_at, m.attempt_epoch, m.attempt_revision, r.type
FROM messages m LEFT JOIN revisions r ON r.tenant = m.tenant AND r.number = m.attempt_revision
WHERE m.node IS NOT NULL AND (m.node <> $node OR m.incarnation <> $incarnation)
LIMIT $limit;

-- name: leased_here
SELECT seq, id
FROM messages INDEXED BY messages_leased
WHERE node IS NOT NULL AND node = $node AND incarnation = $incarnation AND (status <> 'sending' OR attempt_started_at <= $startedBefore);

-- name: lost_here
SELECT m.seq, m.status, m.on_unknown, m.attempts, m.attempt_started_at, m.attempt_epoch, m.attempt_revision, r.type
FROM messages m LEFT JOIN revisions r ON r.tenant = m.tenant AND r.number = m.attempt_revision
WHERE m.seq = $seq AND m.node = $node AND m.incarnation = $incarnation
  AND (m.status <> 'sending' OR m.attempt_started_at <= $startedBefore);

-- name: unlease
UPDATE messages SET node = NULL, incarnation = NULL WHERE seq = $seq;

-- name: resume_held
UPDATE messages
SET status = CASE WHEN attempts = 0 THEN 'queued' ELSE 'retrying' END, status_at = $now, reason = NULL, due_at = $now,
    queue_epoch = CASE WHEN status = 'held' THEN (SELECT t.epoch FROM tenants t WHERE t.id = messages.tenant) ELSE queue_epoch END,
    held_epoch = NULL
WHERE seq IN (
    -- From tenant to tenant by the index, so that a million held rows of one that has not moved cost one look.
    WITH RECURSIVE stalled (tenant) AS (
        SELECT min(tenant) FROM messages WHERE held_epoch IS NOT NULL
        UNION ALL
        SELECT (SELECT min(m.tenant) FROM messages m WHERE m.held_epoch IS NOT NULL AND m.tenant > s.tenant)
        FROM stalled s
        WHERE s.tenant IS NOT NULL)
    SELECT m.seq
    FROM stalled s
    CROSS JOIN tenants t ON t.id = s.tenant
    CROSS JOIN activations a ON a.tenant = t.id AND a.epoch = t.epoch
    CROSS JOIN messages m ON m.tenant = t.id AND m.held_epoch IS NOT NULL AND m.held_epoch < t.epoch
    WHERE t.active_revision IS NOT NULL AND t.deleted_at IS NULL AND a.queued <> 'hold'
    LIMIT $limit);

-- name: expire
UPDATE messages
SET status = CASE WHEN status IN ('queued', 'retrying', 'held') THEN 'expired' ELSE status END,
    status_at = CASE WHEN status IN ('queued', 'retrying', 'held') THEN $now ELSE status_at END,
    due_at = NULL, held_epoch = NULL, node = NULL, incarnation = NULL, sealed_content = NULL
WHERE seq IN (
    SELECT seq
    FROM messages
    WHERE sealed_content IS NOT NULL AND status <> 'sending' AND expires_at <= $now
    ORDER BY expires_at
    LIMIT $limit);

-- name: find
SELECT id, tenant, seq, usage_type, recipient, locale, metadata, status, reason, epoch, created_at, expires_at, status_at, due_at
FROM messages
WHERE id = $id AND tenant = $tenant;

-- name: attempts
SELECT number, started_at, milliseconds, epoch, revision, connector_type, outcome, scope, code, provider_message_id, reply, next_attempt_at
FROM attempts
WHERE message = $message
ORDER BY number;

-- Lists walk one index from $before down to $floor, the last row that a page may look at.

-- name: list
SELECT id, tenant, seq, usage_type, recipient, locale, metadata, status, reason, epoch, created_at, expires_at, status_at, due_at
FROM messages INDEXED BY messages_of_tenant
WHERE tenant = $tenant AND seq < $before AND seq >= $floor
  AND created_at >= $from AND created_at < $until AND usage_type = coalesce($usageType, usage_type) AND status = coalesce($status, status)
ORDER BY seq DESC
LIMIT $limit;

-- name: list_of_recipient
SELECT id, tenant, seq, usage_type, recipient, locale, metadata, status, reason, epoch, created_at, expires_at, status_at, due_at
FROM messages INDEXED BY messages_of_recipient
WHERE tenant = $tenant AND recipient_key = $recipientKey AND seq < $before AND seq >= $floor
  AND created_at >= $from AND created_at < $until AND usage_type = coalesce($usageType, usage_type) AND status = coalesce($status, status)
ORDER BY seq DESC
LIMIT $limit;

-- name: list_of_status
SELECT id, tenant, seq, usage_type, recipient, locale, metadata, status, reason, epoch, created_at, expires_at, status_at, due_at
FROM messages INDEXED BY messages_by_status
WHERE tenant = $tenant AND status = $status AND status NOT IN ('sending', 'sent') AND seq < $before AND seq >= $floor
  AND created_at >= $from AND created_at < $until AND usage_type = coalesce($usageType, usage_type) AND status = coalesce($status, status)
ORDER BY seq DESC
LIMIT $limit;

-- name: list_of_sending
SELECT id, tenant, seq, usage_type, recipient, locale, metadata, status, reason, epoch, created_at, expires_at, status_at, due_at
FROM messages INDEXED BY messages_leased
WHERE tenant = $tenant AND node IS NOT NULL AND status = 'sending' AND seq < $before AND seq >= $floor
  AND created_at >= $from AND created_at < $until AND usage_type = coalesce($usageType, usage_type) AND status = coalesce($status, status)
ORDER BY seq DESC
LIMIT $limit;

-- name: floor
SELECT seq
FROM messages INDEXED BY messages_of_tenant
WHERE tenant = $tenant AND seq < $before AND seq >= $floor
ORDER BY seq DESC
LIMIT 1 OFFSET $scan - 1;

-- name: floor_of_recipient
SELECT seq
FROM messages INDEXED BY messages_of_recipient
WHERE tenant = $tenant AND recipient_key = $recipientKey AND seq < $before AND seq >= $floor
ORDER BY seq DESC
LIMIT 1 OFFSET $scan - 1;

-- name: floor_of_status
SELECT seq
FROM messages INDEXED BY messages_by_status
WHERE tenant = $tenant AND status = $status AND status NOT IN ('sending', 'sent') AND seq < $before AND seq >= $floor
ORDER BY seq DESC
LIMIT 1 OFFSET $scan - 1;

-- name: next_place
SELECT seq, created_at FROM messages INDEXED BY messages_of_tenant WHERE tenant = $tenant AND seq >= $seq ORDER BY seq LIMIT 1;

-- name: last_place
SELECT seq FROM messages INDEXED BY messages_of_tenant WHERE tenant = $tenant ORDER BY seq DESC LIMIT 1;

-- name: count_of_status
SELECT count(*) FROM messages WHERE tenant = $tenant AND status = $status AND status NOT IN ('sending', 'sent');

-- name: count_sending
SELECT count(*) FROM messages WHERE tenant = $tenant AND node IS NOT NULL AND status = 'sending';

-- name: oldest_of_status
SELECT created_at
FROM messages
WHERE tenant = $tenant AND status = $status AND status NOT IN ('sending', 'sent')
ORDER BY seq
LIMIT 1;
