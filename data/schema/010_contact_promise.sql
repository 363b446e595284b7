-- The promise to call back that a contact gives or keeps.
ALTER TABLE contact ADD COLUMN promise_id INTEGER REFERENCES promise (id);
