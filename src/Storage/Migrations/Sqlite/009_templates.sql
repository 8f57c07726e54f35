-- Versions of tenants' templates, never changed once written. The tenant's own row names the current ones, so that they change
-- with its version; source is empty where a version is that the template was deleted.
CREATE TABLE template_versions (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    usage_type TEXT NOT NULL,
    locale TEXT NOT NULL,
    number INTEGER NOT NULL,
    hash TEXT,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    source TEXT,
    PRIMARY KEY (tenant, usage_type, locale, number)
);

ALTER TABLE tenants ADD COLUMN templates TEXT;

-- What a test rendered.
ALTER TABLE receipts ADD COLUMN templates TEXT;
