-- The outbox of notification hooks: one row an event and hook, written in the transaction of the event itself. Nothing
-- is written while no hook is configured.
CREATE TABLE hook_run (
    id        INTEGER PRIMARY KEY,
    event_id  TEXT NOT NULL,             -- the same for every hook and every try of one event
    hook      TEXT NOT NULL,             -- its name in zuoxi.conf
    event     TEXT NOT NULL,
    case_id   INTEGER NOT NULL DEFAULT 0,
    subject   TEXT NOT NULL DEFAULT '',  -- for the list: the case's number, a place, a title
    payload   TEXT NOT NULL,             -- JSON; taken away when it has been delivered
    at        INTEGER NOT NULL,
    state     INTEGER NOT NULL,          -- 0 failed for good, 1 running, 2 waiting, 3 delivered, 4 dropped
    next_at   INTEGER,                   -- waiting: not before; running: lost when nobody has told by then; NULL: ended
    tries     INTEGER NOT NULL DEFAULT 0,
    runner    TEXT NOT NULL DEFAULT '',  -- badge of the desk that runs or ran it, '' the command line
    exit_code INTEGER,                   -- of the last try that ended; 128 + signal; NULL: none has
    answer    TEXT NOT NULL DEFAULT '',  -- first line of its standard error, or why it could not run
    ended_at  INTEGER
) STRICT;
CREATE INDEX hook_run_due ON hook_run (hook, next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX hook_run_list ON hook_run (state, id);

-- The level of each open leg that was told last, and when to look at it again. Only kept while a hook wants levels.
CREATE TABLE hook_leg (
    case_id  INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    level    INTEGER NOT NULL,           -- 0 calm, 1 warning, 2 critical, 3 overdue
    next_at  INTEGER,                    -- NULL: nothing more to come, or suspended
    PRIMARY KEY (case_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX hook_leg_next ON hook_leg (next_at) WHERE next_at IS NOT NULL;
