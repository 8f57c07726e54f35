-- Usage beside time, so that lists look at neither in the rows; an index of its own would cost every message far more.
DROP INDEX messages_of_tenant;
CREATE INDEX messages_of_tenant ON messages (tenant, seq, created_at, usage_type);
