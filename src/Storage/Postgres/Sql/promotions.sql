-- name: insert
INSERT INTO promotions (id, tenant, source, content, applied_at, applied_by)
VALUES (@id, @tenant, @source, @content, @at, @by);

-- name: undo
UPDATE promotions SET undone_at = @at, undone_by = @by WHERE id = @id;

-- name: find
SELECT seq, id, tenant, source, content, applied_at, applied_by, undone_at, undone_by
FROM promotions
WHERE id = @id;

-- name: list
-- Each side by its own index; an import has one tenant on both. The row after the one that fills the page comes too,
-- without its content: it says that there is more.
SELECT seq, id, tenant, source, CASE WHEN bytes_before < @bytes THEN content END, applied_at, applied_by, undone_at, undone_by
FROM (
    SELECT page.*,
        coalesce(sum(octet_length(content)) OVER (ORDER BY seq DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS bytes_before,
        coalesce(sum(octet_length(content)) OVER (ORDER BY seq DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING), 0) AS bytes_before_last
    FROM (
        (SELECT p.* FROM promotions p WHERE p.tenant = @tenant AND p.seq < @before ORDER BY p.seq DESC LIMIT @limit)
        UNION ALL
        (SELECT p.* FROM promotions p WHERE p.source = @tenant AND p.tenant <> @tenant AND p.seq < @before ORDER BY p.seq DESC LIMIT @limit)
        ORDER BY seq DESC
        LIMIT @limit) AS page) AS sized
WHERE bytes_before_last < @bytes
ORDER BY seq DESC;
