-- The board (公告). Columns of notice and notice_call are named as in domain/notice.def and domain/notice_call.def.

CREATE TABLE notice (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    kind         TEXT NOT NULL DEFAULT '',
    title        TEXT NOT NULL DEFAULT '',
    start_at     INTEGER,
    expected_at  INTEGER,
    buildings    TEXT NOT NULL DEFAULT '',
    stations     TEXT NOT NULL DEFAULT '',
    categories   TEXT NOT NULL DEFAULT '',
    say          TEXT NOT NULL DEFAULT '',
    is_must_read INTEGER NOT NULL DEFAULT 0,
    ended_at     INTEGER,
    author       TEXT NOT NULL DEFAULT '',
    posted_at    INTEGER,
    -- Kept by the store; not fields.
    read_version INTEGER NOT NULL DEFAULT 1, -- a reading mark counts from this version on
    call_count   INTEGER NOT NULL DEFAULT 0, -- callers attached
    due_count    INTEGER NOT NULL DEFAULT 0  -- of them to be called now
) STRICT;
CREATE INDEX notice_open ON notice (start_at, id) WHERE ended_at IS NULL;
CREATE INDEX notice_past ON notice (ended_at, id) WHERE ended_at IS NOT NULL;

CREATE TABLE notice_read (
    notice_id INTEGER NOT NULL REFERENCES notice (id),
    badge     TEXT NOT NULL,
    version   INTEGER NOT NULL, -- of the notice that was read
    at        INTEGER NOT NULL,
    PRIMARY KEY (notice_id, badge)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice_call (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    notice_id   INTEGER REFERENCES notice (id),
    contact_id  INTEGER REFERENCES contact (id),
    case_id     INTEGER REFERENCES case_record (id),
    customer_id INTEGER REFERENCES customer (id),
    name        TEXT NOT NULL DEFAULT '',
    title       TEXT NOT NULL DEFAULT '',
    phone       TEXT NOT NULL DEFAULT '',
    address     TEXT NOT NULL DEFAULT '',
    attached_at INTEGER,
    operator    TEXT NOT NULL DEFAULT '',
    state       INTEGER, -- enum call_state
    tries       INTEGER,
    called_at   INTEGER,
    called_by   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX notice_call_list ON notice_call (notice_id, state, id);
CREATE UNIQUE INDEX notice_call_case ON notice_call (case_id, notice_id) WHERE case_id IS NOT NULL;
