-- name: find
SELECT scope, body, message, answer, kept_at FROM kept_answers WHERE tenant = @tenant AND scope = @scope;

-- name: find_many
SELECT k.scope, k.body, k.message, k.answer, k.kept_at, k.tenant
FROM unnest($1::text[], $2::text[]) AS g (tenant, scope)
JOIN kept_answers k ON k.tenant = g.tenant AND k.scope = g.scope;

-- name: purge
-- Rows that another node is removing are its business.
DELETE FROM kept_answers
WHERE ctid = ANY (ARRAY (SELECT k.ctid FROM kept_answers k WHERE k.kept_at < @before ORDER BY k.kept_at LIMIT @limit FOR UPDATE SKIP LOCKED));
