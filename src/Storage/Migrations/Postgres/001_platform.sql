-- Enumerations are words, lists and settings JSON as it was written. Ids of what is made often are uuid. seq is the order in
-- which numbers were drawn, which within one tenant and recipient is commit order wherever that decides anything.

CREATE TABLE platform_values (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL PRIMARY KEY,
    value bytea NOT NULL
);

CREATE TABLE counters (
    name text NOT NULL PRIMARY KEY,
    value bigint NOT NULL
);

CREATE TABLE tenants (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    name text NOT NULL,
    environment text NOT NULL,
    settings text NOT NULL,
    version bigint NOT NULL,
    last_revision integer NOT NULL,
    epoch bigint NOT NULL,
    active_revision integer,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    -- Set when all that a deleted tenant left was removed; its row stays, so that its id is never used again.
    purged_at timestamptz
);

CREATE INDEX tenants_to_purge ON tenants (deleted_at) WHERE deleted_at IS NOT NULL AND purged_at IS NULL;

CREATE TABLE revisions (
    seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    tenant text COLLATE "C" NOT NULL REFERENCES tenants (id),
    number integer NOT NULL,
    type text NOT NULL,
    hash text NOT NULL,
    public_config text NOT NULL,
    usage_types text NOT NULL,
    comment text,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    retired_at timestamptz,
    sealed_config bytea,
    PRIMARY KEY (tenant, number)
);

-- The total order of a tenant's connectors: its key is what makes two activations with one epoch impossible.
CREATE TABLE activations (
    tenant text COLLATE "C" NOT NULL REFERENCES tenants (id),
    epoch bigint NOT NULL,
    revision integer,
    previous integer,
    queued text NOT NULL,
    activated_at timestamptz NOT NULL,
    activated_by text NOT NULL,
    forced text,
    PRIMARY KEY (tenant, epoch),
    FOREIGN KEY (tenant, revision) REFERENCES revisions (tenant, number)
);

CREATE TABLE receipts (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    tenant text COLLATE "C" NOT NULL REFERENCES tenants (id),
    hash text NOT NULL,
    type text NOT NULL,
    usage_types text NOT NULL,
    locales text NOT NULL,
    made_at timestamptz NOT NULL,
    made_by text NOT NULL
);

CREATE INDEX receipts_of_tenant ON receipts (tenant, seq);
CREATE INDEX receipts_of_hash ON receipts (tenant, hash, seq);

-- One row for each use counted in a sliding window.
CREATE TABLE uses (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text COLLATE "C" NOT NULL,
    purpose text NOT NULL,
    used_at timestamptz NOT NULL
);

CREATE INDEX uses_of_purpose ON uses (tenant, purpose, used_at);

CREATE TABLE api_keys (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    name text NOT NULL,
    is_admin boolean NOT NULL,
    hash text NOT NULL UNIQUE,
    prefix text NOT NULL,
    scopes text NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    last_used_from text
);

CREATE INDEX api_keys_of_admins ON api_keys (seq) WHERE is_admin AND revoked_at IS NULL;

CREATE TABLE key_tenants (
    tenant text COLLATE "C" NOT NULL REFERENCES tenants (id),
    key_seq bigint NOT NULL REFERENCES api_keys (seq),
    PRIMARY KEY (tenant, key_seq)
);

CREATE INDEX key_tenants_of_key ON key_tenants (key_seq);

CREATE TABLE audit (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text COLLATE "C",
    happened_at timestamptz NOT NULL,
    key_id text NOT NULL,
    actor text NOT NULL,
    address text,
    action text NOT NULL,
    details text NOT NULL
);

CREATE INDEX audit_of_tenant ON audit (tenant, seq);
CREATE INDEX audit_of_installation ON audit (seq) WHERE tenant IS NULL;

CREATE TABLE mails (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    sealed_mail bytea NOT NULL,
    UNIQUE (tenant, id)
);

CREATE INDEX mails_of_tenant ON mails (tenant, seq);
CREATE INDEX mails_by_age ON mails (received_at);

-- OAuth tokens by what a configuration gives (issuer, client, first refresh token), hashed; version 0 and no state while
-- only the right to renew was taken.
CREATE TABLE tokens (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text COLLATE "C" NOT NULL REFERENCES tenants (id),
    grant_hash text NOT NULL,
    version bigint NOT NULL,
    holder text,
    held_until timestamptz,
    sealed_state bytea,
    UNIQUE (tenant, grant_hash)
);

-- Which revisions give a grant; a retired one gives none.
CREATE TABLE token_grants (
    tenant text COLLATE "C" NOT NULL,
    grant_hash text NOT NULL,
    revision integer NOT NULL,
    PRIMARY KEY (tenant, grant_hash, revision),
    FOREIGN KEY (tenant, revision) REFERENCES revisions (tenant, number)
);

CREATE INDEX token_grants_of_revision ON token_grants (tenant, revision);
