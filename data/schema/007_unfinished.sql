-- Cases of the surge form (R1.11): opened in seconds with number and category, the rest filled in later.
ALTER TABLE case_record ADD COLUMN is_unfinished INTEGER NOT NULL DEFAULT 0;
CREATE INDEX case_unfinished ON case_record (id) WHERE is_unfinished = 1;
