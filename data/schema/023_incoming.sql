-- An import writes its rows where they belong, in short transactions, and nobody sees them before it is done: every
-- lookup leaves out the ids first_id … last_id, one block of the common sequence (store/incoming.h). 0 and 0: there is
-- none. What a broken-off import leaves is removed by whoever opens the database next, or by the next import.
CREATE TABLE incoming (
    id          INTEGER PRIMARY KEY CHECK (id = 1), -- one row
    record      TEXT NOT NULL DEFAULT '',           -- "customer", "case"
    first_id    INTEGER NOT NULL DEFAULT 0,
    last_id     INTEGER NOT NULL DEFAULT 0,
    searched_id INTEGER NOT NULL DEFAULT 0,         -- up to here the rows stand in the search indexes
    indexes     TEXT NOT NULL DEFAULT ''            -- makes the indexes that were dropped for it again, one a line
) STRICT;
INSERT INTO incoming (id) VALUES (1);
