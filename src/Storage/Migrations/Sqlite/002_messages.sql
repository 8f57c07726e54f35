-- Order of seq is commit order: there is one writer. A message that waits to be sent has due_at, whatever its status; one
-- that some node sees to has node and incarnation; content is gone when sealed_content is null.
-- held_epoch is set while only a later activation makes the message wait for an attempt again.
-- epoch is the tenant's when it was accepted; queue_epoch the one from which later activations move it along.

CREATE TABLE messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    tenant TEXT NOT NULL,
    usage_type TEXT NOT NULL,
    recipient TEXT NOT NULL,
    recipient_key TEXT NOT NULL,
    locale TEXT,
    metadata TEXT,
    on_unknown TEXT NOT NULL,
    supersedes INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    status_at INTEGER NOT NULL,
    reason TEXT,
    due_at INTEGER,
    queue_epoch INTEGER NOT NULL,
    held_epoch INTEGER,
    node TEXT,
    incarnation TEXT,
    attempts INTEGER NOT NULL,
    attempt_started_at INTEGER,
    attempt_epoch INTEGER,
    attempt_revision INTEGER,
    sealed_content BLOB
);

CREATE INDEX messages_of_tenant ON messages (tenant, seq, created_at);
CREATE INDEX messages_of_recipient ON messages (tenant, recipient_key, seq);

-- The hot path (inserted as sending, then sent) touches none of the others but the first.
CREATE INDEX messages_leased ON messages (tenant, node, incarnation) WHERE node IS NOT NULL;
CREATE INDEX messages_due ON messages (tenant, due_at) WHERE due_at IS NOT NULL AND node IS NULL;
CREATE INDEX messages_waiting ON messages (tenant, recipient_key, usage_type)
    WHERE status IN ('queued', 'retrying', 'held', 'unknown');
CREATE INDEX messages_by_status ON messages (tenant, status, seq) WHERE status NOT IN ('sending', 'sent');
CREATE INDEX messages_to_expire ON messages (expires_at) WHERE sealed_content IS NOT NULL AND status <> 'sending';

CREATE INDEX messages_stalled ON messages (tenant, held_epoch) WHERE held_epoch IS NOT NULL;

CREATE TABLE attempts (
    message INTEGER NOT NULL REFERENCES messages (seq) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    milliseconds REAL NOT NULL,
    epoch INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    connector_type TEXT NOT NULL,
    outcome TEXT NOT NULL,
    scope TEXT,
    code TEXT NOT NULL,
    provider_message_id TEXT,
    reply TEXT,
    next_attempt_at INTEGER,
    PRIMARY KEY (message, number)
) WITHOUT ROWID;

CREATE TABLE mails (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    id BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    sealed_mail BLOB NOT NULL,
    UNIQUE (tenant, id)
);

CREATE INDEX mails_of_tenant ON mails (tenant, seq);
CREATE INDEX mails_by_age ON mails (received_at);
