-- What one kind of case or contact has besides the fields that all have: side records, at most one a case or
-- contact (an outing has several stops). Columns are named exactly as in domain/*.def; their ids come from the sequence
-- "record" as those of the other searchable tables.

CREATE TABLE complaint (
    id                 INTEGER PRIMARY KEY,
    version            INTEGER NOT NULL,
    case_id            INTEGER NOT NULL UNIQUE REFERENCES case_record (id),
    relation           TEXT NOT NULL DEFAULT '',
    against            TEXT NOT NULL DEFAULT '',
    severity           TEXT NOT NULL DEFAULT '',
    wanted             TEXT NOT NULL DEFAULT '',
    upheld             TEXT NOT NULL DEFAULT '',
    reason             TEXT NOT NULL DEFAULT '',
    responsible_unit   TEXT NOT NULL DEFAULT '',
    responsible_person TEXT NOT NULL DEFAULT '',
    measures           TEXT NOT NULL DEFAULT '',
    compensation       INTEGER,
    lesson             TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE repair (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    case_id        INTEGER NOT NULL UNIQUE REFERENCES case_record (id),
    appliance      TEXT NOT NULL DEFAULT '',
    model          TEXT NOT NULL DEFAULT '',
    bought_on      INTEGER,
    installed_on   INTEGER,
    fault          TEXT NOT NULL DEFAULT '',
    appointed_from INTEGER,
    appointed_to   INTEGER,
    conditions     TEXT NOT NULL DEFAULT '',
    materials      TEXT NOT NULL DEFAULT '',
    work_minutes   INTEGER,
    fee            INTEGER,
    invoice        TEXT NOT NULL DEFAULT '',
    acceptance     TEXT NOT NULL DEFAULT '',
    accepted_by    TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE emergency (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    case_id       INTEGER NOT NULL UNIQUE REFERENCES case_record (id),
    hazard        TEXT NOT NULL DEFAULT '',
    people        TEXT NOT NULL DEFAULT '',
    extent        TEXT NOT NULL DEFAULT '',
    told          TEXT NOT NULL DEFAULT '',
    informed_at   INTEGER,
    controlled_at INTEGER,
    restored_at   INTEGER,
    reported_at   INTEGER,
    reported_to   TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE business (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    case_id     INTEGER NOT NULL UNIQUE REFERENCES case_record (id),
    wanted      TEXT NOT NULL DEFAULT '',
    contract    TEXT NOT NULL DEFAULT '',
    to_bring    TEXT NOT NULL DEFAULT '',
    missing     TEXT NOT NULL DEFAULT '',
    is_told     INTEGER NOT NULL DEFAULT 0,
    is_repeated INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE visit (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    contact_id INTEGER NOT NULL UNIQUE REFERENCES contact (id),
    seen_by    TEXT NOT NULL DEFAULT '',
    arrived_at INTEGER,
    left_at    INTEGER,
    answered   TEXT NOT NULL DEFAULT '',
    summary    TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE letter (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    contact_id   INTEGER NOT NULL UNIQUE REFERENCES contact (id),
    received_at  INTEGER,
    sender       TEXT NOT NULL DEFAULT '',
    document     TEXT NOT NULL DEFAULT '',
    wanted_by    INTEGER,
    confirmed_at INTEGER,
    summary      TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE call_out (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    contact_id INTEGER NOT NULL UNIQUE REFERENCES contact (id),
    purpose    TEXT NOT NULL DEFAULT '',
    reached    TEXT NOT NULL DEFAULT '',
    spoke_with TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE outing (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    contact_id INTEGER NOT NULL UNIQUE REFERENCES contact (id),
    staff      TEXT NOT NULL DEFAULT '',
    route      TEXT NOT NULL DEFAULT '',
    announced  TEXT NOT NULL DEFAULT '',
    left_at    INTEGER,
    back_at    INTEGER,
    summary    TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE stop (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    position   INTEGER,
    name       TEXT NOT NULL DEFAULT '',
    phone      TEXT NOT NULL DEFAULT '',
    address    TEXT NOT NULL DEFAULT '',
    arrived_at INTEGER,
    found      TEXT NOT NULL DEFAULT '',
    result     TEXT NOT NULL DEFAULT '',
    signed_by  TEXT NOT NULL DEFAULT '',
    has_slip   INTEGER NOT NULL DEFAULT 0,
    again_at   INTEGER
) STRICT;
CREATE INDEX stop_contact ON stop (contact_id, id);
