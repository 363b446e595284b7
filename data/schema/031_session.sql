-- Who is signed in where: one session a badge. What a console saves, it saves as this session or not at all.

ALTER TABLE seat ADD COLUMN session   TEXT NOT NULL DEFAULT '';   -- random id; '' nobody is signed in
ALTER TABLE seat ADD COLUMN terminal  TEXT NOT NULL DEFAULT '';   -- "pts/3 10.0.0.7"
ALTER TABLE seat ADD COLUMN signed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE seat ADD COLUMN locked_at INTEGER NOT NULL DEFAULT 0; -- 0: not locked
ALTER TABLE seat ADD COLUMN ended_by  TEXT NOT NULL DEFAULT '';   -- badge that ended the session from elsewhere
ALTER TABLE seat ADD COLUMN ended_at  INTEGER NOT NULL DEFAULT 0;

-- Set with a password that somebody else chose; the next sign-in asks for one of the person's own.
ALTER TABLE person ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
