-- Moves by themselves (R2.1): what each one's form said, requests that wait for a lead, how the last one is undone.

CREATE TABLE step (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    case_id        INTEGER NOT NULL REFERENCES case_record (id),
    action         TEXT NOT NULL DEFAULT '',
    made_at        INTEGER,
    badge          TEXT NOT NULL DEFAULT '',
    reason         TEXT NOT NULL DEFAULT '',
    copies         TEXT NOT NULL DEFAULT '',
    with_unit      TEXT NOT NULL DEFAULT '',
    responsibility TEXT NOT NULL DEFAULT '',
    measures       TEXT NOT NULL DEFAULT '',
    signed_by      TEXT NOT NULL DEFAULT '',
    handler        TEXT NOT NULL DEFAULT '',
    plan           TEXT NOT NULL DEFAULT '',
    way            TEXT NOT NULL DEFAULT '',
    opinion        TEXT NOT NULL DEFAULT '',
    told_to        TEXT NOT NULL DEFAULT '',
    extra          TEXT NOT NULL DEFAULT '',
    other          TEXT NOT NULL DEFAULT '',
    matter         TEXT NOT NULL DEFAULT '',
    reached        TEXT NOT NULL DEFAULT '',
    spoke_with     TEXT NOT NULL DEFAULT '',
    answers        TEXT NOT NULL DEFAULT '',
    decision       TEXT NOT NULL DEFAULT '', -- asked approved refused; '' = nobody had to decide
    decided_by     TEXT NOT NULL DEFAULT '',
    decided_at     INTEGER,
    remark         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX step_case ON step (case_id, id);
-- Requests that wait: few, and one a case.
CREATE UNIQUE INDEX step_asked ON step (case_id) WHERE decision = 'asked';

-- A move that was undone stays in the case's course, marked.
ALTER TABLE timeline ADD COLUMN is_undone INTEGER NOT NULL DEFAULT 0;

-- The last move of a case and its inverse; the next move writes over it.
CREATE TABLE move_undo (
    case_id        INTEGER PRIMARY KEY REFERENCES case_record (id),
    action         TEXT NOT NULL,
    badge          TEXT NOT NULL,
    made_at        INTEGER NOT NULL,
    version        INTEGER NOT NULL, -- of the case after the move
    line_before    INTEGER NOT NULL, -- the newest lines before it: of the timeline, the pauses, the extensions
    pause_before   INTEGER NOT NULL,
    extension_before INTEGER NOT NULL,
    pause_running  INTEGER NOT NULL, -- the pause that ran before it, 0 none
    line_after     INTEGER NOT NULL, -- the newest line of the timeline after it
    other_id       INTEGER NOT NULL, -- the case it was merged into, 0 none
    fields         BLOB NOT NULL     -- what the move changed, as it was: name, 0, text, 0 …
) STRICT;
-- Its legs as they were.
CREATE TABLE move_undo_leg (
    case_id      INTEGER NOT NULL,
    sequence     INTEGER NOT NULL,
    leg          TEXT NOT NULL,
    within       TEXT NOT NULL,
    start_at     INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    warning_at   INTEGER NOT NULL,
    critical_at  INTEGER NOT NULL,
    met_at       INTEGER,
    late         INTEGER NOT NULL,
    suspended_at INTEGER,
    is_dropped   INTEGER NOT NULL,
    began_with   TEXT NOT NULL,
    ended_with   TEXT NOT NULL,
    ended_by     TEXT NOT NULL,
    dropped_at   INTEGER,
    PRIMARY KEY (case_id, sequence)
) STRICT, WITHOUT ROWID;

-- A case entered twice, and the one it was made part of (并单).
ALTER TABLE case_record ADD COLUMN merged_into INTEGER REFERENCES case_record (id);
CREATE INDEX case_merged_into ON case_record (merged_into) WHERE merged_into IS NOT NULL;
-- Open cases of one state by their next due time: those that wait for a callback.
CREATE INDEX case_state ON case_record (state, next_due_at, id) WHERE is_open = 1;
