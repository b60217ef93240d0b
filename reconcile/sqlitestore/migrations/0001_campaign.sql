-- What is given out: positions, IDs, times. One row.
CREATE TABLE counters (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    position INTEGER NOT NULL, -- of the newest event
    id       INTEGER NOT NULL, -- of the newest participant
    at       INTEGER NOT NULL, -- of the newest event, microseconds since 1970 (UTC)
    fence    INTEGER NOT NULL, -- no later event has this time or an earlier one
    erased   INTEGER NOT NULL  -- erasures since the file was last written anew
) STRICT;
INSERT INTO counters VALUES (1, 0, 0, 0, 0, 0);

-- Where a participant stands. No personal data.
CREATE TABLE participants (
    id       INTEGER PRIMARY KEY,
    unit     TEXT    NOT NULL,
    district TEXT    NOT NULL,
    province TEXT    NOT NULL,
    grp      TEXT    NOT NULL,
    state    INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    round    INTEGER NOT NULL,
    since    INTEGER NOT NULL,
    facts    INTEGER NOT NULL
) STRICT;
CREATE INDEX participants_by_unit ON participants (unit, id);
CREATE INDEX participants_by_state ON participants (state, id, round);

-- Who a participant is. Apart from where they stand, because that changes often
-- and this seldom. key and record are NULL once erased.
CREATE TABLE persons (
    id     INTEGER PRIMARY KEY,
    key    BLOB UNIQUE,
    record BLOB
) STRICT;

-- Numbers that lead to a participant, found by their last bytes: an index of
-- whole numbers would be the largest part of the file.
CREATE TABLE numbers (
    id     INTEGER NOT NULL,
    number BLOB    NOT NULL
) STRICT;
CREATE INDEX numbers_by_id ON numbers (id);
CREATE INDEX numbers_by_end ON numbers (substr(number, -8));

-- The history. Codes and notes are lists with commas. No personal data.
CREATE TABLE events (
    position   INTEGER PRIMARY KEY,
    id         INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    from_state INTEGER NOT NULL,
    to_state   INTEGER NOT NULL,
    round      INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    cause      TEXT    NOT NULL,
    actor      TEXT    NOT NULL,
    request_id TEXT    NOT NULL,
    ref        TEXT    NOT NULL,
    codes      TEXT    NOT NULL,
    notes      TEXT    NOT NULL,
    message    TEXT    NOT NULL,
    unit       TEXT    NOT NULL,
    district   TEXT    NOT NULL,
    province   TEXT    NOT NULL,
    grp        TEXT    NOT NULL,
    facts      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_participant ON events (id, seq);

-- Messages to other systems. body is NULL once its participant was erased.
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY, -- of the event
    id       INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    body     BLOB
) STRICT;
CREATE INDEX outbox_by_id ON outbox (id);

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
