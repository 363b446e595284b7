-- Two households that look like one and are not: no longer listed as likely duplicates. one_id < other_id; a mark that
-- is taken back is gone from here and stays in the audit.
CREATE TABLE customer_distinct (
    one_id   INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    badge    TEXT NOT NULL,
    PRIMARY KEY (one_id, other_id)
) STRICT, WITHOUT ROWID;
