-- name: insert
INSERT INTO tenants (id, name, environment, settings, version, last_revision, epoch, active_revision, created_at, deleted_at, templates)
VALUES ($id, $name, $environment, $settings, $version, $lastRevision, $epoch, $activeRevision, $createdAt, $deletedAt, $templates)
ON CONFLICT (id) DO NOTHING;

-- name: update
UPDATE tenants
SET name = $name, environment = $environment, settings = $settings, version = $version, last_revision = $lastRevision,
    epoch = $epoch, active_revision = $activeRevision, deleted_at = $deletedAt, templates = $templates
WHERE id = $id AND version = $expectedVersion;

-- name: bump_version
UPDATE tenants SET version = version + 1 WHERE id = $id;

-- name: is_there
SELECT 1 FROM tenants WHERE id = $id AND deleted_at IS NULL;

-- name: find
SELECT id, name, environment, settings, version, last_revision, epoch, active_revision, created_at, deleted_at, templates
FROM tenants
WHERE id = $id;

-- name: list
-- Without their templates: a page of names is not to be megabytes.
SELECT id, name, environment, settings, version, last_revision, epoch, active_revision, created_at, deleted_at, NULL
FROM tenants
WHERE id > $after AND deleted_at IS NULL
ORDER BY id
LIMIT $limit;

-- name: insert_revision
INSERT INTO revisions (tenant, number, type, hash, public_config, usage_types, comment, created_at, created_by, retired_at, sealed_config)
VALUES ($tenant, $number, $type, $hash, $publicConfig, $usageTypes, $comment, $createdAt, $createdBy, $retiredAt, $sealedConfig);

-- name: retire_revision
UPDATE revisions SET sealed_config = NULL, retired_at = $at WHERE tenant = $tenant AND number = $number;

-- name: find_revision
SELECT tenant, number, type, hash, public_config, sealed_config, usage_types, comment, created_at, created_by, retired_at
FROM revisions
WHERE tenant = $tenant AND number = $number;

-- name: list_revisions
SELECT tenant, number, type, hash, public_config, NULL AS sealed_config, usage_types, comment, created_at, created_by, retired_at
FROM revisions
WHERE tenant = $tenant AND number < $before
ORDER BY number DESC
LIMIT $limit;

-- name: insert_activation
INSERT INTO activations (tenant, epoch, revision, previous, queued, activated_at, activated_by, forced)
VALUES ($tenant, $epoch, $revision, $previous, $queued, $at, $by, $forced);

-- name: find_activation
SELECT tenant, epoch, revision, previous, queued, activated_at, activated_by, forced
FROM activations
WHERE tenant = $tenant AND epoch = $epoch;

-- name: list_activations
SELECT tenant, epoch, revision, previous, queued, activated_at, activated_by, forced
FROM activations
WHERE tenant = $tenant AND epoch < $before
ORDER BY epoch DESC
LIMIT $limit;

-- name: insert_receipt
INSERT INTO receipts (id, tenant, hash, type, usage_types, locales, made_at, made_by, templates)
VALUES ($id, $tenant, $hash, $type, $usageTypes, $locales, $at, $by, $templates)
ON CONFLICT (id) DO NOTHING;

-- name: list_receipts
SELECT id, tenant, hash, type, usage_types, locales, made_at, made_by, templates
FROM receipts
WHERE tenant = $tenant
ORDER BY seq DESC
LIMIT $limit;

-- name: list_receipts_of_hash
SELECT id, tenant, hash, type, usage_types, locales, made_at, made_by, templates
FROM receipts
WHERE tenant = $tenant AND hash = $hash
ORDER BY seq DESC
LIMIT $limit;

-- name: proved_usages
SELECT DISTINCT r.hash, u.value
FROM json_each($hashes) h
CROSS JOIN receipts r ON r.seq IN (SELECT seq FROM receipts WHERE tenant = $tenant AND hash = h.value ORDER BY seq DESC LIMIT $limit)
CROSS JOIN json_each(r.usage_types) u;

-- name: forget_uses
DELETE FROM uses WHERE tenant = $tenant AND purpose = $purpose AND used_at <= $until;

-- name: newest_use_beyond
SELECT used_at
FROM uses
WHERE tenant = $tenant AND purpose = $purpose
ORDER BY used_at DESC
LIMIT 1 OFFSET $limit - 1;

-- name: add_use
INSERT INTO uses (tenant, purpose, used_at) VALUES ($tenant, $purpose, $at);
