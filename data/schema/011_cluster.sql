-- Clusters (R2.14): many cases of one category in one building or station within a short time.

-- The cases of the last while by where they are: one row for the building, one for the station. The first case of a
-- day clears what is older.
CREATE TABLE recent_case (
    place    TEXT NOT NULL,
    at       INTEGER NOT NULL,
    case_id  INTEGER NOT NULL REFERENCES case_record (id),
    category TEXT NOT NULL, -- the first level, or the type where no category was chosen
    building TEXT NOT NULL, -- of a station's case
    PRIMARY KEY (place, at, case_id)
) STRICT, WITHOUT ROWID;

-- An alert, raised once for each cluster.
CREATE TABLE cluster (
    id         INTEGER PRIMARY KEY,
    place      TEXT NOT NULL,    -- "和平里3号楼", "城东站"
    is_station INTEGER NOT NULL, -- else place is a building
    station    TEXT NOT NULL,    -- of the case that raised it
    category   TEXT NOT NULL,
    type       TEXT NOT NULL,
    first_at   INTEGER NOT NULL, -- acceptance of the first and of the last case
    last_at    INTEGER NOT NULL,
    case_count INTEGER NOT NULL,
    raised_at  INTEGER NOT NULL,
    seen_at    INTEGER, -- by a lead
    seen_by    TEXT NOT NULL DEFAULT '',
    handled_at INTEGER, -- a notice or a parent case was made, or nothing is to be done
    handled_by TEXT NOT NULL DEFAULT '',
    notice_id  INTEGER REFERENCES notice (id),
    case_id    INTEGER REFERENCES case_record (id)
) STRICT;
CREATE INDEX cluster_place ON cluster (place, category, last_at);
CREATE INDEX cluster_open ON cluster (id) WHERE handled_at IS NULL;

CREATE TABLE cluster_case (
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    case_id    INTEGER NOT NULL REFERENCES case_record (id),
    PRIMARY KEY (cluster_id, case_id)
) STRICT, WITHOUT ROWID;

-- A parent case and those that lie under it.
ALTER TABLE case_record ADD COLUMN parent_id INTEGER REFERENCES case_record (id);
CREATE INDEX case_parent ON case_record (parent_id) WHERE parent_id IS NOT NULL;
