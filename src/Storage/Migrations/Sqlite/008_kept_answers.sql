-- First answers to requests that named a key: scope and body are keyed hashes, nothing here says what was asked for.
CREATE TABLE kept_answers (
    tenant TEXT NOT NULL,
    scope TEXT NOT NULL,
    body TEXT NOT NULL,
    message BLOB,
    answer BLOB NOT NULL,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, scope)
) WITHOUT ROWID;

CREATE INDEX kept_answers_by_age ON kept_answers (kept_at);
