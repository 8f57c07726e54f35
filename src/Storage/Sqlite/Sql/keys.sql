-- name: insert
INSERT INTO api_keys (id, name, is_admin, hash, prefix, scopes, created_at, created_by, expires_at, revoked_at, last_used_at, last_used_from)
VALUES ($id, $name, $isAdmin, $hash, $prefix, $scopes, $createdAt, $createdBy, $expiresAt, $revokedAt, $lastUsedAt, $lastUsedFrom)
ON CONFLICT (hash) DO NOTHING
RETURNING seq;

-- name: insert_tenant
INSERT INTO key_tenants (tenant, key_seq) VALUES ($tenant, $seq);

-- name: tenants
SELECT tenant FROM key_tenants WHERE key_seq = $seq ORDER BY tenant;

-- name: find_by_hash
SELECT seq, id, name, is_admin, hash, prefix, scopes, created_at, created_by, expires_at, revoked_at, last_used_at, last_used_from
FROM api_keys
WHERE hash = $hash AND revoked_at IS NULL;

-- name: find
SELECT seq, id, name, is_admin, hash, prefix, scopes, created_at, created_by, expires_at, revoked_at, last_used_at, last_used_from
FROM api_keys
WHERE id = $id;

-- name: list_of_admins
SELECT seq, id, name, is_admin, hash, prefix, scopes, created_at, created_by, expires_at, revoked_at, last_used_at, last_used_from
FROM api_keys
WHERE is_admin = 1 AND revoked_at IS NULL AND seq > coalesce((SELECT a.seq FROM api_keys a WHERE a.id = $after), 0)
ORDER BY seq
LIMIT $limit;

-- name: list_of_tenant
SELECT k.seq, k.id, k.name, k.is_admin, k.hash, k.prefix, k.scopes, k.created_at, k.created_by, k.expires_at, k.revoked_at, k.last_used_at, k.last_used_from
FROM key_tenants t JOIN api_keys k ON k.seq = t.key_seq
WHERE t.tenant = $tenant AND k.revoked_at IS NULL AND t.key_seq > coalesce((SELECT a.seq FROM api_keys a WHERE a.id = $after), 0)
ORDER BY t.key_seq
LIMIT $limit;

-- name: revoke
UPDATE api_keys SET revoked_at = $at WHERE id = $id AND revoked_at IS NULL RETURNING seq;

-- name: revoke_of_tenant_alone
UPDATE api_keys
SET revoked_at = $at
WHERE revoked_at IS NULL
  AND seq IN (SELECT key_seq FROM key_tenants WHERE tenant = $tenant)
  AND NOT EXISTS (SELECT 1 FROM key_tenants o WHERE o.key_seq = api_keys.seq AND o.tenant <> $tenant);

-- name: leave_shared
DELETE FROM key_tenants
WHERE tenant = $tenant AND key_seq IN (SELECT seq FROM api_keys WHERE revoked_at IS NULL);

-- name: note_use
UPDATE api_keys
SET last_used_at = $at, last_used_from = $from
WHERE id = $id AND (last_used_at IS NULL OR last_used_at < $at);
