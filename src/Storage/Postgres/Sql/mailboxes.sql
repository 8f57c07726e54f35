-- name: insert
INSERT INTO mails (tenant, id, received_at, sealed_mail)
VALUES (@tenant, @id, @receivedAt, @mail)
ON CONFLICT (tenant, id) DO NOTHING;

-- name: trim
DELETE FROM mails
WHERE tenant = @tenant
  AND seq <= (SELECT m.seq FROM mails m WHERE m.tenant = @tenant ORDER BY m.seq DESC LIMIT 1 OFFSET @keep);

-- name: list
-- The row after the one that fills the page comes too, without its mail: it says that there is more.
SELECT tenant, id, seq, received_at, CASE WHEN bytes_before < @bytes THEN sealed_mail END
FROM (
    SELECT page.*,
        coalesce(sum(octet_length(sealed_mail)) OVER (ORDER BY seq DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS bytes_before,
        coalesce(sum(octet_length(sealed_mail)) OVER (ORDER BY seq DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING), 0) AS bytes_before_last
    FROM (
        SELECT tenant, id, seq, received_at, sealed_mail
        FROM mails
        WHERE tenant = @tenant AND seq < @before
        ORDER BY seq DESC
        LIMIT @limit) AS page) AS sized
WHERE bytes_before_last < @bytes
ORDER BY seq DESC;

-- name: find
SELECT tenant, id, seq, received_at, sealed_mail FROM mails WHERE tenant = @tenant AND id = @id;

-- name: clear
DELETE FROM mails WHERE tenant = @tenant;

-- name: purge
-- Rows that another node is removing are its business.
DELETE FROM mails
WHERE seq = ANY (ARRAY (SELECT m.seq FROM mails m WHERE m.received_at < @before ORDER BY m.received_at LIMIT @limit FOR UPDATE SKIP LOCKED));
