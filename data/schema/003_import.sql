-- Rows of a file being imported, staged in short transactions and never seen: they become customers in one
-- transaction at the end. What a broken-off import leaves here is cleared by the next one.
CREATE TABLE import_row (
    line    INTEGER PRIMARY KEY, -- of the file
    account TEXT NOT NULL,
    cells   BLOB NOT NULL        -- the given fields, as desk/exchange writes them
) STRICT;
CREATE UNIQUE INDEX import_row_account ON import_row (account) WHERE account <> '';
