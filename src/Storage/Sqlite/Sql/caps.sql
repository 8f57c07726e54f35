-- name: used
SELECT COALESCE(SUM(uses), 0), MIN(CASE WHEN uses > 0 THEN bucket END)
FROM capped_uses
WHERE cap_key = $key AND bucket >= $oldest;

-- name: add
INSERT INTO capped_uses (cap_key, bucket, uses, forget_at)
VALUES ($key, $bucket, $uses, $forgetAt)
ON CONFLICT (cap_key, bucket) DO UPDATE SET uses = uses + excluded.uses;

-- name: give_back
UPDATE capped_uses SET uses = MAX(uses - $uses, 0) WHERE cap_key = $key AND bucket = $bucket;

-- name: forget
DELETE FROM capped_uses
WHERE (cap_key, bucket) IN (SELECT cap_key, bucket FROM capped_uses WHERE forget_at <= $now ORDER BY forget_at LIMIT 20);
