-- Whoever changes keys locks tenants first, in order of their ids, then keys, and counts the generation up last: nobody waits
-- for somebody who waits for him.

-- name: lock_tenants
SELECT id FROM tenants WHERE id = ANY (@tenants) AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE;

-- name: lock_tenants_of_key
SELECT t.id
FROM tenants t
WHERE t.id IN (SELECT o.tenant FROM api_keys k JOIN key_tenants o ON o.key_seq = k.seq WHERE k.id = @id)
ORDER BY t.id
FOR NO KEY UPDATE;

-- name: lock_keys_of_tenant
SELECT k.seq
FROM api_keys k
WHERE k.seq IN (SELECT o.key_seq FROM key_tenants o WHERE o.tenant = @tenant) AND k.revoked_at IS NULL
ORDER BY k.seq
FOR UPDATE;

-- name: insert
INSERT INTO api_keys (id, name, is_admin, hash, prefix, scopes, created_at, created_by, expires_at, revoked_at, last_used_at, last_used_from)
VALUES (
    @id, @name, @isAdmin, @hash, @prefix, @scopes, @createdAt, @createdBy,
    @expiresAt::timestamptz, @revokedAt::timestamptz, @lastUsedAt::timestamptz, @lastUsedFrom::text)
ON CONFLICT (hash) DO NOTHING
RETURNING seq;

-- name: insert_tenants
INSERT INTO key_tenants (tenant, key_seq) SELECT t.id, @seq FROM unnest(@tenants::text[]) AS t (id);

-- name: bump_tenants
UPDATE tenants SET version = version + 1 WHERE id IN (SELECT o.tenant FROM key_tenants o WHERE o.key_seq = @seq);

-- name: find_by_hash
SELECT k.seq, k.id, k.name, k.is_admin, k.hash, k.prefix, k.scopes, k.created_at, k.created_by, k.expires_at, k.revoked_at, k.last_used_at, k.last_used_from,
    ARRAY (SELECT o.tenant FROM key_tenants o WHERE o.key_seq = k.seq ORDER BY o.tenant)
FROM api_keys k
WHERE k.hash = @hash AND k.revoked_at IS NULL;

-- name: find
SELECT k.seq, k.id, k.name, k.is_admin, k.hash, k.prefix, k.scopes, k.created_at, k.created_by, k.expires_at, k.revoked_at, k.last_used_at, k.last_used_from,
    ARRAY (SELECT o.tenant FROM key_tenants o WHERE o.key_seq = k.seq ORDER BY o.tenant)
FROM api_keys k
WHERE k.id = @id;

-- name: list_of_admins
SELECT k.seq, k.id, k.name, k.is_admin, k.hash, k.prefix, k.scopes, k.created_at, k.created_by, k.expires_at, k.revoked_at, k.last_used_at, k.last_used_from,
    ARRAY (SELECT o.tenant FROM key_tenants o WHERE o.key_seq = k.seq ORDER BY o.tenant)
FROM api_keys k
WHERE k.is_admin AND k.revoked_at IS NULL AND k.seq > coalesce((SELECT a.seq FROM api_keys a WHERE a.id = @after::text), 0)
ORDER BY k.seq
LIMIT @limit;

-- name: list_of_tenant
SELECT k.seq, k.id, k.name, k.is_admin, k.hash, k.prefix, k.scopes, k.created_at, k.created_by, k.expires_at, k.revoked_at, k.last_used_at, k.last_used_from,
    ARRAY (SELECT o.tenant FROM key_tenants o WHERE o.key_seq = k.seq ORDER BY o.tenant)
FROM key_tenants t JOIN api_keys k ON k.seq = t.key_seq
WHERE t.tenant = @tenant AND k.revoked_at IS NULL AND t.key_seq > coalesce((SELECT a.seq FROM api_keys a WHERE a.id = @after::text), 0)
ORDER BY t.key_seq
LIMIT @limit;

-- name: revoke
UPDATE api_keys SET revoked_at = @at WHERE id = @id AND revoked_at IS NULL RETURNING seq;

-- name: revoke_of_tenant_alone
UPDATE api_keys
SET revoked_at = @at
WHERE revoked_at IS NULL
  AND seq IN (SELECT t.key_seq FROM key_tenants t WHERE t.tenant = @tenant)
  AND NOT EXISTS (SELECT 1 FROM key_tenants o WHERE o.key_seq = api_keys.seq AND o.tenant <> @tenant);

-- name: leave_shared
DELETE FROM key_tenants
WHERE tenant = @tenant AND key_seq IN (SELECT k.seq FROM api_keys k WHERE k.revoked_at IS NULL);

-- name: note_uses
-- A key that somebody else is writing at this moment goes without: its next use is noted.
UPDATE api_keys
SET last_used_at = u.used_at, last_used_from = u.used_from
FROM (
    SELECT DISTINCT ON (n.id) n.id, n.used_at, n.used_from
    FROM unnest(@ids::text[], @times::timestamptz[], @places::text[]) AS n (id, used_at, used_from)
    ORDER BY n.id, n.used_at DESC) AS u
WHERE api_keys.id = u.id
  AND (api_keys.last_used_at IS NULL OR api_keys.last_used_at < u.used_at)
  AND api_keys.seq IN (SELECT k.seq FROM api_keys k WHERE k.id = ANY (@ids::text[]) FOR NO KEY UPDATE SKIP LOCKED);
