-- name: insert
INSERT INTO audit (tenant, happened_at, key_id, actor, address, action, details)
VALUES ($tenant, $at, $keyId, $actor, $address, $action, $details);

-- name: list
SELECT seq, tenant, happened_at, key_id, actor, address, action, details
FROM audit
WHERE tenant IS $tenant AND seq < $before
ORDER BY seq DESC
LIMIT $limit;
