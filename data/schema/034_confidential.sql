-- Confidential cases: there only for leads and for those whose they are (store/seen.h). The flag stands in the queue's
-- index, so that what is not to be seen costs no look at the table; the few of them have an index of their own, for what
-- the counters must not count.
ALTER TABLE case_record ADD COLUMN is_confidential INTEGER NOT NULL DEFAULT 0;
DROP INDEX case_queue;
CREATE INDEX case_queue ON case_record (queue_rank, next_due_at, id, next_warning_at, next_critical_at, is_open,
                                        next_leg, unit, type, owner, keeper, is_confidential)
    WHERE is_open = 1;
CREATE INDEX case_confidential ON case_record (is_open, next_leg, owner, keeper)
    WHERE is_confidential = 1;
