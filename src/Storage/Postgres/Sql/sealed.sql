-- Sealed values carry the id of their key in bytes 2 to 5. Every table that has them gives its last row's number and, between
-- two numbers, the number of the rows by key and those not under the current key; and the exchange of one value that nobody
-- changed. No statement looks at more than it is given between two numbers, so that none grows with the history.

-- name: last_values
SELECT max(seq) FROM platform_values;

-- name: count_values
SELECT substr(value, 2, 4), count(*)
FROM platform_values
WHERE seq > @after AND seq <= @until
GROUP BY 1;

-- name: old_values
SELECT seq, name, nothing, value
FROM (
    SELECT step.*, sum(octet_length(value)) OVER (ORDER BY seq) - octet_length(value) AS bytes_before
    FROM (
        SELECT seq, name, NULL::text AS nothing, value
        FROM platform_values
        WHERE seq > @after AND seq <= @until AND substr(value, 2, 4) <> @keyId
        ORDER BY seq
        LIMIT @limit) AS step) AS sized
WHERE bytes_before < @bytes
ORDER BY seq;

-- name: exchange_values
UPDATE platform_values SET value = @new WHERE seq = @row AND value = @old;

-- name: last_revisions
SELECT max(seq) FROM revisions;

-- name: count_revisions
SELECT substr(sealed_config, 2, 4), count(*)
FROM revisions
WHERE seq > @after AND seq <= @until AND sealed_config IS NOT NULL
GROUP BY 1;

-- name: old_revisions
SELECT seq, tenant, number, sealed_config
FROM (
    SELECT step.*, sum(octet_length(sealed_config)) OVER (ORDER BY seq) - octet_length(sealed_config) AS bytes_before
    FROM (
        SELECT seq, tenant, number, sealed_config
        FROM revisions
        WHERE seq > @after AND seq <= @until AND sealed_config IS NOT NULL AND substr(sealed_config, 2, 4) <> @keyId
        ORDER BY seq
        LIMIT @limit) AS step) AS sized
WHERE bytes_before < @bytes
ORDER BY seq;

-- name: exchange_revisions
UPDATE revisions SET sealed_config = @new WHERE seq = @row AND sealed_config = @old;

-- name: last_tokens
SELECT max(seq) FROM tokens;

-- name: count_tokens
SELECT substr(sealed_state, 2, 4), count(*)
FROM tokens
WHERE seq > @after AND seq <= @until AND sealed_state IS NOT NULL
GROUP BY 1;

-- name: old_tokens
SELECT seq, tenant, grant_hash, sealed_state
FROM (
    SELECT step.*, sum(octet_length(sealed_state)) OVER (ORDER BY seq) - octet_length(sealed_state) AS bytes_before
    FROM (
        SELECT seq, tenant, grant_hash, sealed_state
        FROM tokens
        WHERE seq > @after AND seq <= @until AND sealed_state IS NOT NULL AND substr(sealed_state, 2, 4) <> @keyId
        ORDER BY seq
        LIMIT @limit) AS step) AS sized
WHERE bytes_before < @bytes
ORDER BY seq;

-- name: exchange_tokens
UPDATE tokens SET sealed_state = @new WHERE seq = @row AND sealed_state = @old;

-- name: last_messages
SELECT max(seq) FROM messages;

-- name: count_messages
SELECT substr(sealed_content, 2, 4), count(*)
FROM messages
WHERE seq > @after AND seq <= @until AND sealed_content IS NOT NULL
GROUP BY 1;

-- name: old_messages
SELECT seq, tenant, id, sealed_content
FROM (
    SELECT step.*, sum(octet_length(sealed_content)) OVER (ORDER BY seq) - octet_length(sealed_content) AS bytes_before
    FROM (
        SELECT seq, tenant, id, sealed_content
        FROM messages
        WHERE seq > @after AND seq <= @until AND sealed_content IS NOT NULL AND substr(sealed_content, 2, 4) <> @keyId
        ORDER BY seq
        LIMIT @limit) AS step) AS sized
WHERE bytes_before < @bytes
ORDER BY seq;

-- name: exchange_messages
UPDATE messages SET sealed_content = @new WHERE seq = @row AND sealed_content = @old;

-- name: last_mails
SELECT max(seq) FROM mails;

-- name: count_mails
SELECT substr(sealed_mail, 2, 4), count(*)
FROM mails
WHERE seq > @after AND seq <= @until
GROUP BY 1;

-- name: old_mails
SELECT seq, tenant, id, sealed_mail
FROM (
    SELECT step.*, sum(octet_length(sealed_mail)) OVER (ORDER BY seq) - octet_length(sealed_mail) AS bytes_before
    FROM (
        SELECT seq, tenant, id, sealed_mail
        FROM mails
        WHERE seq > @after AND seq <= @until AND substr(sealed_mail, 2, 4) <> @keyId
        ORDER BY seq
        LIMIT @limit) AS step) AS sized
WHERE bytes_before < @bytes
ORDER BY seq;

-- name: exchange_mails
UPDATE mails SET sealed_mail = @new WHERE seq = @row AND sealed_mail = @old;
