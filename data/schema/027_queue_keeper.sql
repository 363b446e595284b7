-- What is mine on the desk is also what was handed over to me for this shift.
DROP INDEX case_queue;
CREATE INDEX case_queue ON case_record (queue_rank, next_due_at, id, next_warning_at, next_critical_at, is_open,
                                        next_leg, unit, type, owner, keeper)
    WHERE is_open = 1;
