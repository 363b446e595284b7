-- Deadlines differ by the channel a case came by, and where several units handle it.
ALTER TABLE case_record ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE case_record ADD COLUMN is_joint INTEGER NOT NULL DEFAULT 0;
UPDATE case_record SET channel = coalesce(
    (SELECT channel FROM contact WHERE case_id = case_record.id ORDER BY id LIMIT 1), '');
