-- name: find
SELECT scope, body, message, answer, kept_at FROM kept_answers WHERE tenant = $tenant AND scope = $scope;

-- name: insert
INSERT INTO kept_answers (tenant, scope, body, message, answer, kept_at) VALUES ($tenant, $scope, $body, $message, $answer, $keptAt);

-- name: purge
DELETE FROM kept_answers
WHERE (tenant, scope) IN (SELECT k.tenant, k.scope FROM kept_answers k WHERE k.kept_at < $before ORDER BY k.kept_at LIMIT $limit);
