-- Calls as the telephone exchange reports them, promises to call back, and what each seat is doing.

CREATE TABLE promise (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    due_at      INTEGER,
    what        TEXT NOT NULL DEFAULT '',
    phone       TEXT NOT NULL DEFAULT '',
    name        TEXT NOT NULL DEFAULT '',
    owner       TEXT NOT NULL DEFAULT '', -- '' = whoever is free
    case_id     INTEGER REFERENCES case_record (id),
    contact_id  INTEGER REFERENCES contact (id),
    customer_id INTEGER REFERENCES customer (id),
    since_at    INTEGER,
    done_at     INTEGER,
    done_by     TEXT NOT NULL DEFAULT '',
    outcome     TEXT NOT NULL DEFAULT ''
) STRICT;
-- Open ones of a person, and of everybody for leads, most urgent first.
CREATE INDEX promise_owner ON promise (owner, due_at, id) WHERE done_at IS NULL;
CREATE INDEX promise_due ON promise (due_at, id) WHERE done_at IS NULL;
CREATE INDEX promise_phone ON promise (phone) WHERE done_at IS NULL;
CREATE INDEX promise_customer ON promise (customer_id) WHERE customer_id IS NOT NULL;

CREATE TABLE ring (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    call_id     TEXT NOT NULL DEFAULT '',
    phone       TEXT NOT NULL DEFAULT '', -- '' = withheld
    line        TEXT NOT NULL DEFAULT '',
    wanted      TEXT NOT NULL DEFAULT '',
    ring_at     INTEGER,
    answered_at INTEGER,
    answered_by TEXT NOT NULL DEFAULT '', -- '' = at no desk yet
    ended_at    INTEGER,
    promise_id  INTEGER REFERENCES promise (id)
) STRICT;
CREATE UNIQUE INDEX ring_call ON ring (call_id) WHERE call_id <> '';
CREATE INDEX ring_phone ON ring (phone);
-- Calls that a desk may still take.
CREATE INDEX ring_open ON ring (ring_at, id) WHERE answered_by = '' AND ended_at IS NULL;

-- The call a contact was.
ALTER TABLE contact ADD COLUMN ring_id INTEGER REFERENCES ring (id);

CREATE TABLE seat (
    badge TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    since INTEGER NOT NULL,
    pid   INTEGER NOT NULL -- of the desk: a killed one cannot say that it is gone
) STRICT, WITHOUT ROWID;
