-- Leases run out by this database's clock, and never sooner than a whole lease after it started: a life that could not be
-- prolonged because the database was down is nobody's fault.

-- name: take_turn
-- One node at a time begins, so that of two the later one sees the earlier ("EmNo").
SELECT pg_advisory_xact_lock(1164791407);

-- name: of_other_runtime
SELECT name, runtime, version
FROM nodes
WHERE ended_at IS NULL AND name <> @name AND runtime <> @runtime
  AND greatest(expires_at, pg_postmaster_start_time() + @lease) >= clock_timestamp()
ORDER BY name
LIMIT 1;

-- name: still_there
-- A life of this name whose process may still be there: it has connections and was heard of while its lease may be believed,
-- or it cannot have any yet, because this database has only just come up.
SELECT n.incarnation, n.heartbeat_at
FROM nodes n
WHERE n.ended_at IS NULL AND n.name = @name AND n.heartbeat_at <= clock_timestamp()
  AND CASE WHEN EXISTS (
          SELECT 1 FROM pg_stat_activity a WHERE a.usename = current_user AND a.application_name LIKE 'emailplatform ' || n.session || ' %')
      THEN greatest(n.heartbeat_at, pg_postmaster_start_time()) >= clock_timestamp() - @believed
      ELSE pg_postmaster_start_time() >= clock_timestamp() - @quiet END;

-- name: end_of_name
UPDATE nodes SET ended_at = clock_timestamp() WHERE name = @name AND ended_at IS NULL RETURNING name, incarnation, session;

-- name: disconnect
-- A process that is frozen in the middle of a statement leaves its transaction and its locks behind on the server.
SELECT count(pg_terminate_backend(a.pid))
FROM unnest(@sessions) AS g (session)
JOIN pg_stat_activity a ON a.usename = current_user AND a.application_name LIKE 'emailplatform ' || g.session || ' %'
WHERE a.pid <> pg_backend_pid();

-- name: add
INSERT INTO nodes (name, incarnation, role, runtime, version, session, started_at, heartbeat_at, expires_at)
SELECT @name, @incarnation, @role, @runtime, @version, @session, at, at, at + @lease FROM clock_timestamp() AS at;

-- name: prolong
UPDATE nodes SET heartbeat_at = at, expires_at = at + @lease
FROM clock_timestamp() AS at
WHERE name = @name AND incarnation = @incarnation AND ended_at IS NULL;

-- name: end_expired
UPDATE nodes SET ended_at = clock_timestamp()
WHERE ended_at IS NULL AND greatest(expires_at, pg_postmaster_start_time() + @lease) < clock_timestamp()
RETURNING name, incarnation, session;

-- name: forget
DELETE FROM nodes n
WHERE n.ended_at < clock_timestamp() - @after
  AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.node = n.name AND m.incarnation = n.incarnation);

-- name: leave
UPDATE nodes SET ended_at = clock_timestamp() WHERE name = @name AND incarnation = @incarnation AND ended_at IS NULL;

-- name: list
SELECT n.name, n.incarnation, n.role, n.runtime, n.version, n.started_at, n.heartbeat_at,
    n.ended_at IS NULL AND greatest(n.expires_at, pg_postmaster_start_time() + @lease) >= clock_timestamp(),
    coalesce(held.leased, 0), coalesce(held.sending, 0)
FROM nodes n
LEFT JOIN (
    SELECT node, incarnation, count(*) AS leased, count(*) FILTER (WHERE status = 'sending') AS sending
    FROM messages
    WHERE node IS NOT NULL
    GROUP BY node, incarnation) held ON held.node = n.name AND held.incarnation = n.incarnation
WHERE n.ended_at IS NULL OR held.leased IS NOT NULL
ORDER BY n.name COLLATE "C", n.started_at;
