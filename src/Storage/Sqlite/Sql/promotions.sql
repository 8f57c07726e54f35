-- name: insert
INSERT INTO promotions (id, tenant, source, content, applied_at, applied_by)
VALUES ($id, $tenant, $source, $content, $at, $by);

-- name: undo
UPDATE promotions SET undone_at = $at, undone_by = $by WHERE id = $id;

-- name: find
SELECT seq, id, tenant, source, content, applied_at, applied_by, undone_at, undone_by
FROM promotions
WHERE id = $id;

-- name: list
-- Each side by its own index; an import has one tenant on both, and is found twice.
SELECT seq, id, tenant, source, content, applied_at, applied_by, undone_at, undone_by
FROM promotions
WHERE seq IN (
    SELECT seq FROM (SELECT seq FROM promotions WHERE tenant = $tenant AND seq < $before ORDER BY seq DESC LIMIT $limit)
    UNION ALL
    SELECT seq FROM (SELECT seq FROM promotions WHERE source = $tenant AND seq < $before ORDER BY seq DESC LIMIT $limit))
ORDER BY seq DESC
LIMIT $limit;
