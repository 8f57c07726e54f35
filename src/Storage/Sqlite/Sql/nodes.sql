-- name: held
SELECT node, incarnation, count(*), count(*) FILTER (WHERE status = 'sending')
FROM messages INDEXED BY messages_leased
WHERE node IS NOT NULL
GROUP BY node, incarnation;
