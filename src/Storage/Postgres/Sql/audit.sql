-- name: insert
INSERT INTO audit (tenant, happened_at, key_id, actor, address, action, details)
VALUES (@tenant::text, @at, @keyId, @actor, @address::text, @action, @details);

-- name: list_of_tenant
SELECT seq, tenant, happened_at, key_id, actor, address, action, details
FROM audit
WHERE tenant = @tenant AND seq < @before
ORDER BY seq DESC
LIMIT @limit;

-- name: list_of_installation
SELECT seq, tenant, happened_at, key_id, actor, address, action, details
FROM audit
WHERE tenant IS NULL AND seq < @before
ORDER BY seq DESC
LIMIT @limit;
