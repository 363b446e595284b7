-- A promise made from a notice's list settles that list's row when it is kept; a repair's appointment (R1.6) is a
-- reminder on its owner's desk some minutes before it.
ALTER TABLE promise ADD COLUMN call_id INTEGER REFERENCES notice_call (id);
ALTER TABLE promise ADD COLUMN visit_at INTEGER;
CREATE INDEX promise_visit ON promise (case_id) WHERE visit_at IS NOT NULL AND done_at IS NULL;
