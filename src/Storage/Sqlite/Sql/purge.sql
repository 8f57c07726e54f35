-- What a deleted tenant left, in the order in which nothing refers any more to what goes. The audit stays.

-- name: list_due
SELECT id FROM tenants WHERE deleted_at <= $until AND purged_at IS NULL ORDER BY deleted_at LIMIT $limit;

-- name: is_due
SELECT 1 FROM tenants WHERE id = $tenant AND deleted_at <= $until AND purged_at IS NULL;

-- name: messages
DELETE FROM messages WHERE seq IN (SELECT seq FROM messages WHERE tenant = $tenant LIMIT $limit);

-- name: due_tenants
DELETE FROM due_tenants WHERE tenant = $tenant AND $limit > 0;

-- name: kept_answers
DELETE FROM kept_answers
WHERE tenant = $tenant AND scope IN (SELECT k.scope FROM kept_answers k WHERE k.tenant = $tenant LIMIT $limit);

-- name: mails
DELETE FROM mails WHERE seq IN (SELECT seq FROM mails WHERE tenant = $tenant LIMIT $limit);

-- name: uses
DELETE FROM uses WHERE seq IN (SELECT seq FROM uses WHERE tenant = $tenant LIMIT $limit);

-- name: receipts
DELETE FROM receipts WHERE seq IN (SELECT seq FROM receipts WHERE tenant = $tenant LIMIT $limit);

-- name: tokens
DELETE FROM tokens WHERE seq IN (SELECT seq FROM tokens WHERE tenant = $tenant LIMIT $limit);

-- name: token_grants
DELETE FROM token_grants
WHERE tenant = $tenant
  AND (grant_hash, revision) IN (SELECT g.grant_hash, g.revision FROM token_grants g WHERE g.tenant = $tenant LIMIT $limit);

-- name: promotions
DELETE FROM promotions WHERE seq IN (SELECT seq FROM promotions WHERE tenant = $tenant LIMIT $limit);

-- name: activations
DELETE FROM activations
WHERE tenant = $tenant AND epoch IN (SELECT a.epoch FROM activations a WHERE a.tenant = $tenant LIMIT $limit);

-- name: revisions
DELETE FROM revisions
WHERE tenant = $tenant AND number IN (SELECT r.number FROM revisions r WHERE r.tenant = $tenant LIMIT $limit);

-- name: template_versions
DELETE FROM template_versions WHERE rowid IN (SELECT v.rowid FROM template_versions v WHERE v.tenant = $tenant LIMIT $limit);

-- name: keys
SELECT key_seq FROM key_tenants WHERE tenant = $tenant LIMIT $limit;

-- name: key_tenant
DELETE FROM key_tenants WHERE tenant = $tenant AND key_seq = $seq;

-- name: key_of_nobody
DELETE FROM api_keys
WHERE seq = $seq AND is_admin = 0 AND NOT EXISTS (SELECT 1 FROM key_tenants o WHERE o.key_seq = api_keys.seq);

-- name: finish
UPDATE tenants SET name = '', templates = NULL, settings = $settings, version = version + 1, purged_at = $at WHERE id = $tenant;
