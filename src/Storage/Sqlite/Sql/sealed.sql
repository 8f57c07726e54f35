-- Sealed values carry the id of their key in bytes 2 to 5. Every table that has them gives, for each column, the number of
-- the rows by key, those not under the current key after a row number, and the exchange of one value that nobody changed.

-- name: count
SELECT key_id, count(*)
FROM (
    SELECT substr(value, 2, 4) AS key_id FROM platform_values
    UNION ALL
    SELECT substr(sealed_config, 2, 4) FROM revisions WHERE sealed_config IS NOT NULL
    UNION ALL
    SELECT substr(sealed_content, 2, 4) FROM messages WHERE sealed_content IS NOT NULL
    UNION ALL
    SELECT substr(sealed_mail, 2, 4) FROM mails
    UNION ALL
    SELECT substr(sealed_state, 2, 4) FROM tokens WHERE sealed_state IS NOT NULL
)
GROUP BY key_id;

-- name: old_values
SELECT rowid, name, NULL, value
FROM platform_values
WHERE rowid > $after AND substr(value, 2, 4) <> $keyId
ORDER BY rowid
LIMIT $limit;

-- name: exchange_values
UPDATE platform_values SET value = $new WHERE rowid = $row AND value = $old;

-- name: old_revisions
SELECT rowid, tenant, number, sealed_config
FROM revisions
WHERE rowid > $after AND sealed_config IS NOT NULL AND substr(sealed_config, 2, 4) <> $keyId
ORDER BY rowid
LIMIT $limit;

-- name: exchange_revisions
UPDATE revisions SET sealed_config = $new WHERE rowid = $row AND sealed_config = $old;

-- name: old_messages
SELECT seq, tenant, id, sealed_content
FROM messages
WHERE seq > $after AND sealed_content IS NOT NULL AND substr(sealed_content, 2, 4) <> $keyId
ORDER BY seq
LIMIT $limit;

-- name: exchange_messages
UPDATE messages SET sealed_content = $new WHERE seq = $row AND sealed_content = $old;

-- name: old_mails
SELECT seq, tenant, id, sealed_mail
FROM mails
WHERE seq > $after AND substr(sealed_mail, 2, 4) <> $keyId
ORDER BY seq
LIMIT $limit;

-- name: exchange_mails
UPDATE mails SET sealed_mail = $new WHERE seq = $row AND sealed_mail = $old;

-- name: old_tokens
SELECT seq, tenant, grant_hash, sealed_state
FROM tokens
WHERE seq > $after AND sealed_state IS NOT NULL AND substr(sealed_state, 2, 4) <> $keyId
ORDER BY seq
LIMIT $limit;

-- name: exchange_tokens
UPDATE tokens SET sealed_state = $new WHERE seq = $row AND sealed_state = $old;
