-- name: insert
INSERT INTO tenants (id, name, environment, settings, version, last_revision, epoch, active_revision, created_at, deleted_at, templates)
VALUES (@id, @name, @environment, @settings, @version, @lastRevision, @epoch, @activeRevision::integer, @createdAt, @deletedAt::timestamptz, @templates::text)
ON CONFLICT (id) DO NOTHING;

-- name: update
-- Of many with one expected version the first has the row; each other waits for it and then finds another version.
UPDATE tenants
SET name = @name, environment = @environment, settings = @settings, version = @version, last_revision = @lastRevision,
    epoch = @epoch, active_revision = @activeRevision::integer, deleted_at = @deletedAt::timestamptz, templates = @templates::text
WHERE id = @id AND version = @expectedVersion;

-- name: find
SELECT id, name, environment, settings, version, last_revision, epoch, active_revision, created_at, deleted_at, templates
FROM tenants
WHERE id = @id;

-- name: list
-- Without their templates: a page of names is not to be megabytes.
SELECT id, name, environment, settings, version, last_revision, epoch, active_revision, created_at, deleted_at, NULL::text
FROM tenants
WHERE id > @after AND deleted_at IS NULL
ORDER BY id
LIMIT @limit;

-- name: insert_revision
INSERT INTO revisions (tenant, number, type, hash, public_config, usage_types, comment, created_at, created_by, retired_at, sealed_config)
VALUES (
    @tenant, @number, @type, @hash, @publicConfig, @usageTypes, @comment::text, @createdAt, @createdBy, @retiredAt::timestamptz, @sealedConfig::bytea);

-- name: retire_revision
UPDATE revisions SET sealed_config = NULL, retired_at = @at WHERE tenant = @tenant AND number = @number;

-- name: find_revision
SELECT tenant, number, type, hash, public_config, sealed_config, usage_types, comment, created_at, created_by, retired_at
FROM revisions
WHERE tenant = @tenant AND number = @number;

-- name: list_revisions
-- The row after the one that fills the page comes too, without its configuration: it says that there is more.
SELECT tenant, number, type, hash, CASE WHEN bytes_before < @bytes THEN public_config END, NULL::bytea, usage_types, comment, created_at, created_by, retired_at
FROM (
    SELECT page.*,
        coalesce(sum(octet_length(public_config)) OVER (ORDER BY number DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS bytes_before,
        coalesce(sum(octet_length(public_config)) OVER (ORDER BY number DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING), 0) AS bytes_before_last
    FROM (
        SELECT tenant, number, type, hash, public_config, usage_types, comment, created_at, created_by, retired_at
        FROM revisions
        WHERE tenant = @tenant AND number < @before
        ORDER BY number DESC
        LIMIT @limit) AS page) AS sized
WHERE bytes_before_last < @bytes
ORDER BY number DESC;

-- name: insert_activation
INSERT INTO activations (tenant, epoch, revision, previous, queued, activated_at, activated_by, forced)
VALUES (@tenant, @epoch, @revision::integer, @previous::integer, @queued, @at, @by, @forced::text);

-- name: find_activation
SELECT tenant, epoch, revision, previous, queued, activated_at, activated_by, forced
FROM activations
WHERE tenant = @tenant AND epoch = @epoch;

-- name: list_activations
SELECT tenant, epoch, revision, previous, queued, activated_at, activated_by, forced
FROM activations
WHERE tenant = @tenant AND epoch < @before
ORDER BY epoch DESC
LIMIT @limit;

-- name: insert_receipt
INSERT INTO receipts (id, tenant, hash, type, usage_types, locales, made_at, made_by, templates)
VALUES (@id, @tenant, @hash, @type, @usageTypes, @locales, @at, @by, @templates::text)
ON CONFLICT (id) DO NOTHING;

-- name: list_receipts
SELECT id, tenant, hash, type, usage_types, locales, made_at, made_by, templates
FROM receipts
WHERE tenant = @tenant
ORDER BY seq DESC
LIMIT @limit;

-- name: list_receipts_of_hash
SELECT id, tenant, hash, type, usage_types, locales, made_at, made_by, templates
FROM receipts
WHERE tenant = @tenant AND hash = @hash
ORDER BY seq DESC
LIMIT @limit;

-- name: proved_usages
SELECT DISTINCT h.hash, u.value
FROM unnest(@hashes::text[]) AS h (hash)
CROSS JOIN LATERAL (
    SELECT r.usage_types FROM receipts r WHERE r.tenant = @tenant AND r.hash = h.hash ORDER BY r.seq DESC LIMIT @limit) AS newest
CROSS JOIN LATERAL json_array_elements_text(newest.usage_types::json) AS u (value);

-- name: lock_uses
-- Before a use is counted, in a statement of its own: one at a time counts for a tenant and purpose, and the next statement
-- sees every use that was counted before. A lock of two numbers never meets one of one, which migrations take.
SELECT pg_advisory_xact_lock(hashtext(@tenant), hashtext(@purpose));

-- name: count_use
-- The use in whose way the new one is: the limit-th newest, which has to leave the window before there is room.
WITH gone AS (
    DELETE FROM uses WHERE tenant = @tenant AND purpose = @purpose AND used_at <= @until
), blocking AS (
    SELECT u.used_at
    FROM uses u
    WHERE u.tenant = @tenant AND u.purpose = @purpose AND u.used_at > @until
    ORDER BY u.used_at DESC
    LIMIT 1 OFFSET @limit - 1
), counted AS (
    INSERT INTO uses (tenant, purpose, used_at) SELECT @tenant, @purpose, @at WHERE NOT EXISTS (SELECT 1 FROM blocking)
)
SELECT used_at FROM blocking;
