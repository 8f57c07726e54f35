-- What a deleted tenant left, in the order in which nothing refers any more to what goes. The audit stays. Rows to remove are
-- chosen as an array: of a list of unknown length the planner would expect so many that it reads the whole table.

-- name: list_due
SELECT id FROM tenants WHERE deleted_at <= @until AND purged_at IS NULL ORDER BY deleted_at LIMIT @limit;

-- name: hold_due
-- One node at a time does a step; the one that comes after the last step finds nothing due.
SELECT 1 FROM tenants WHERE id = @tenant AND deleted_at <= @until AND purged_at IS NULL FOR NO KEY UPDATE;

-- name: messages
WITH chosen AS MATERIALIZED (
    SELECT ARRAY (SELECT m.seq FROM messages m WHERE m.tenant = @tenant ORDER BY m.seq LIMIT @limit) AS rows
), their_attempts AS (
    DELETE FROM attempts WHERE message = ANY (ARRAY (SELECT unnest(rows) FROM chosen))
)
DELETE FROM messages WHERE seq = ANY (ARRAY (SELECT unnest(rows) FROM chosen));

-- name: kept_answers
DELETE FROM kept_answers
WHERE tenant = @tenant AND scope = ANY (ARRAY (SELECT k.scope FROM kept_answers k WHERE k.tenant = @tenant LIMIT @limit));

-- name: mails
DELETE FROM mails WHERE seq = ANY (ARRAY (SELECT m.seq FROM mails m WHERE m.tenant = @tenant ORDER BY m.seq LIMIT @limit));

-- name: uses
DELETE FROM uses WHERE seq = ANY (ARRAY (SELECT u.seq FROM uses u WHERE u.tenant = @tenant LIMIT @limit));

-- name: receipts
DELETE FROM receipts WHERE seq = ANY (ARRAY (SELECT r.seq FROM receipts r WHERE r.tenant = @tenant ORDER BY r.seq LIMIT @limit));

-- name: tokens
DELETE FROM tokens WHERE seq = ANY (ARRAY (SELECT t.seq FROM tokens t WHERE t.tenant = @tenant LIMIT @limit));

-- name: token_grants
DELETE FROM token_grants
WHERE tenant = @tenant
  AND ctid = ANY (ARRAY (SELECT g.ctid FROM token_grants g WHERE g.tenant = @tenant LIMIT @limit));

-- name: promotions
DELETE FROM promotions WHERE seq = ANY (ARRAY (SELECT p.seq FROM promotions p WHERE p.tenant = @tenant ORDER BY p.seq LIMIT @limit));

-- name: activations
DELETE FROM activations
WHERE tenant = @tenant AND epoch = ANY (ARRAY (SELECT a.epoch FROM activations a WHERE a.tenant = @tenant LIMIT @limit));

-- name: revisions
DELETE FROM revisions
WHERE tenant = @tenant AND number = ANY (ARRAY (SELECT r.number FROM revisions r WHERE r.tenant = @tenant LIMIT @limit));

-- name: template_versions
DELETE FROM template_versions
WHERE tenant = @tenant
  AND ctid = ANY (ARRAY (SELECT v.ctid FROM template_versions v WHERE v.tenant = @tenant LIMIT @limit));

-- name: hold_keys
-- Locked, so that of two tenants which share a key and are purged at once the later one sees that nobody else has it.
SELECT k.seq
FROM api_keys k
WHERE k.seq IN (SELECT o.key_seq FROM key_tenants o WHERE o.tenant = @tenant)
ORDER BY k.seq
LIMIT @limit
FOR UPDATE;

-- name: key_tenants
DELETE FROM key_tenants WHERE tenant = @tenant AND key_seq = ANY (@keys);

-- name: keys_of_nobody
DELETE FROM api_keys
WHERE seq = ANY (@keys) AND NOT is_admin AND NOT EXISTS (SELECT 1 FROM key_tenants o WHERE o.key_seq = api_keys.seq);

-- name: finish
UPDATE tenants SET name = '', templates = NULL, settings = @settings, version = version + 1, purged_at = @at WHERE id = @tenant;
