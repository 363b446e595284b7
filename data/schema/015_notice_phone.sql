-- Who calls twice about one outage is one household and is called back once.
CREATE INDEX notice_call_phone ON notice_call (notice_id, phone) WHERE phone <> '';
