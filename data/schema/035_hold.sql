-- A closed case that is kept beyond its time (保留): under dispute, asked for by an authority. A hold that is lifted is gone
-- from here and stays in the audit.
CREATE TABLE case_hold (
    case_id INTEGER PRIMARY KEY REFERENCES case_record (id),
    at      INTEGER NOT NULL,
    badge   TEXT NOT NULL,
    reason  TEXT NOT NULL
) STRICT;
