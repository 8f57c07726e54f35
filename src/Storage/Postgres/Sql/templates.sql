-- name: insert
INSERT INTO template_versions (tenant, usage_type, locale, number, hash, made_at, made_by, source)
VALUES (@tenant, @usageType, @locale, @number, @hash::text, @at, @by, @source::text);

-- name: forget
DELETE FROM template_versions WHERE tenant = @tenant AND usage_type = @usageType AND locale = @locale AND number <= @until;

-- name: find
SELECT tenant, usage_type, locale, number, hash, made_at, made_by, source
FROM template_versions
WHERE tenant = @tenant AND usage_type = @usageType AND locale = @locale AND number = @number;

-- name: list
SELECT tenant, usage_type, locale, number, hash, made_at, made_by, NULL::text
FROM template_versions
WHERE tenant = @tenant AND usage_type = @usageType AND locale = @locale AND number < @before
ORDER BY number DESC
LIMIT @limit;

-- name: last_number
SELECT number
FROM template_versions
WHERE tenant = @tenant AND usage_type = @usageType AND locale = @locale
ORDER BY number DESC
LIMIT 1;
