-- name: read
SELECT version, sealed_state FROM tokens WHERE tenant = @tenant AND grant_hash = @grant AND sealed_state IS NOT NULL;

-- name: hold_tenant
-- Before a lease, in a statement of its own: no revision is retired and no tenant deleted between this and the commit, and the
-- next statement sees what was before.
SELECT 1 FROM tenants WHERE id = @tenant AND deleted_at IS NULL FOR SHARE;

-- name: lease
INSERT INTO tokens (tenant, grant_hash, version, holder, held_until)
SELECT @tenant, @grant, 0, @holder, @until
WHERE @revision::integer IS NULL OR EXISTS (
    SELECT 1 FROM token_grants g WHERE g.tenant = @tenant AND g.grant_hash = @grant AND g.revision = @revision::integer)
ON CONFLICT (tenant, grant_hash) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
WHERE tokens.holder IS NULL OR tokens.held_until <= @now;

-- name: write
UPDATE tokens
SET version = @version, sealed_state = @state
WHERE tenant = @tenant AND grant_hash = @grant AND holder = @holder AND held_until > @now AND version = @version - 1;

-- name: release
UPDATE tokens SET holder = NULL, held_until = NULL WHERE tenant = @tenant AND grant_hash = @grant AND holder = @holder;

-- name: add_grants
INSERT INTO token_grants (tenant, grant_hash, revision) SELECT @tenant, g.hash, @revision FROM unnest(@grants::text[]) AS g (hash);

-- name: remove_of_revision
DELETE FROM tokens
WHERE tenant = @tenant
  AND grant_hash IN (SELECT g.grant_hash FROM token_grants g WHERE g.tenant = @tenant AND g.revision = @revision)
  AND NOT EXISTS (
    SELECT 1 FROM token_grants o WHERE o.tenant = @tenant AND o.grant_hash = tokens.grant_hash AND o.revision <> @revision);

-- name: remove_grants
DELETE FROM token_grants WHERE tenant = @tenant AND revision = @revision;

-- name: remove_all
DELETE FROM tokens WHERE tenant = @tenant;
