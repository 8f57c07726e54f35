-- name: insert
INSERT INTO mails (tenant, id, received_at, sealed_mail)
VALUES ($tenant, $id, $receivedAt, $mail)
ON CONFLICT (tenant, id) DO NOTHING;

-- name: trim
DELETE FROM mails
WHERE tenant = $tenant
  AND seq <= (SELECT seq FROM mails WHERE tenant = $tenant ORDER BY seq DESC LIMIT 1 OFFSET $keep);

-- name: list
SELECT tenant, id, seq, received_at, sealed_mail
FROM mails
WHERE tenant = $tenant AND seq < $before
ORDER BY seq DESC
LIMIT $limit;

-- name: find
SELECT tenant, id, seq, received_at, sealed_mail FROM mails WHERE tenant = $tenant AND id = $id;

-- name: clear
DELETE FROM mails WHERE tenant = $tenant;

-- name: purge
DELETE FROM mails
WHERE seq IN (SELECT seq FROM mails WHERE received_at < $before ORDER BY received_at LIMIT $limit);
