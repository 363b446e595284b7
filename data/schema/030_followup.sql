-- Regular follow-up of projects, buildings and stations (定期回访). Columns are named as in domain/followup.def.
CREATE TABLE followup (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    place        TEXT NOT NULL DEFAULT '',
    due_on       INTEGER,
    reached      TEXT NOT NULL DEFAULT '',
    spoke_with   TEXT NOT NULL DEFAULT '',
    satisfaction TEXT NOT NULL DEFAULT '',
    remark       TEXT NOT NULL DEFAULT '',
    is_done      INTEGER NOT NULL DEFAULT 0,
    made_at      INTEGER,
    badge        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX followup_place ON followup (place, id);
CREATE INDEX followup_done ON followup (place, id) WHERE is_done = 1;
