-- The roster (排班): what each person does on each day. Nobody's day without a row is a day off.
CREATE TABLE roster (
    date  INTEGER NOT NULL, -- 20261121
    badge TEXT NOT NULL,
    plan  TEXT NOT NULL,    -- "早班", "早班+中班", "leave"
    PRIMARY KEY (date, badge)
) STRICT, WITHOUT ROWID;
