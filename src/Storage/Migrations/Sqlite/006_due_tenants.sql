-- When each tenant's first waiting row that nobody holds is due, or earlier: a round of leasing comes to those alone that have
-- something due. The hot path (inserted as sending, then sent) has no such row. A round brings it up to date where it looked.
CREATE TABLE due_tenants (
    tenant TEXT NOT NULL PRIMARY KEY,
    due_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX due_tenants_by_time ON due_tenants (due_at, tenant);

INSERT INTO due_tenants (tenant, due_at)
SELECT tenant, min(due_at) FROM messages WHERE due_at IS NOT NULL AND node IS NULL GROUP BY tenant;

CREATE TRIGGER messages_due_inserted AFTER INSERT ON messages WHEN NEW.due_at IS NOT NULL AND NEW.node IS NULL
BEGIN
    INSERT INTO due_tenants (tenant, due_at) VALUES (NEW.tenant, NEW.due_at)
    ON CONFLICT (tenant) DO UPDATE SET due_at = excluded.due_at WHERE excluded.due_at < due_at;
END;

CREATE TRIGGER messages_due_updated AFTER UPDATE OF due_at, node ON messages WHEN NEW.due_at IS NOT NULL AND NEW.node IS NULL
BEGIN
    INSERT INTO due_tenants (tenant, due_at) VALUES (NEW.tenant, NEW.due_at)
    ON CONFLICT (tenant) DO UPDATE SET due_at = excluded.due_at WHERE excluded.due_at < due_at;
END;
