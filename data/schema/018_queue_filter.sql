-- The desk's filters (mine, unit, type, leg) are answered from the queue's own index, besides the levels: whatever is
-- asked, only the open cases are walked, and only those wanted are read from the table.
DROP INDEX case_queue;
CREATE INDEX case_queue ON case_record (queue_rank, next_due_at, id, next_warning_at, next_critical_at, is_open,
                                        next_leg, unit, type, owner)
    WHERE is_open = 1;
