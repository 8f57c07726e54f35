-- Promotions belong to their target, the column tenant.
CREATE TABLE promotions (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    tenant text COLLATE "C" NOT NULL REFERENCES tenants (id),
    source text COLLATE "C" NOT NULL REFERENCES tenants (id),
    content text NOT NULL,
    applied_at timestamptz NOT NULL,
    applied_by text NOT NULL,
    undone_at timestamptz,
    undone_by text
);

CREATE INDEX promotions_of_target ON promotions (tenant, seq);
CREATE INDEX promotions_of_source ON promotions (source, seq);
