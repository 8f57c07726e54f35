-- OAuth tokens by what a configuration gives (issuer, client, first refresh token), hashed; version 0 and no state while
-- only the right to renew was taken.
CREATE TABLE tokens (
    seq INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL REFERENCES tenants (id),
    grant_hash TEXT NOT NULL,
    version INTEGER NOT NULL,
    holder TEXT,
    held_until INTEGER,
    sealed_state BLOB,
    UNIQUE (tenant, grant_hash)
);

-- Which revisions give a grant; a retired one gives none.
CREATE TABLE token_grants (
    tenant TEXT NOT NULL,
    grant_hash TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (tenant, grant_hash, revision),
    FOREIGN KEY (tenant, revision) REFERENCES revisions (tenant, number)
) WITHOUT ROWID;

CREATE INDEX token_grants_of_revision ON token_grants (tenant, revision);
