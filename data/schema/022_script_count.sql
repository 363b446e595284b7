-- What of the script book was used, by day and person: so many times a phrase, a taboo word, a call with these steps.
CREATE TABLE script_count (
    day   INTEGER NOT NULL, -- 20261121, local
    badge TEXT NOT NULL,
    kind  TEXT NOT NULL,    -- phrase taboo call
    code  TEXT NOT NULL,    -- the phrase's id, the taboo word, contact.steps
    times INTEGER NOT NULL,
    PRIMARY KEY (day, badge, kind, code)
) STRICT, WITHOUT ROWID;
ALTER TABLE contact ADD COLUMN steps TEXT NOT NULL DEFAULT '';
