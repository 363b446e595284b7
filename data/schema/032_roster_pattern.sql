-- Weeks of the roster kept under a name (排班模板). plans: a line a person, seven cells from Monday on, parted by tabs.
CREATE TABLE roster_pattern (
    name   TEXT NOT NULL PRIMARY KEY,
    people INTEGER NOT NULL,
    plans  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
