-- Swaps of shifts and leave (换班、请假). Columns are named as in domain/swap.def.
CREATE TABLE swap (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    date       INTEGER,
    partner    TEXT NOT NULL DEFAULT '',
    back_date  INTEGER,
    reason     TEXT NOT NULL DEFAULT '',
    asker      TEXT NOT NULL DEFAULT '',
    shift      TEXT NOT NULL DEFAULT '',
    back_shift TEXT NOT NULL DEFAULT '',
    state      TEXT NOT NULL DEFAULT '',
    asked_at   INTEGER,
    agreed_at  INTEGER,
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at INTEGER,
    answer     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX swap_approved ON swap (date, id) WHERE state = 'approved';
CREATE INDEX swap_waiting ON swap (id) WHERE state IN ('asked', 'agreed');
