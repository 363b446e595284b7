-- What moved due times after a leg had started, and who ended each leg with what.
ALTER TABLE leg ADD COLUMN began_with TEXT NOT NULL DEFAULT '';
ALTER TABLE leg ADD COLUMN ended_with TEXT NOT NULL DEFAULT '';
ALTER TABLE leg ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';
ALTER TABLE leg ADD COLUMN dropped_at INTEGER;

CREATE TABLE leg_pause (
    id          INTEGER PRIMARY KEY,
    case_id     INTEGER NOT NULL REFERENCES case_record (id),
    from_at     INTEGER NOT NULL,
    until_at    INTEGER, -- NULL = running
    reason      TEXT NOT NULL,
    badge       TEXT NOT NULL,
    approved_by TEXT NOT NULL
) STRICT;
CREATE INDEX leg_pause_case ON leg_pause (case_id, from_at, id);
CREATE UNIQUE INDEX leg_pause_running ON leg_pause (case_id) WHERE until_at IS NULL;

CREATE TABLE leg_extension (
    id          INTEGER PRIMARY KEY,
    case_id     INTEGER NOT NULL REFERENCES case_record (id),
    sequence    INTEGER NOT NULL, -- of the leg
    leg         TEXT NOT NULL,
    length      TEXT NOT NULL,    -- 2wd
    old_due_at  INTEGER NOT NULL,
    new_due_at  INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    badge       TEXT NOT NULL,
    approved_by TEXT NOT NULL
) STRICT;
CREATE INDEX leg_extension_case ON leg_extension (case_id, at, id);

CREATE TABLE leg_change (
    id          INTEGER PRIMARY KEY,
    case_id     INTEGER NOT NULL REFERENCES case_record (id),
    sequence    INTEGER NOT NULL, -- of the leg
    leg         TEXT NOT NULL,
    old_within  TEXT NOT NULL,
    new_within  TEXT NOT NULL,
    old_due_at  INTEGER NOT NULL,
    new_due_at  INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    badge       TEXT NOT NULL
) STRICT;
CREATE INDEX leg_change_case ON leg_change (case_id, at, id);
