-- The first schema. Columns of customer, case_record and contact are named exactly as in domain/*.def: a flag is
-- INTEGER NOT NULL DEFAULT 0, a text or code TEXT NOT NULL DEFAULT '', a count or time INTEGER (absent = NULL), a
-- reference INTEGER REFERENCES (none = NULL). These three tables draw their ids from the one sequence "record", so
-- that an id names one record in the search index too. The view search_text is made by the program from the field tables.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE migration (
    version    INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    checksum   TEXT NOT NULL, -- SHA-256 of the migration's text
    applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sequence (
    name  TEXT PRIMARY KEY, -- "record", "case/20261121"
    value INTEGER NOT NULL  -- the last one given
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id        INTEGER PRIMARY KEY,
    badge     TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    role      TEXT NOT NULL,
    hash      TEXT NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1,
    failures  INTEGER NOT NULL DEFAULT 0,
    retry_at  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE customer (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    account      TEXT NOT NULL DEFAULT '',
    name         TEXT NOT NULL DEFAULT '',
    title        TEXT NOT NULL DEFAULT '',
    grade        TEXT NOT NULL DEFAULT '',
    kind         TEXT NOT NULL DEFAULT '',
    is_important INTEGER NOT NULL DEFAULT 0,
    phone        TEXT NOT NULL DEFAULT '',
    phone_other  TEXT NOT NULL DEFAULT '',
    community    TEXT NOT NULL DEFAULT '',
    building     TEXT NOT NULL DEFAULT '',
    entrance     TEXT NOT NULL DEFAULT '',
    room         TEXT NOT NULL DEFAULT '',
    address      TEXT NOT NULL DEFAULT '',
    station      TEXT NOT NULL DEFAULT '',
    area         INTEGER,
    needs        TEXT NOT NULL DEFAULT '',
    supply       TEXT NOT NULL DEFAULT '',
    arrears      INTEGER,
    opened_at    INTEGER,
    notes        TEXT NOT NULL DEFAULT '',
    phone_tail       TEXT GENERATED ALWAYS AS (substr(phone, -4)) VIRTUAL,
    phone_other_tail TEXT GENERATED ALWAYS AS (substr(phone_other, -4)) VIRTUAL
) STRICT;
CREATE INDEX customer_account ON customer (account) WHERE account <> '';
CREATE INDEX customer_phone ON customer (phone) WHERE phone <> '';
CREATE INDEX customer_phone_other ON customer (phone_other) WHERE phone_other <> '';
CREATE INDEX customer_phone_tail ON customer (phone_tail) WHERE phone <> '';
CREATE INDEX customer_phone_other_tail ON customer (phone_other_tail) WHERE phone_other <> '';

CREATE TABLE case_record (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    number       TEXT NOT NULL DEFAULT '',
    type         TEXT NOT NULL DEFAULT '',
    category     TEXT NOT NULL DEFAULT '',
    grade        TEXT NOT NULL DEFAULT '',
    state        TEXT NOT NULL DEFAULT '',
    unit         TEXT NOT NULL DEFAULT '',
    customer_id  INTEGER REFERENCES customer (id),
    name         TEXT NOT NULL DEFAULT '',
    title        TEXT NOT NULL DEFAULT '',
    phone        TEXT NOT NULL DEFAULT '',
    address      TEXT NOT NULL DEFAULT '',
    station      TEXT NOT NULL DEFAULT '',
    content      TEXT NOT NULL DEFAULT '',
    has_time     INTEGER NOT NULL DEFAULT 0,
    has_place    INTEGER NOT NULL DEFAULT 0,
    has_person   INTEGER NOT NULL DEFAULT 0,
    has_event    INTEGER NOT NULL DEFAULT 0,
    has_contact  INTEGER NOT NULL DEFAULT 0,
    owner        TEXT NOT NULL DEFAULT '',
    accepted_at  INTEGER,
    closed_at    INTEGER,
    cause        TEXT NOT NULL DEFAULT '',
    result       TEXT NOT NULL DEFAULT '',
    reply        TEXT NOT NULL DEFAULT '',
    satisfaction TEXT NOT NULL DEFAULT '',
    note         TEXT NOT NULL DEFAULT '',
    -- Computed from the legs by case_store_set_legs; not fields.
    is_open           INTEGER NOT NULL DEFAULT 0,
    queue_rank        INTEGER NOT NULL DEFAULT 2, -- 0 urgent type, 1 others, 2 suspended or without a leg
    next_leg          TEXT NOT NULL DEFAULT '',
    next_start_at     INTEGER NOT NULL DEFAULT 0,
    next_due_at       INTEGER NOT NULL DEFAULT 0,
    next_warning_at   INTEGER NOT NULL DEFAULT 0,
    next_critical_at  INTEGER NOT NULL DEFAULT 0,
    next_is_suspended INTEGER NOT NULL DEFAULT 0,
    phone_tail        TEXT GENERATED ALWAYS AS (substr(phone, -4)) VIRTUAL
) STRICT;
CREATE UNIQUE INDEX case_number ON case_record (number) WHERE number <> '';
CREATE INDEX case_customer ON case_record (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX case_phone ON case_record (phone) WHERE phone <> '';
CREATE INDEX case_phone_tail ON case_record (phone_tail) WHERE phone <> '';
-- The queue in its order; the last three columns let the counts bar be read from the index alone.
CREATE INDEX case_queue ON case_record (queue_rank, next_due_at, id, next_warning_at, next_critical_at, is_open)
    WHERE is_open = 1;

CREATE TABLE contact (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    case_id       INTEGER REFERENCES case_record (id),
    customer_id   INTEGER REFERENCES customer (id),
    channel       TEXT NOT NULL DEFAULT '',
    line          TEXT NOT NULL DEFAULT '',
    phone         TEXT NOT NULL DEFAULT '',
    caller        TEXT NOT NULL DEFAULT '',
    title         TEXT NOT NULL DEFAULT '',
    rings         INTEGER,
    ring_at       INTEGER,
    answered_at   INTEGER,
    ended_at      INTEGER,
    said          TEXT NOT NULL DEFAULT '',
    outcome       TEXT NOT NULL DEFAULT '',
    repeated_back INTEGER NOT NULL DEFAULT 0,
    phrases       TEXT NOT NULL DEFAULT '',
    operator      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX contact_case ON contact (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX contact_customer ON contact (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX contact_phone ON contact (phone) WHERE phone <> '';

CREATE TABLE leg (
    case_id      INTEGER NOT NULL REFERENCES case_record (id),
    sequence     INTEGER NOT NULL,
    leg          TEXT NOT NULL,
    within       TEXT NOT NULL, -- as configured then: 30m 2h 3wd
    start_at     INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    warning_at   INTEGER NOT NULL,
    critical_at  INTEGER NOT NULL,
    met_at       INTEGER,       -- NULL = open
    late         INTEGER NOT NULL DEFAULT 0,
    suspended_at INTEGER,       -- NULL = running
    is_dropped   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (case_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE timeline (
    id       INTEGER PRIMARY KEY,
    case_id  INTEGER NOT NULL REFERENCES case_record (id),
    at       INTEGER NOT NULL,
    badge    TEXT NOT NULL,
    action   TEXT NOT NULL,
    reporter TEXT NOT NULL DEFAULT '',
    note     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX timeline_case ON timeline (case_id, at);

CREATE TABLE request (
    id     TEXT PRIMARY KEY,
    result INTEGER NOT NULL,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- hash = SHA-256 (hash before, the line's columns, and name, side and digest of each of its values).
CREATE TABLE audit (
    id        INTEGER PRIMARY KEY, -- 1, 2, 3 … without gaps
    at        INTEGER NOT NULL,
    badge     TEXT NOT NULL,
    origin    TEXT NOT NULL,
    action    TEXT NOT NULL,
    object    TEXT NOT NULL,
    object_id INTEGER NOT NULL,
    hash      BLOB NOT NULL
) STRICT;
CREATE INDEX audit_object ON audit (object, object_id);

-- digest = SHA-256 (salt, value). Erasing a person's data sets salt and value to NULL and keeps the digest, so the
-- chain still holds and nobody can guess the value back from it.
CREATE TABLE audit_value (
    audit_id INTEGER NOT NULL, -- its line is written last, with the hash over all values
    position INTEGER NOT NULL,
    field    TEXT NOT NULL,
    side     INTEGER NOT NULL, -- 0 before, 1 after
    digest   BLOB NOT NULL,
    salt     BLOB,
    value    TEXT,
    PRIMARY KEY (audit_id, position)
) STRICT, WITHOUT ROWID;

-- Kept by the program, never by triggers. The settings keep one save from paying for a big merge.
CREATE VIRTUAL TABLE search_index USING fts5 (
    text, content = 'search_text', content_rowid = 'id', tokenize = 'zuoxi', detail = none, columnsize = 0
);
INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0);
INSERT INTO search_index (search_index, rank) VALUES ('crisismerge', 1000);
