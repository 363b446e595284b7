-- Remarks on the daily work report (工作日报), and a lead's signature under them; badge '' is the shift's own. The figures are
-- counted from the audit.
CREATE TABLE work_report (
    date      INTEGER NOT NULL,
    shift     TEXT NOT NULL,
    badge     TEXT NOT NULL,
    remarks   TEXT NOT NULL,
    signed_by TEXT NOT NULL DEFAULT '',
    signed_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (date, shift, badge)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER work_report_no_update BEFORE UPDATE ON work_report WHEN OLD.signed_at <> 0
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER work_report_no_delete BEFORE DELETE ON work_report WHEN OLD.signed_at <> 0
BEGIN SELECT RAISE(ABORT, 'signed'); END;
