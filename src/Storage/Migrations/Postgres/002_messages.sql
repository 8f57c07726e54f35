-- A message that waits to be sent has due_at, whatever its status; one that some node sees to has node and incarnation;
-- content is gone when sealed_content is null. held_epoch is set while only a later activation makes the message wait for an
-- attempt again. epoch is the tenant's when it was accepted; queue_epoch the one from which later activations move it along.

CREATE TABLE messages (
    seq bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    tenant text COLLATE "C" NOT NULL,
    usage_type text NOT NULL,
    recipient text NOT NULL,
    recipient_key text NOT NULL,
    locale text,
    metadata text,
    on_unknown text NOT NULL,
    supersedes boolean NOT NULL,
    epoch bigint NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    status text NOT NULL,
    status_at timestamptz NOT NULL,
    reason text,
    due_at timestamptz,
    queue_epoch bigint NOT NULL,
    held_epoch bigint,
    node text,
    incarnation text,
    attempts integer NOT NULL,
    attempt_started_at timestamptz,
    attempt_epoch bigint,
    attempt_revision integer,
    sealed_content bytea
) WITH (
    -- Every message is updated once or more soon after it came: the queue's indexes must not drag their past along.
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0.1,
    autovacuum_analyze_scale_factor = 0.05,
    autovacuum_vacuum_cost_delay = 1);

-- Sealed bytes do not get smaller, and looking whether they do costs time.
ALTER TABLE messages ALTER COLUMN sealed_content SET STORAGE EXTERNAL;

CREATE INDEX messages_of_tenant ON messages (tenant, seq, created_at, usage_type);
CREATE INDEX messages_of_recipient ON messages (tenant, recipient_key, seq);

-- The hot path (inserted as sending, then sent) touches none of the others but the first.
CREATE INDEX messages_leased ON messages (node, incarnation, tenant) WHERE node IS NOT NULL;
CREATE INDEX messages_due ON messages (tenant, due_at, seq) WHERE due_at IS NOT NULL AND node IS NULL;
CREATE INDEX messages_waiting ON messages (tenant, recipient_key, usage_type)
    WHERE status IN ('queued', 'retrying', 'held', 'unknown');
CREATE INDEX messages_by_status ON messages (tenant, status, seq) WHERE status NOT IN ('sending', 'sent');
CREATE INDEX messages_sending ON messages (tenant, seq) WHERE status = 'sending';
CREATE INDEX messages_to_expire ON messages (expires_at) WHERE sealed_content IS NOT NULL AND status <> 'sending';
CREATE INDEX messages_stalled ON messages (tenant, held_epoch) WHERE held_epoch IS NOT NULL;

-- Without a reference to messages: it would look the message up once more for each attempt. Whoever deletes a message
-- deletes its attempts in the same statement.
CREATE TABLE attempts (
    message bigint NOT NULL,
    number integer NOT NULL,
    started_at timestamptz NOT NULL,
    milliseconds double precision NOT NULL,
    epoch bigint NOT NULL,
    revision integer NOT NULL,
    connector_type text NOT NULL,
    outcome text NOT NULL,
    scope text,
    code text NOT NULL,
    provider_message_id text,
    reply text,
    next_attempt_at timestamptz,
    PRIMARY KEY (message, number)
);

-- What is accepted, or waits again, for one recipient and usage takes turns under this lock, so that of two messages the one
-- that commits later sees the other.
CREATE FUNCTION kind_lock(tenant text, recipient_key text, usage_type text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN hashtextextended(tenant || chr(31) || recipient_key || chr(31) || usage_type, 0);
