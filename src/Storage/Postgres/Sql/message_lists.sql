-- name: list
-- The rows from @before down to @floor; whichever index is the narrowest has seq as its next column.
SELECT id, tenant, seq, usage_type, recipient, locale, metadata, status, reason, epoch, created_at, expires_at, status_at, due_at
FROM messages
WHERE tenant = @tenant AND seq < @before AND seq >= @floor
  AND created_at >= @from AND created_at < @until AND (@usageType::text IS NULL OR usage_type = @usageType) AND (@status::text IS NULL OR status = @status)
ORDER BY seq DESC
LIMIT @limit;

-- name: list_of_recipient
SELECT id, tenant, seq, usage_type, recipient, locale, metadata, status, reason, epoch, created_at, expires_at, status_at, due_at
FROM messages
WHERE tenant = @tenant AND recipient_key = @recipientKey AND seq < @before AND seq >= @floor
  AND created_at >= @from AND created_at < @until AND (@usageType::text IS NULL OR usage_type = @usageType) AND (@status::text IS NULL OR status = @status)
ORDER BY seq DESC
LIMIT @limit;

-- name: list_of_status
SELECT id, tenant, seq, usage_type, recipient, locale, metadata, status, reason, epoch, created_at, expires_at, status_at, due_at
FROM messages
WHERE tenant = @tenant AND status = @status AND status NOT IN ('sending', 'sent') AND seq < @before AND seq >= @floor
  AND created_at >= @from AND created_at < @until AND (@usageType::text IS NULL OR usage_type = @usageType)
ORDER BY seq DESC
LIMIT @limit;

-- name: list_of_sending
SELECT id, tenant, seq, usage_type, recipient, locale, metadata, status, reason, epoch, created_at, expires_at, status_at, due_at
FROM messages
WHERE tenant = @tenant AND status = 'sending' AND seq < @before AND seq >= @floor
  AND created_at >= @from AND created_at < @until AND (@usageType::text IS NULL OR usage_type = @usageType)
ORDER BY seq DESC
LIMIT @limit;

-- name: floor
SELECT seq FROM messages WHERE tenant = @tenant AND seq < @before AND seq >= @floor ORDER BY seq DESC LIMIT 1 OFFSET @scan - 1;

-- name: floor_of_recipient
SELECT seq
FROM messages
WHERE tenant = @tenant AND recipient_key = @recipientKey AND seq < @before AND seq >= @floor
ORDER BY seq DESC
LIMIT 1 OFFSET @scan - 1;

-- name: floor_of_status
SELECT seq
FROM messages
WHERE tenant = @tenant AND status = @status AND status NOT IN ('sending', 'sent') AND seq < @before AND seq >= @floor
ORDER BY seq DESC
LIMIT 1 OFFSET @scan - 1;

-- name: next_place
SELECT seq, created_at FROM messages WHERE tenant = @tenant AND seq >= @seq ORDER BY seq LIMIT 1;

-- name: last_place
SELECT seq FROM messages WHERE tenant = @tenant ORDER BY seq DESC LIMIT 1;
