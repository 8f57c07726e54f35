-- name: read
SELECT version, sealed_state FROM tokens WHERE tenant = $tenant AND grant_hash = $grant AND sealed_state IS NOT NULL;

-- name: lease
INSERT INTO tokens (tenant, grant_hash, version, holder, held_until)
SELECT t.id, $grant, 0, $holder, $until
FROM tenants t
WHERE t.id = $tenant AND t.deleted_at IS NULL
  AND ($revision IS NULL OR EXISTS (
    SELECT 1 FROM token_grants g WHERE g.tenant = t.id AND g.grant_hash = $grant AND g.revision = $revision))
ON CONFLICT (tenant, grant_hash) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
WHERE holder IS NULL OR held_until <= $now;

-- name: write
UPDATE tokens
SET version = $version, sealed_state = $state
WHERE tenant = $tenant AND grant_hash = $grant AND holder = $holder AND held_until > $now AND version = $version - 1;

-- name: release
UPDATE tokens SET holder = NULL, held_until = NULL WHERE tenant = $tenant AND grant_hash = $grant AND holder = $holder;

-- name: add_grant
INSERT INTO token_grants (tenant, grant_hash, revision) VALUES ($tenant, $grant, $revision);

-- name: remove_of_revision
DELETE FROM tokens
WHERE tenant = $tenant
  AND grant_hash IN (SELECT g.grant_hash FROM token_grants g WHERE g.tenant = $tenant AND g.revision = $revision)
  AND NOT EXISTS (
    SELECT 1 FROM token_grants o WHERE o.tenant = tokens.tenant AND o.grant_hash = tokens.grant_hash AND o.revision <> $revision);

-- name: remove_grants
DELETE FROM token_grants WHERE tenant = $tenant AND revision = $revision;

-- name: remove_all
DELETE FROM tokens WHERE tenant = $tenant;
