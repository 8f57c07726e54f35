-- Versions of tenants' templates, never changed once written. The tenant's own row names the current ones, so that they change
-- with its version; source is empty where a version is that the template was deleted.
CREATE TABLE template_versions (
    tenant text COLLATE "C" NOT NULL REFERENCES tenants (id),
    usage_type text COLLATE "C" NOT NULL,
    locale text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    hash text,
    made_at timestamptz NOT NULL,
    made_by text NOT NULL,
    source text,
    PRIMARY KEY (tenant, usage_type, locale, number)
);

ALTER TABLE tenants ADD COLUMN templates text;

-- What a test rendered.
ALTER TABLE receipts ADD COLUMN templates text;
