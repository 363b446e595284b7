-- Messages for colleagues who are not there.
CREATE TABLE message (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    recipient  TEXT NOT NULL DEFAULT '',
    name       TEXT NOT NULL DEFAULT '',
    phone      TEXT NOT NULL DEFAULT '',
    text       TEXT NOT NULL DEFAULT '',
    wants_call INTEGER NOT NULL DEFAULT 0,
    sender     TEXT NOT NULL DEFAULT '',
    made_at    INTEGER,
    read_at    INTEGER,
    done_at    INTEGER,
    promise_id INTEGER REFERENCES promise (id)
) STRICT;
-- What still lies on somebody's desk.
CREATE INDEX message_open ON message (recipient, id) WHERE done_at IS NULL;

-- The call form a promise was given in, by its request id: when it is saved, the promise learns its case.
ALTER TABLE promise ADD COLUMN form TEXT NOT NULL DEFAULT '';
CREATE INDEX promise_form ON promise (form) WHERE form <> '';
