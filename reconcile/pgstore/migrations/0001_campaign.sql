-- What is given out: positions, IDs, times, worker tokens. One row.
CREATE TABLE counters (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint NOT NULL, -- of the newest event
    id       bigint NOT NULL, -- of the newest participant
    at       bigint NOT NULL, -- of the newest event, microseconds since 1970 (UTC)
    fence    bigint NOT NULL  -- no later event has this time or an earlier one
);
INSERT INTO counters (position, id, at, fence) VALUES (0, 0, 0, 0);
CREATE SEQUENCE worker_tokens;

-- Where a participant stands. No personal data. claim is the token of the
-- worker who has claimed them, alive or dead.
CREATE TABLE participants (
    id       bigint   PRIMARY KEY,
    unit     text     COLLATE "C" NOT NULL,
    district text     NOT NULL,
    province text     NOT NULL,
    grp      text     NOT NULL,
    state    smallint NOT NULL,
    seq      integer  NOT NULL,
    round    integer  NOT NULL,
    since    bigint   NOT NULL, -- microseconds since 1970 (UTC)
    facts    integer  NOT NULL,
    claim    bigint
) WITH (fillfactor = 80);
CREATE INDEX participants_by_unit ON participants (unit, id);
CREATE INDEX participants_by_state ON participants (state, id, round);

-- Who a participant is. Apart from where they stand, because that changes often
-- and this seldom. key and record are NULL once erased.
CREATE TABLE persons (
    id     bigint PRIMARY KEY,
    key    bytea UNIQUE,
    record bytea
);

-- Numbers that lead to a participant.
CREATE TABLE numbers (
    id     bigint NOT NULL,
    number bytea  NOT NULL
);
CREATE INDEX numbers_by_id ON numbers (id);
CREATE INDEX numbers_by_number ON numbers USING hash (number);

-- The history. No personal data.
CREATE TABLE events (
    position   bigint   PRIMARY KEY,
    id         bigint   NOT NULL,
    seq        integer  NOT NULL,
    from_state smallint NOT NULL,
    to_state   smallint NOT NULL,
    round      integer  NOT NULL,
    at         bigint   NOT NULL, -- microseconds since 1970 (UTC)
    cause      text     NOT NULL,
    actor      text     NOT NULL,
    request_id text     NOT NULL,
    ref        text     NOT NULL,
    codes      text     NOT NULL, -- with commas
    notes      text     NOT NULL, -- with commas
    message    text     NOT NULL,
    unit       text     NOT NULL,
    district   text     NOT NULL,
    province   text     NOT NULL,
    grp        text     NOT NULL,
    facts      integer  NOT NULL,
    UNIQUE (id, seq)
);

-- Messages to other systems. body is NULL once its participant was erased.
CREATE TABLE outbox (
    position bigint PRIMARY KEY, -- of the event
    id       bigint NOT NULL,
    at       bigint NOT NULL,
    body     bytea
);
CREATE INDEX outbox_by_id ON outbox (id);

CREATE TABLE settings (
    name  text  PRIMARY KEY,
    value bytea NOT NULL
);
