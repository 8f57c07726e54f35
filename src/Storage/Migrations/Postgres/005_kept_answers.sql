-- First answers to requests that named a key: scope and body are keyed hashes, nothing here says what was asked for.
CREATE TABLE kept_answers (
    tenant text COLLATE "C" NOT NULL,
    scope text COLLATE "C" NOT NULL,
    body text NOT NULL,
    message uuid,
    answer bytea NOT NULL,
    kept_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, scope)
);

CREATE INDEX kept_answers_by_age ON kept_answers (kept_at);
