-- How many callers are to be called now, over all notices: closed ones have lists to work through too.
CREATE INDEX notice_due ON notice (due_count) WHERE due_count > 0;
