-- Households entered twice: found by the same phone, address, or name in one building; made one, and two again.

CREATE INDEX customer_address ON customer (address) WHERE address <> '';
-- Names still by their beginning; and those in one building together.
DROP INDEX customer_name;
CREATE INDEX customer_name ON customer (name, community, building) WHERE name <> '';
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE customer_merge (
    id              INTEGER PRIMARY KEY,
    kept_id         INTEGER NOT NULL REFERENCES customer (id),
    dropped_id      INTEGER NOT NULL REFERENCES customer (id),
    kept_version    INTEGER NOT NULL, -- after the merge: it can be undone while both are still at these
    dropped_version INTEGER NOT NULL,
    kept_before     BLOB NOT NULL,    -- the fields that the merge changed, as they were: name, 0, text, 0 …
    dropped_before  BLOB NOT NULL,
    at              INTEGER NOT NULL,
    badge           TEXT NOT NULL,
    undone_at       INTEGER
) STRICT;
CREATE INDEX customer_merge_dropped ON customer_merge (dropped_id) WHERE undone_at IS NULL;

-- What went from the one to the other with it: cases, contacts, promises …
CREATE TABLE customer_merge_row (
    merge_id  INTEGER NOT NULL REFERENCES customer_merge (id),
    record    TEXT NOT NULL, -- the table
    record_id INTEGER NOT NULL,
    PRIMARY KEY (merge_id, record, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_call_customer ON notice_call (customer_id) WHERE customer_id IS NOT NULL;
