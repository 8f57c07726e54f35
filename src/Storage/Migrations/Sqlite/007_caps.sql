-- Uses counted against the operator's caps, by what is capped and a bucket of time.
CREATE TABLE capped_uses (
    cap_key TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    forget_at INTEGER NOT NULL,
    PRIMARY KEY (cap_key, bucket)
) WITHOUT ROWID;

CREATE INDEX capped_uses_to_forget ON capped_uses (forget_at);
