-- Uses counted against the operator's caps, by what is capped and a bucket of time.
CREATE TABLE capped_uses (
    cap_key text COLLATE "C" NOT NULL,
    bucket bigint NOT NULL,
    uses integer NOT NULL,
    forget_at timestamptz NOT NULL,
    PRIMARY KEY (cap_key, bucket)
);

CREATE INDEX capped_uses_to_forget ON capped_uses (forget_at);
