-- 阅签 (R1.11): a supervisor has read a record, with a remark or none. Never changed or removed.
CREATE TABLE reading_mark (
    object    TEXT NOT NULL, -- "case", "contact", "customer"
    object_id INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    badge     TEXT NOT NULL,
    note      TEXT NOT NULL,
    PRIMARY KEY (object, object_id, at, badge)
) STRICT, WITHOUT ROWID;
