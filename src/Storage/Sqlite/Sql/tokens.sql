-- name: read
SELECT version, sealed_state FROM tokens WHERE tenant = $tenant AND revision = $revision AND sealed_state IS NOT NULL;

-- name: lease
INSERT INTO tokens (tenant, revision, version, holder, held_until)
SELECT r.tenant, r.number, 0, $holder, $until
FROM revisions r JOIN tenants t ON t.id = r.tenant
WHERE r.tenant = $tenant AND r.number = $revision AND r.sealed_config IS NOT NULL AND t.deleted_at IS NULL
ON CONFLICT (tenant, revision) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
WHERE holder IS NULL OR held_until <= $now;

-- name: write
UPDATE tokens
SET version = $version, sealed_state = $state
WHERE tenant = $tenant AND revision = $revision AND holder = $holder AND held_until > $now AND version = $version - 1;

-- name: release
UPDATE tokens SET holder = NULL, held_until = NULL WHERE tenant = $tenant AND revision = $revision AND holder = $holder;

-- name: remove
DELETE FROM tokens WHERE tenant = $tenant AND revision = $revision;

-- name: remove_all
DELETE FROM tokens WHERE tenant = $tenant;
