-- OAuth tokens of a revision; version 0 and no state while only the right to renew was taken.
CREATE TABLE tokens (
    seq INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    revision INTEGER NOT NULL,
    version INTEGER NOT NULL,
    holder TEXT,
    held_until INTEGER,
    sealed_state BLOB,
    UNIQUE (tenant, revision),
    FOREIGN KEY (tenant, revision) REFERENCES revisions (tenant, number)
);
