-- Promotions belong to their target, the column tenant.
CREATE TABLE promotions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    tenant TEXT NOT NULL REFERENCES tenants (id),
    source TEXT NOT NULL REFERENCES tenants (id),
    content TEXT NOT NULL,
    applied_at INTEGER NOT NULL,
    applied_by TEXT NOT NULL,
    undone_at INTEGER,
    undone_by TEXT
);

CREATE INDEX promotions_of_target ON promotions (tenant, seq);
CREATE INDEX promotions_of_source ON promotions (source, seq);
