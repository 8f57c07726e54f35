-- Lives of nodes. Rows of messages name a life; one that has ended_at here, or is not here at all, holds nothing any more.
-- Times are this database's own, so that no node's clock decides who lives.
CREATE TABLE nodes (
    name text NOT NULL,
    incarnation text NOT NULL,
    role text NOT NULL,
    runtime text NOT NULL,
    version text NOT NULL,
    -- The process among the server's clients, whose connections end with the life.
    session text NOT NULL,
    started_at timestamptz NOT NULL,
    heartbeat_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (name, incarnation)
);

CREATE UNIQUE INDEX nodes_living ON nodes (name) WHERE ended_at IS NULL;
