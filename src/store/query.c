#include "zuoxi/store/query.h"

#include "seen.h"

/* Where a partial index holds given values only, "<> ''" tells the planner that it fits. */
#define CUSTOMER_COLUMNS                                                                                     \
    "SELECT id, account, name, phone, address, station, title, grade, supply, is_important, merged_into "    \
    "FROM "
#define CUSTOMER               CUSTOMER_COLUMNS "customer "
#define CUSTOMER_BY_MORE_PHONE CUSTOMER_COLUMNS "customer_more_phone CROSS JOIN customer ON id = customer_id "
#define QUEUE                                                                                                \
    "SELECT id, queue_rank, number, type, category, grade, state, unit, next_leg, next_start_at, "           \
    "next_due_at, next_warning_at, next_critical_at, next_is_suspended, name, address, phone, owner, "       \
    "station, keeper, is_confidential FROM case_record "
#define HISTORY                                                                                              \
    "SELECT id, accepted_at, number, type, category, state, substr(content, 1, 60), is_open FROM "           \
    "case_record "
#define PERSON "SELECT id, badge, name, role, hash, is_active, failures, retry_at, must_change FROM person "
/* ?4 = who asks: a reading mark counts from read_version on. */
#define NOTICE                                                                                               \
    "SELECT id, version, kind, title, substr(buildings, 1, 60), substr(stations, 1, 60), start_at, "         \
    "expected_at, ended_at, is_must_read, call_count, due_count, EXISTS (SELECT 1 FROM notice_read r "       \
    "WHERE r.notice_id = notice.id AND r.badge = ?4 AND r.version >= notice.read_version) FROM notice "

#define RING_OPEN "SELECT id FROM ring WHERE answered_by = '' AND ended_at IS NULL "
#define PROMISE                                                                                              \
    "SELECT id, due_at, since_at, case_id, what, phone, name, owner FROM promise WHERE done_at IS NULL AND "
#define CLUSTER                                                                                              \
    "SELECT id, place, is_station, station, category, type, first_at, last_at, case_count, raised_at, "      \
    "seen_at, handled_at FROM cluster "

#define AUDIT_ROW "SELECT id, at, object_id, badge, origin, action, object, place FROM audit "
#define AUDIT_FILTER                                                                                         \
    "AND (?3 = '' OR badge = ?3) AND (?4 = '' OR instr(?4, ' ' || action || ' ') > 0) "                      \
    "AND (?5 = '' OR EXISTS (SELECT 1 FROM audit_value WHERE audit_id = id AND instr(value, ?5) > 0)) "      \
    "AND " OBJECT_SEEN " "

#define HOOK_RUN                                                                                             \
    "SELECT id, event_id, hook, event, case_id, subject, at, state, next_at, tries, runner, exit_code, "     \
    "answer, ended_at FROM hook_run "

static const char *const texts[QUERY_COUNT] = {
    [QUERY_CASE_QUEUE] =
        QUEUE "WHERE is_open = 1 AND " CASE_SEEN " AND (queue_rank, next_due_at, id) > (?1, ?2, ?3) "
              "ORDER BY queue_rank, next_due_at, id LIMIT ?4",
    /* Every column asked for is in the index, so what is not wanted costs no look at the table. ?7 NULL: any
       unit; ?10: the time the level is asked at, ?11 the level (1 warning, 2 critical, 3 overdue). */
    [QUERY_CASE_QUEUE_FILTERED] = QUEUE
    "WHERE is_open = 1 AND " CASE_SEEN " AND (queue_rank, next_due_at, id) > (?1, ?2, ?3) "
    "AND (?5 = '' OR owner = ?5 OR keeper = ?5 OR (?6 = 1 AND unit = '')) AND (?7 IS NULL OR unit = ?7) "
    "AND (?8 = '' OR type = ?8) AND (?9 = '' OR next_leg = ?9) "
    "AND (?11 = 0 OR (queue_rank < 2 AND CASE ?11 WHEN 1 THEN next_warning_at WHEN 2 THEN "
    "next_critical_at ELSE next_due_at + 1 END <= ?10)) "
    "ORDER BY queue_rank, next_due_at, id LIMIT ?4",
    [QUERY_CASE_QUEUE_ROW] = QUEUE "WHERE id = ?1 AND is_open = 1 AND " CASE_SEEN,
    /* Rank 2 is suspended or has no leg: no level. */
    [QUERY_CASE_LEVELS] = "SELECT next_due_at, next_warning_at, next_critical_at, id "
                          "FROM case_record WHERE is_open = 1 AND queue_rank < 2 AND " CASE_SEEN,
    /* What the counters count and this viewer does not see: of the few confidential ones. */
    [QUERY_CASE_HIDDEN] =
        "SELECT count(*), coalesce(sum(next_leg = 'callback'), 0), coalesce(sum(EXISTS (SELECT 1 FROM step "
        "WHERE case_id = case_record.id AND decision = 'asked')), 0) FROM case_record "
        "WHERE is_open = 1 AND is_confidential = 1 AND NOT " CASE_SEEN,
    [QUERY_CASE_HIDDEN_UNFINISHED] = "SELECT count(*), 0, 0 FROM case_record WHERE is_unfinished = 1 AND "
                                     "id > 0 AND +is_confidential = 1 AND NOT " CASE_SEEN,
    [QUERY_CASE_PLACE] = "SELECT is_open, next_leg FROM case_record WHERE id = ?1",
    [QUERY_CASE_BY_NUMBER] =
        "SELECT id FROM case_record WHERE number = ?1 AND number <> '' AND " ONLY_SEEN " AND " CASE_SEEN,
    /* Whoever may see the case: its number is taken. */
    [QUERY_CASE_NUMBER_TAKEN] =
        "SELECT id FROM case_record WHERE number = ?1 AND number <> '' AND " ONLY_SEEN,
    [QUERY_CASE_BY_PHONE] = "SELECT id FROM case_record WHERE phone = ?1 AND phone <> '' AND " ONLY_SEEN
                            " AND " CASE_SEEN " ORDER BY id DESC LIMIT ?2",
    [QUERY_CASE_BY_PHONE_TAIL] =
        "SELECT id FROM case_record WHERE phone_tail = ?1 AND phone <> '' AND " ONLY_SEEN " AND " CASE_SEEN
        " ORDER BY id DESC LIMIT ?2",
    [QUERY_CASE_HISTORY] =
        HISTORY "WHERE customer_id = ?1 AND " ONLY_SEEN " AND " CASE_SEEN " ORDER BY id DESC LIMIT ?2",
    [QUERY_CASE_PHONE_HISTORY] = HISTORY "WHERE phone = ?1 AND phone <> '' AND " ONLY_SEEN " AND " CASE_SEEN
                                         " ORDER BY id DESC LIMIT ?2",
    /* A day that gave the sequence gave exactly one case this number: numbers have no gaps. */
    [QUERY_CASE_NUMBER_DAYS] = "SELECT substr(name, 6) FROM sequence WHERE name > 'case/' AND name < 'case0' "
                               "AND value >= ?1 ORDER BY name DESC LIMIT ?2",
    [QUERY_CASE_NUMBER_DAYS_OF_YEARS] =
        "SELECT substr(name, 6) FROM sequence WHERE name > 'case/' AND name < 'case0' "
        "AND value >= ?1 AND substr(name, 10) = ?3 ORDER BY name DESC LIMIT ?2",
    [QUERY_CASE_NUMBER_BACK] = "UPDATE sequence SET value = value - 1 WHERE name = ?1 AND value = ?2",
    [QUERY_CASE_DAY_BACK] =
        "DELETE FROM sequence WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM case_record WHERE "
        "number >= substr(?1, 6) || '-' AND number < substr(?1, 6) || '.' AND number <> '')",
    [QUERY_CASE_UNFINISHED] =
        "SELECT id, accepted_at, number, type, category, name, address, phone, owner "
        "FROM case_record WHERE is_unfinished = 1 AND id > ?1 AND " CASE_SEEN " ORDER BY id LIMIT ?2",
    [QUERY_CASE_CONTACTS] =
        "SELECT id FROM contact WHERE case_id = ?1 AND " OF_CASE_SEEN("?1") " ORDER BY id LIMIT ?2",
    [QUERY_LEGS] =
        "SELECT sequence, leg, within, start_at, due_at, warning_at, critical_at, met_at, late, "
        "suspended_at, is_dropped, began_with, ended_with, ended_by, dropped_at FROM leg WHERE case_id = ?1 "
        "AND " OF_CASE_SEEN("?1") " ORDER BY sequence LIMIT ?2",
    [QUERY_PAUSES] = "SELECT id, from_at, until_at, reason, badge, approved_by FROM leg_pause "
                     "WHERE case_id = ?1 AND " OF_CASE_SEEN("?1") " ORDER BY from_at, id LIMIT ?2",
    [QUERY_RUNNING_PAUSE] = "SELECT id FROM leg_pause WHERE case_id = ?1 AND until_at IS NULL",
    [QUERY_EXTENSIONS] =
        "SELECT id, sequence, leg, length, old_due_at, new_due_at, at, reason, badge, approved_by "
        "FROM leg_extension WHERE case_id = ?1 AND " OF_CASE_SEEN("?1") " ORDER BY at, id LIMIT ?2",
    [QUERY_LEG_CHANGES] =
        "SELECT id, sequence, leg, old_within, new_within, old_due_at, new_due_at, at, reason, badge "
        "FROM leg_change WHERE case_id = ?1 AND " OF_CASE_SEEN("?1") " ORDER BY at, id LIMIT ?2",
    [QUERY_TIMELINE] = "SELECT id, case_id, at, badge, action, reporter, note, is_undone FROM timeline "
                       "WHERE case_id = ?1 AND " OF_CASE_SEEN("?1") " ORDER BY at, id LIMIT ?2",
    [QUERY_CUSTOMER_PHONE] =
        CUSTOMER "WHERE phone = ?1 AND phone <> '' AND " ONLY_SEEN " ORDER BY id LIMIT ?2",
    [QUERY_CUSTOMER_PHONE_OTHER] =
        CUSTOMER "WHERE phone_other = ?1 AND phone_other <> '' AND " ONLY_SEEN " ORDER BY id LIMIT ?2",
    [QUERY_CUSTOMER_PHONE_PREFIX] = CUSTOMER
    "WHERE phone > ?1 AND phone < ?3 AND phone <> '' AND " ONLY_SEEN_IN_RANGE " ORDER BY phone LIMIT ?2",
    [QUERY_CUSTOMER_PHONE_OTHER_PREFIX] =
        CUSTOMER "WHERE phone_other > ?1 AND phone_other < ?3 AND phone_other <> '' AND " ONLY_SEEN_IN_RANGE
                 " ORDER BY phone_other LIMIT ?2",
    [QUERY_CUSTOMER_PHONE_TAIL] =
        CUSTOMER "WHERE phone_tail = ?1 AND phone <> '' AND " ONLY_SEEN " ORDER BY id LIMIT ?2",
    [QUERY_CUSTOMER_PHONE_OTHER_TAIL] =
        CUSTOMER "WHERE phone_other_tail = ?1 AND phone_other <> '' AND " ONLY_SEEN " ORDER BY id LIMIT ?2",
    [QUERY_CUSTOMER_MORE_PHONE] =
        CUSTOMER_BY_MORE_PHONE "WHERE number = ?1 AND " ONLY_SEEN_IN_RANGE " ORDER BY customer_id LIMIT ?2",
    [QUERY_CUSTOMER_MORE_PHONE_PREFIX] = CUSTOMER_BY_MORE_PHONE
    "WHERE number > ?1 AND number < ?3 AND " ONLY_SEEN_IN_RANGE " ORDER BY number LIMIT ?2",
    [QUERY_CUSTOMER_MORE_PHONE_TAIL] =
        CUSTOMER_BY_MORE_PHONE "WHERE tail = ?1 AND " ONLY_SEEN_IN_RANGE " ORDER BY customer_id LIMIT ?2",
    [QUERY_CUSTOMER_ACCOUNT] =
        CUSTOMER "WHERE account >= ?1 AND account < ?3 AND account <> '' AND " ONLY_SEEN_IN_RANGE
                 " ORDER BY account LIMIT ?2",
    [QUERY_CUSTOMER_NAME] = CUSTOMER "WHERE name >= ?1 AND name < ?3 AND name <> '' AND " ONLY_SEEN_IN_RANGE
                                     " ORDER BY name LIMIT ?2",
    [QUERY_CUSTOMER_INITIALS] =
        CUSTOMER "WHERE name_initials >= ?1 AND name_initials < ?3 AND "
                 "name_initials <> '' AND " ONLY_SEEN_IN_RANGE " ORDER BY name_initials LIMIT ?2",
    [QUERY_CUSTOMER] = CUSTOMER "WHERE id = ?1",
    /* Ids are given in the order of saving, so the newest come first without sorting. */
    [QUERY_CUSTOMER_HISTORY] =
        "SELECT id, 'case' AS record, id AS case_id, accepted_at AS at, number, type, state, '' AS channel, "
        "'' AS outcome, substr(content, 1, 60) AS text, is_open FROM case_record "
        "WHERE customer_id = ?1 AND id < ?2 AND " ONLY_SEEN " AND " CASE_SEEN " UNION ALL "
        "SELECT id, 'contact', case_id, coalesce(answered_at, ring_at, ended_at), "
        "(SELECT number FROM case_record WHERE case_record.id = contact.case_id), '', '', channel, outcome, "
        "substr(said, 1, 60), 0 FROM contact WHERE customer_id = ?1 AND id < ?2 AND " OF_CASE_SEEN(
            "case_id") " ORDER BY id DESC LIMIT ?3",
    /* What members of a group have alike, three texts, in the order of an index; ?2 ?3 ?4 = the last one
       seen. */
    [QUERY_ADDRESS_NEXT] = "SELECT address FROM customer WHERE address >= ?1 AND address < ?2 "
                           "AND address <> '' AND " ONLY_SEEN_IN_RANGE " ORDER BY address LIMIT 1",
    /* In the order of addresses '-' stands before digits: those with the whole number come first. */
    [QUERY_ADDRESS_BEGINNING] = "SELECT id FROM customer WHERE address >= ?1 AND address < ?2 "
                                "AND address <> '' AND " ONLY_SEEN_IN_RANGE " ORDER BY address LIMIT ?3",
    [QUERY_DUPLICATE_PHONES] =
        "SELECT phone AS number, '' AS second, '' AS third, id FROM customer WHERE phone > ?2 AND phone <> "
        "'' AND " ONLY_SEEN_IN_RANGE
        " UNION ALL SELECT phone_other, '', '', id FROM customer WHERE phone_other > ?2 "
        "AND phone_other <> '' AND " ONLY_SEEN_IN_RANGE
        " UNION ALL SELECT number, '', '', customer_id FROM customer_more_phone WHERE number > ?2 "
        "AND ?3 = '' AND ?4 = '' AND " OWNER_SEEN " ORDER BY number LIMIT ?1",
    [QUERY_DUPLICATE_ADDRESSES] =
        "SELECT address, '', '', id FROM customer WHERE address > ?2 AND address <> '' "
        "AND ?3 = '' AND ?4 = '' AND " ONLY_SEEN_IN_RANGE " ORDER BY address LIMIT ?1",
    [QUERY_DUPLICATE_NAMES] =
        "SELECT name, community, building, id FROM customer WHERE (name, community, building) > (?2, ?3, ?4) "
        "AND name <> '' AND community <> '' AND " ONLY_SEEN_IN_RANGE
        " ORDER BY name, community, building LIMIT ?1",
    [QUERY_SAME_PHONE] =
        "SELECT id FROM customer WHERE phone = ?2 AND phone <> '' AND " ONLY_SEEN
        " UNION ALL SELECT id FROM customer WHERE phone_other = ?2 AND phone_other <> '' AND " ONLY_SEEN
        " UNION ALL SELECT customer_id FROM customer_more_phone WHERE number = ?2 AND " OWNER_SEEN
        " LIMIT ?1",
    [QUERY_SAME_ADDRESS] =
        "SELECT id FROM customer WHERE address = ?2 AND address <> '' AND " ONLY_SEEN " ORDER BY id LIMIT ?1",
    [QUERY_SAME_NAME] = "SELECT id FROM customer WHERE name = ?2 AND community = ?3 AND building = ?4 "
                        "AND name <> '' AND " ONLY_SEEN " ORDER BY id LIMIT ?1",
    [QUERY_MERGE_OF] = "SELECT id, kept_id, kept_version, dropped_version, kept_before, dropped_before, at, "
                       "badge FROM customer_merge WHERE dropped_id = ?1 AND undone_at IS NULL "
                       "ORDER BY id DESC LIMIT 1",
    [QUERY_DISTINCT] = "SELECT one_id, other_id FROM customer_distinct WHERE (one_id, other_id) > (?1, ?2) "
                       "ORDER BY one_id, other_id LIMIT ?3",
    [QUERY_MERGED_INTO] =
        "SELECT id FROM customer WHERE merged_into = ?1 AND " ONLY_SEEN_IN_RANGE " ORDER BY id LIMIT ?2",
    [QUERY_CUSTOMER_TEXT] = "SELECT text FROM customer_text WHERE id = ?1",
    [QUERY_PERSON] = PERSON "WHERE badge = ?1",
    [QUERY_PEOPLE] = PERSON "WHERE badge > '' ORDER BY badge LIMIT ?1",
    [QUERY_ADMIN] = PERSON "WHERE badge > '' AND role = 'admin' AND is_active = 1 ORDER BY badge LIMIT 1",
    [QUERY_RING_PHONE] = "SELECT id FROM ring WHERE phone = ?1 ORDER BY id DESC LIMIT 1",
    [QUERY_RING_OPEN] = RING_OPEN "AND ring_at >= ?1 AND answered_at IS NULL ORDER BY ring_at, id LIMIT ?2",
    [QUERY_RING_LIFTED] =
        RING_OPEN "AND ring_at >= ?1 AND answered_at IS NOT NULL ORDER BY ring_at DESC, id DESC LIMIT ?2",
    [QUERY_RING_STALE] = RING_OPEN "AND ring_at < ?1 ORDER BY ring_at, id LIMIT ?2",
    [QUERY_SEAT] = "SELECT badge, state, since, pid, session, terminal, signed_at, locked_at, ended_by, "
                   "ended_at FROM seat WHERE badge = ?1",
    [QUERY_MESSAGES] = "SELECT id FROM message WHERE recipient = ?1 AND done_at IS NULL ORDER BY id LIMIT ?2",
    [QUERY_PROMISES] =
        PROMISE "(due_at, id) > (?1, ?2) AND " OF_CASE_SEEN("case_id") " ORDER BY due_at, id LIMIT ?3",
    [QUERY_PROMISES_OF] = PROMISE
    "owner = ?4 AND (due_at, id) > (?1, ?2) AND " OF_CASE_SEEN("case_id") " ORDER BY due_at, id LIMIT ?3",
    [QUERY_PROMISES_FORM] = "SELECT id FROM promise WHERE form = ?1 AND form <> '' AND " OF_CASE_SEEN(
        "case_id") " ORDER BY id LIMIT ?2",
    [QUERY_PROMISE_VISIT] = "SELECT id FROM promise WHERE case_id = ?1 AND visit_at IS NOT NULL "
                            "AND done_at IS NULL AND " OF_CASE_SEEN("?1") " ORDER BY id LIMIT ?2",
    [QUERY_PROMISE_PHONE] = "SELECT id FROM promise WHERE done_at IS NULL AND phone = ?1 "
                            "AND owner = '' AND " OF_CASE_SEEN("case_id") " ORDER BY id LIMIT 1",
    [QUERY_SEARCH_RECORD] =
        "SELECT record, case_id FROM search_text WHERE id = ?1 AND " OF_CASE_SEEN("case_id"),
    [QUERY_SEARCH_TEXT] =
        "SELECT record, case_id, text FROM search_text WHERE id = ?1 AND " OF_CASE_SEEN("case_id"),
    [QUERY_AUDIT_LIST] = "SELECT id, at, object_id, badge, origin, action, object, place FROM audit "
                         "WHERE object = ?1 AND object_id = ?2 AND " OBJECT_SEEN " ORDER BY id LIMIT ?3",
    /* '+': by the id, not by an index that would have to be sorted. */
    [QUERY_AUDIT_NEXT] = "SELECT id, object_id FROM audit WHERE id > ?1 AND +object = ?2 ORDER BY id LIMIT 1",
    [QUERY_AUDIT_OBJECTS] = "SELECT DISTINCT object_id FROM audit WHERE object = ?1 AND object_id > ?2 "
                            "ORDER BY object_id LIMIT ?3",
    [QUERY_AUDIT_VALUE] = "SELECT value FROM audit_value WHERE audit_id = ?1 AND field = ?2 AND side = ?3",
    [QUERY_AUDIT_CHANGES] =
        "SELECT audit.id, audit.at, badge, action, field, side, value FROM audit "
        "CROSS JOIN audit_value ON audit_value.audit_id = audit.id "
        "WHERE object = ?1 AND object_id = ?2 AND " OBJECT_SEEN " ORDER BY audit.id, position",
    [QUERY_AUDIT_CHAIN] = "SELECT id, at, badge, origin, action, object, object_id, hash, place FROM audit "
                          "WHERE id > ?1 ORDER BY id LIMIT ?2",
    [QUERY_AUDIT_VALUES] = "SELECT field, side, digest, salt, value, position FROM audit_value "
                           "WHERE audit_id = ?1 ORDER BY position",
    [QUERY_AUDIT_ERASED] =
        "SELECT 1 FROM audit CROSS JOIN audit_value ON audit_id = id WHERE object = ?1 AND object_id = ?2 "
        "AND id > ?3 AND action LIKE '%.erase' AND field = 'note' "
        "AND (value = '*' OR instr(' ' || value || ' ', ' ' || ?4 || ' ') > 0) LIMIT 1",
    /* Rows that the chain from 1 to ?1 does not reach. */
    [QUERY_AUDIT_STRAY] = "SELECT id FROM audit WHERE id < 1 LIMIT 1",
    [QUERY_AUDIT_VALUE_BEFORE] = "SELECT audit_id FROM audit_value WHERE audit_id < 1 LIMIT 1",
    [QUERY_AUDIT_VALUE_BEYOND] =
        "SELECT audit_id FROM audit_value WHERE audit_id > ?1 ORDER BY audit_id LIMIT 1",
    /* ?3 who, ?4 actions between blanks, ?5 words; '' any. The first looks at a few thousand lines only. */
    [QUERY_AUDIT_FIND] = AUDIT_ROW "WHERE id >= ?1 AND id < ?2 " AUDIT_FILTER "ORDER BY id DESC LIMIT ?6",
    [QUERY_AUDIT_FIND_OBJECT] = AUDIT_ROW
    "WHERE object = ?7 AND object_id = ?8 AND id >= ?1 AND id < ?2 " AUDIT_FILTER "ORDER BY id DESC LIMIT ?6",
    [QUERY_AUDIT_LINE_VALUES] = "SELECT field, side, value FROM audit_value WHERE audit_id = ?1 "
                                "ORDER BY position",
    [QUERY_AUDIT_HASH] = "SELECT hash FROM audit WHERE id = ?1",
    [QUERY_READING_MARKS] =
        "SELECT at, badge, note FROM reading_mark "
        "WHERE object = ?1 AND object_id = ?2 AND " OBJECT_SEEN " ORDER BY at, badge LIMIT ?3",
    [QUERY_IMPORT_ACCOUNT] = "SELECT line FROM import_row WHERE account = ?1 AND account <> ''",
    [QUERY_IMPORT_CLEAR] = "DELETE FROM import_row WHERE line IN "
                           "(SELECT line FROM import_row WHERE line > 0 ORDER BY line LIMIT ?1)",
    [QUERY_IMPORT_PAGE] =
        "SELECT line, cells FROM import_row WHERE line > ?1 AND length(cells) > 0 ORDER BY line LIMIT ?2",
    [QUERY_NOTICE_LIVE] = NOTICE
    "WHERE ended_at IS NULL AND (start_at, id) < (?1, ?2) ORDER BY start_at DESC, id DESC LIMIT ?3",
    [QUERY_NOTICE_COMING] =
        NOTICE "WHERE ended_at IS NULL AND (start_at, id) > (?1, ?2) ORDER BY start_at, id LIMIT ?3",
    [QUERY_NOTICE_PAST] = NOTICE "WHERE ended_at IS NOT NULL AND (ended_at, id) < (?1, ?2) "
                                 "ORDER BY ended_at DESC, id DESC LIMIT ?3",
    [QUERY_NOTICE_COUNTS] = "SELECT call_count, due_count FROM notice WHERE id = ?1",
    [QUERY_NOTICE_DUE] = "SELECT sum(due_count) FROM notice WHERE due_count > 0",
    [QUERY_NOTICE_READERS] =
        "SELECT badge, name, (SELECT r.at FROM notice_read r JOIN notice n ON n.id = r.notice_id "
        "WHERE r.notice_id = ?1 AND r.badge = person.badge AND r.version >= n.read_version) FROM person "
        "WHERE badge > '' AND is_active = 1 AND role IN ('operator', 'lead') ORDER BY badge LIMIT ?2",
    [QUERY_NOTICE_CALL_PHONE] = "SELECT count(*), sum(state < 3) FROM notice_call WHERE notice_id = ?1 AND "
                                "phone = ?2 AND phone <> '' AND " OF_CASE_SEEN("case_id"),
    [QUERY_NOTICE_CALLS] =
        "SELECT id FROM notice_call WHERE notice_id = ?1 AND (state, id) > (?2, ?3) AND " OF_CASE_SEEN(
            "case_id") " "
                       "ORDER BY state, id LIMIT ?4",
    [QUERY_CASE_CHASES] = "SELECT count(*) FROM timeline WHERE case_id = ?1 AND action = 'chase' AND "
                          "is_undone = 0 AND " OF_CASE_SEEN("?1"),
    [QUERY_CASE_MERGED] =
        "SELECT id FROM case_record WHERE merged_into = ?1 AND " CASE_SEEN " ORDER BY id LIMIT ?2",
    [QUERY_STEP_TALLY] = "SELECT count(*), coalesce(max(at), 0) FROM timeline WHERE case_id = ?1 AND "
                         "action = ?2 AND is_undone = 0 AND " OF_CASE_SEEN("?1"),
    [QUERY_STEP_ASKED] =
        "SELECT id, made_at FROM step WHERE case_id = ?1 AND decision = 'asked' AND " OF_CASE_SEEN("?1"),
    [QUERY_STEP_LAST] = "SELECT id, made_at FROM step WHERE case_id = ?1 AND action = ?2 AND decision <> "
                        "'undone' AND " OF_CASE_SEEN("?1") " ORDER BY id DESC "
                                                           "LIMIT 1",
    [QUERY_REQUESTS] =
        "SELECT s.id, s.case_id, s.made_at, s.action, s.badge, s.extra, s.reason, c.number, c.state, c.name, "
        "c.next_due_at FROM step s INDEXED BY step_asked CROSS JOIN case_record c ON c.id = s.case_id "
        "WHERE s.decision = 'asked' AND " CASE_SEEN_AS("c.") " ORDER BY s.case_id LIMIT ?1",
    /* An attempt counts since the last redo: after that the callback begins anew. */
    [QUERY_CALLBACKS] =
        "SELECT id, next_due_at, number, type, unit, name, title, address, phone, "
        "(SELECT count(*) FROM timeline t WHERE t.case_id = c.id AND t.action = 'attempt' AND t.is_undone = "
        "0 "
        "AND t.id > coalesce((SELECT max(r.id) FROM timeline r WHERE r.case_id = c.id AND r.action = ?3), "
        "0)), "
        "coalesce((SELECT max(t.at) FROM timeline t WHERE t.case_id = c.id AND t.action = 'attempt' AND "
        "t.is_undone = 0 AND t.id > coalesce((SELECT max(r.id) FROM timeline r WHERE r.case_id = c.id AND "
        "r.action = ?3), 0)), 0), "
        "coalesce((SELECT s.reached FROM step s WHERE s.case_id = c.id AND s.action = 'attempt' AND "
        "s.decision <> 'undone' "
        "ORDER BY s.id DESC LIMIT 1), ''), owner, keeper "
        "FROM case_record c WHERE is_open = 1 AND state = ?1 AND " CASE_SEEN_AS(
            "c.") " ORDER BY next_due_at, id LIMIT ?2",
    [QUERY_UNDO_MARKS] = "SELECT coalesce((SELECT max(id) FROM timeline WHERE case_id = ?1), 0), "
                         "coalesce((SELECT max(id) FROM leg_pause WHERE case_id = ?1), 0), "
                         "coalesce((SELECT max(id) FROM leg_extension WHERE case_id = ?1), 0), "
                         "coalesce((SELECT id FROM leg_pause WHERE case_id = ?1 AND until_at IS NULL), 0)",
    [QUERY_UNDO] = "SELECT case_id, made_at, version, line_before, pause_before, extension_before, "
                   "pause_running, line_after, other_id, action, badge, fields FROM move_undo "
                   "WHERE case_id = ?1",
    [QUERY_CLUSTER_RECENT] =
        "SELECT case_id, at, building FROM recent_case WHERE place = ?1 AND at > ?2 AND category = ?4 "
        "AND " OF_CASE_SEEN("case_id") " "
                                       "ORDER BY at DESC, case_id DESC LIMIT ?3",
    [QUERY_CLUSTER_LIVE] = "SELECT id FROM cluster WHERE place = ?1 AND category = ?2 AND last_at > ?3 "
                           "ORDER BY last_at DESC LIMIT 1",
    [QUERY_CLUSTERS] = CLUSTER "WHERE handled_at IS NULL AND id > 0 AND raised_at > ?1 ORDER BY id LIMIT ?2",
    [QUERY_CLUSTER] = CLUSTER "WHERE id = ?1",
    [QUERY_CLUSTER_CASES] = "SELECT case_id FROM cluster_case WHERE cluster_id = ?1 AND " OF_CASE_SEEN(
        "case_id") " ORDER BY case_id LIMIT ?2",
    [QUERY_ROSTER] = "SELECT date, badge, plan FROM roster WHERE (date, badge) > (?1, ?2) AND date <= ?3 "
                     "ORDER BY date, badge LIMIT ?4",
    [QUERY_ROSTER_PLAN] = "SELECT plan FROM roster WHERE date = ?1 AND badge = ?2",
    [QUERY_HANDOVER_TURN] = "SELECT id FROM handover WHERE date = ?1 AND shift = ?2",
    [QUERY_HANDOVER_LINES] = "SELECT id FROM handover_line WHERE handover_id = ?1 ORDER BY id LIMIT ?2",
    [QUERY_HANDOVER_SIGNATURES] = "SELECT side, badge, at FROM handover_signature WHERE handover_id = ?1 "
                                  "ORDER BY side, badge LIMIT ?2",
    [QUERY_HANDOVER_LEAVES] = "SELECT is_gone, badge, at, allowed_by, reason FROM handover_leave "
                              "WHERE handover_id = ?1 ORDER BY badge, is_gone LIMIT ?2",
    [QUERY_HANDOVER_NOTES] =
        "SELECT badge, at, text FROM handover_note WHERE handover_id = ?1 ORDER BY id LIMIT ?2",
    [QUERY_HANDOVER_SHEET] = "SELECT sheet, hash_before, hash, sealed FROM handover WHERE id = ?1",
    [QUERY_HANDOVER_LIST] =
        "SELECT id, date, shift, next_shift, ends_at, out_badge, in_badge, signed_at, carried, questions, "
        "(SELECT count(*) FROM handover_leave l WHERE l.handover_id = handover.id AND l.allowed_by <> '') "
        "FROM handover WHERE (ends_at, id) < (?1, ?2) AND ends_at >= ?5 AND (?4 = '' OR sheet LIKE ?4 ESCAPE "
        "'\\') ORDER BY ends_at DESC, id DESC LIMIT ?3",
    [QUERY_HANDOVER_SEALED] = "SELECT id, sheet, hash_before, hash, sealed FROM handover WHERE sealed > ?1 "
                              "AND sealed > 0 ORDER BY sealed LIMIT ?2",
    [QUERY_HANDOVER_BEFORE] = "SELECT id FROM handover WHERE ends_at < ?1 ORDER BY ends_at DESC LIMIT 1",
    [QUERY_SWAPS] = "SELECT id FROM swap WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
    [QUERY_SWAPS_APPROVED] = "SELECT id FROM swap WHERE state = 'approved' AND date >= ?1 AND date <= ?2 "
                             "ORDER BY date, id LIMIT ?3",
    [QUERY_SWAPS_WAITING] =
        "SELECT id FROM swap WHERE state IN ('asked', 'agreed') AND id > ?1 ORDER BY id LIMIT ?2",
    [QUERY_PATTERNS] = "SELECT name, people FROM roster_pattern WHERE name > '' ORDER BY name LIMIT ?1",
    [QUERY_PATTERN] = "SELECT plans FROM roster_pattern WHERE name = ?1",
    [QUERY_FOLLOWUPS] = "SELECT id FROM followup WHERE place = ?1 ORDER BY id DESC LIMIT ?2",
    [QUERY_FOLLOWUP_LAST] =
        "SELECT id FROM followup WHERE place = ?1 AND is_done = 1 ORDER BY id DESC LIMIT ?2",
    [QUERY_WORK] =
        "SELECT badge, action FROM audit WHERE id >= ?1 AND id < ?2 AND " OBJECT_SEEN " ORDER BY id",
    [QUERY_WORK_TIME] = "SELECT at FROM audit WHERE id >= ?1 ORDER BY id LIMIT 1",
    [QUERY_WORK_REMARK] =
        "SELECT remarks, signed_by, signed_at FROM work_report WHERE date = ?1 AND shift = ?2 AND badge = ?3",
    [QUERY_ROSTER_NEWEST] = "SELECT date FROM roster WHERE date > 0 ORDER BY date DESC LIMIT 1",
    [QUERY_CASE_CHILDREN] = HISTORY "WHERE parent_id = ?1 AND " CASE_SEEN " ORDER BY id LIMIT ?2",
    [QUERY_SCRIPT_COUNTS] = "SELECT day, badge, kind, code, times FROM script_count "
                            "WHERE (day, badge, kind, code) > (?1, ?2, ?3, ?4) AND day <= ?5 "
                            "ORDER BY day, badge, kind, code LIMIT ?6",
    [QUERY_HOOK_DUE] = "SELECT id FROM hook_run WHERE hook = ?1 AND next_at IS NOT NULL AND next_at <= ?2 "
                       "ORDER BY next_at, id LIMIT 1",
    [QUERY_HOOK_NEXT] = "SELECT next_at FROM hook_run WHERE hook = ?1 AND next_at IS NOT NULL "
                        "ORDER BY next_at LIMIT 1",
    [QUERY_HOOK_LIST] = HOOK_RUN "WHERE state = ?1 AND " OF_CASE_SEEN("case_id") " ORDER BY id LIMIT ?2",
    [QUERY_HOOK_LIST_NEWEST] =
        HOOK_RUN "WHERE state = ?1 AND " OF_CASE_SEEN("case_id") " ORDER BY id DESC LIMIT ?2",
    [QUERY_HOOK_COUNT] = "SELECT count(*) FROM hook_run WHERE state = ?1 AND " OF_CASE_SEEN("case_id"),
    [QUERY_HOOK_OLD] = "SELECT id FROM hook_run WHERE state = ?1 AND ended_at < ?2 ORDER BY id LIMIT 1",
    [QUERY_HOOK_LEGS_DUE] = "SELECT case_id, sequence, level, next_at FROM hook_leg "
                            "WHERE next_at IS NOT NULL AND next_at <= ?1 ORDER BY next_at LIMIT ?2",
    [QUERY_HOOK_LEG_NEXT] = "SELECT next_at FROM hook_leg WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1",
    /* Open legs that nobody follows, also those whose desk has forgotten that they run again. */
    [QUERY_HOOK_LEGS_NEW] =
        "SELECT case_id, sequence, warning_at, critical_at, due_at FROM case_record CROSS JOIN leg "
        "ON case_id = id WHERE is_open = 1 AND is_confidential = 0 AND queue_rank <= 2 AND met_at IS NULL "
        "AND is_dropped = 0 "
        "AND suspended_at IS NULL AND NOT EXISTS (SELECT 1 FROM hook_leg h WHERE h.case_id = leg.case_id "
        "AND h.sequence = leg.sequence AND (h.next_at IS NOT NULL OR h.level = 3)) LIMIT ?1",
};

const char *query_sql(enum query query)
{
    return texts[query];
}
