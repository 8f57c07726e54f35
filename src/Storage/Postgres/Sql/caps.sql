-- name: lock
-- Before uses are counted, in a statement of its own: one at a time counts for a key, and the next statement sees what was
-- counted before. A lock of two numbers never meets one of one, which migrations take.
SELECT pg_advisory_xact_lock(hashtext('capped_uses'), hashtext(@key));

-- name: used
SELECT COALESCE(SUM(uses), 0)::bigint, MIN(CASE WHEN uses > 0 THEN bucket END)
FROM capped_uses
WHERE cap_key = @key AND bucket >= @oldest;

-- name: add
INSERT INTO capped_uses AS kept (cap_key, bucket, uses, forget_at)
VALUES (@key, @bucket, @uses, @forgetAt)
ON CONFLICT (cap_key, bucket) DO UPDATE SET uses = kept.uses + excluded.uses;

-- name: give_back
UPDATE capped_uses SET uses = GREATEST(uses - @uses, 0) WHERE cap_key = @key AND bucket = @bucket;

-- name: forget
-- What another one is about to forget, or counts, is left to the next.
WITH gone AS (
    SELECT c.cap_key, c.bucket FROM capped_uses c WHERE c.forget_at <= @now ORDER BY c.forget_at LIMIT 20 FOR UPDATE SKIP LOCKED
)
DELETE FROM capped_uses c USING gone WHERE c.cap_key = gone.cap_key AND c.bucket = gone.bucket;
