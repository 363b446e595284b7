-- Handover logs (交接班). Columns of handover and handover_line are named as in domain/*.def. What both sides have signed
-- is kept from every later change by the database itself.
CREATE TABLE handover (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    date       INTEGER,
    shift      TEXT NOT NULL DEFAULT '',
    ends_at    INTEGER,
    next_date  INTEGER,
    next_shift TEXT NOT NULL DEFAULT '',
    opened_at  INTEGER,
    out_badge  TEXT NOT NULL DEFAULT '',
    out_at     INTEGER,
    in_badge   TEXT NOT NULL DEFAULT '',
    in_at      INTEGER,
    signed_at  INTEGER,
    carried    INTEGER,
    questions  INTEGER,
    -- Kept by the store; not fields.
    sealed      INTEGER NOT NULL DEFAULT 0, -- the how manieth signed log it is
    sheet       TEXT NOT NULL DEFAULT '', -- the log as it was signed, as printed
    hash_before TEXT NOT NULL DEFAULT '', -- of the log signed before this one
    hash        TEXT NOT NULL DEFAULT ''  -- SHA-256 of hash_before and sheet
) STRICT;
CREATE UNIQUE INDEX handover_turn ON handover (date, shift);
CREATE INDEX handover_ends ON handover (ends_at, id);
CREATE UNIQUE INDEX handover_sealed ON handover (sealed) WHERE sealed > 0;

CREATE TABLE handover_line (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    handover_id INTEGER REFERENCES handover (id),
    part        TEXT NOT NULL DEFAULT '',
    text        TEXT NOT NULL DEFAULT '',
    case_id     INTEGER REFERENCES case_record (id),
    is_fault    INTEGER NOT NULL DEFAULT 0,
    author      TEXT NOT NULL DEFAULT '',
    taken_by    TEXT NOT NULL DEFAULT '',
    taken_at    INTEGER,
    question    TEXT NOT NULL DEFAULT '',
    asked_by    TEXT NOT NULL DEFAULT '',
    answer      TEXT NOT NULL DEFAULT '',
    answered_by TEXT NOT NULL DEFAULT '',
    carried_by  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX handover_line_of ON handover_line (handover_id, id);

-- Everybody's signature, those after the first two as well. side 1 = outgoing, 2 = incoming.
CREATE TABLE handover_signature (
    handover_id INTEGER NOT NULL REFERENCES handover (id),
    side        INTEGER NOT NULL,
    badge       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (handover_id, side, badge)
) STRICT, WITHOUT ROWID;
-- Who left, relieved or let go by a lead with a reason.
CREATE TABLE handover_leave (
    handover_id INTEGER NOT NULL REFERENCES handover (id),
    badge       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    is_gone     INTEGER NOT NULL, -- 0: only let go so far
    allowed_by  TEXT NOT NULL,    -- '': relieved
    reason      TEXT NOT NULL,
    PRIMARY KEY (handover_id, badge, is_gone)
) STRICT, WITHOUT ROWID;
-- Corrections of a signed log.
CREATE TABLE handover_note (
    id          INTEGER PRIMARY KEY,
    handover_id INTEGER NOT NULL REFERENCES handover (id),
    at          INTEGER NOT NULL,
    badge       TEXT NOT NULL,
    text        TEXT NOT NULL
) STRICT;
CREATE INDEX handover_note_of ON handover_note (handover_id, id);

CREATE TRIGGER handover_no_update BEFORE UPDATE ON handover WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER handover_no_delete BEFORE DELETE ON handover WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER handover_line_no_insert BEFORE INSERT ON handover_line
WHEN (SELECT signed_at FROM handover WHERE id = NEW.handover_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER handover_line_no_update BEFORE UPDATE ON handover_line
WHEN (SELECT signed_at FROM handover WHERE id = OLD.handover_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER handover_line_no_delete BEFORE DELETE ON handover_line
WHEN (SELECT signed_at FROM handover WHERE id = OLD.handover_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER handover_signature_no_update BEFORE UPDATE ON handover_signature
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER handover_signature_no_delete BEFORE DELETE ON handover_signature
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER handover_leave_no_update BEFORE UPDATE ON handover_leave
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER handover_leave_no_delete BEFORE DELETE ON handover_leave
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER handover_note_no_update BEFORE UPDATE ON handover_note
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER handover_note_no_delete BEFORE DELETE ON handover_note
BEGIN SELECT RAISE(ABORT, 'signed'); END;

-- Who looks after an open case during a shift (当班负责人); the first-contact owner stays its owner (R1.10).
ALTER TABLE case_record ADD COLUMN keeper TEXT NOT NULL DEFAULT '';
UPDATE case_record SET keeper = owner WHERE is_open = 1;
