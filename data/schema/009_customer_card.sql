-- Everything about a household that spec R1.9 names; several phones; customers entered twice made one.
-- The first two phones stay columns of the customer: nearly every household has one or two, so its row alone answers a
-- call. From the third on each has a row here, by its place.

ALTER TABLE customer ADD COLUMN name_other TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN phone_note TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN phone_other_note TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN agreed_temperature INTEGER;
ALTER TABLE customer ADD COLUMN contract TEXT NOT NULL DEFAULT '';
-- The customer that this one was made part of; it keeps its row, and whoever looks for it finds that other one.
ALTER TABLE customer ADD COLUMN merged_into INTEGER REFERENCES customer (id);

CREATE TABLE customer_more_phone (
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    position    INTEGER NOT NULL, -- 3, 4 …
    number      TEXT NOT NULL,
    note        TEXT NOT NULL DEFAULT '',
    tail        TEXT GENERATED ALWAYS AS (substr(number, -4)) VIRTUAL,
    PRIMARY KEY (customer_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_more_phone_number ON customer_more_phone (number);
CREATE INDEX customer_more_phone_tail ON customer_more_phone (tail);
