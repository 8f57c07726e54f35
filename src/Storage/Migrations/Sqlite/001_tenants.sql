-- Times are microseconds since 1970 in UTC. Enumerations are words, lists and settings JSON.

CREATE TABLE platform_values (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
);

CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE tenants (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    environment TEXT NOT NULL,
    settings TEXT NOT NULL,
    version INTEGER NOT NULL,
    last_revision INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    active_revision INTEGER,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
);

CREATE TABLE revisions (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    number INTEGER NOT NULL,
    type TEXT NOT NULL,
    hash TEXT NOT NULL,
    public_config TEXT NOT NULL,
    usage_types TEXT NOT NULL,
    comment TEXT,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    retired_at INTEGER,
    sealed_config BLOB,
    PRIMARY KEY (tenant, number)
);

-- The total order of a tenant's connectors: its key is what makes two activations with one epoch impossible.
CREATE TABLE activations (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    epoch INTEGER NOT NULL,
    revision INTEGER,
    previous INTEGER,
    queued TEXT NOT NULL,
    activated_at INTEGER NOT NULL,
    activated_by TEXT NOT NULL,
    forced TEXT,
    PRIMARY KEY (tenant, epoch),
    FOREIGN KEY (tenant, revision) REFERENCES revisions (tenant, number)
) WITHOUT ROWID;

CREATE TABLE receipts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    tenant TEXT NOT NULL REFERENCES tenants (id),
    hash TEXT NOT NULL,
    type TEXT NOT NULL,
    usage_types TEXT NOT NULL,
    locales TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL
);

CREATE INDEX receipts_of_tenant ON receipts (tenant, seq);
CREATE INDEX receipts_of_hash ON receipts (tenant, hash, seq);

-- One row for each use counted in a sliding window.
CREATE TABLE uses (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    purpose TEXT NOT NULL,
    used_at INTEGER NOT NULL
);

CREATE INDEX uses_of_purpose ON uses (tenant, purpose, used_at);

CREATE TABLE api_keys (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    is_admin INTEGER NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    prefix TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    last_used_at INTEGER,
    last_used_from TEXT
);

CREATE INDEX api_keys_of_admins ON api_keys (seq) WHERE is_admin = 1 AND revoked_at IS NULL;

CREATE TABLE key_tenants (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    key_seq INTEGER NOT NULL REFERENCES api_keys (seq),
    PRIMARY KEY (tenant, key_seq)
) WITHOUT ROWID;

CREATE INDEX key_tenants_of_key ON key_tenants (key_seq);

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT,
    happened_at INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    address TEXT,
    action TEXT NOT NULL,
    details TEXT NOT NULL
);

CREATE INDEX audit_of_tenant ON audit (tenant, seq);
