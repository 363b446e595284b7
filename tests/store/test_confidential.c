/* Every statement that reads a case, or what hangs on one, leaves out what the viewer may not read. */

#include <check.h>
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "fault/figure.h"
#include "store/store_fixture.h"
#include "zuoxi/base/str.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/handover.h"
#include "zuoxi/domain/rights.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/record.h"

/* Rows of these are a case's, or may be. */
static const char *const tables[] = {
    "case_record", "contact",      "leg",           "leg_pause",   "leg_extension", "leg_change",
    "timeline",    "step",         "promise",       "recent_case", "cluster_case",  "notice_call",
    "search_text", "search_index", "move_undo",     "hook_run",    "hook_leg",      "audit",
    "audit_value", "reading_mark", "move_undo_leg",
};

/* Queries that need no condition, and why. */
static const struct {
    enum query query;
    const char *reason;
} exceptions[] = {
    {QUERY_CASE_PLACE, "a save that has asked keeps the counters"},
    {QUERY_CASE_NUMBER_TAKEN, "an import must not give a number twice; the answer is yes or no"},
    {QUERY_CASE_DAY_BACK, "a day's numbers begin anew when none is taken, by whomever; no text"},
    {QUERY_RUNNING_PAUSE, "a move that has asked ends the pause"},
    {QUERY_UNDO_MARKS, "a move that has asked notes the newest lines"},
    {QUERY_UNDO, "the last move, of a case that was loaded; shown with it"},
    {QUERY_AUDIT_OBJECTS, "verify compares the records that the log tells of; shows ids and names of fields"},
    {QUERY_AUDIT_NEXT, "ids of the lines about imports; no text"},
    {QUERY_AUDIT_VALUE, "of a line about an import"},
    {QUERY_AUDIT_CHAIN, "verify goes through all lines and shows none"},
    {QUERY_AUDIT_VALUES, "as above"},
    {QUERY_AUDIT_ERASED, "verify asks whether a value was erased rightly"},
    {QUERY_AUDIT_STRAY, "verify looks for lines outside of the chain"},
    {QUERY_AUDIT_VALUE_BEFORE, "as above"},
    {QUERY_AUDIT_VALUE_BEYOND, "as above"},
    {QUERY_AUDIT_HASH, "the chain's link, no text"},
    {QUERY_AUDIT_LINE_VALUES, "of a line that AUDIT_FIND has let through"},
    {QUERY_WORK_TIME, "when a line was written: to find where a turn begins"},
    {QUERY_HOOK_DUE, "which run comes next, by whom: told when it happened"},
    {QUERY_HOOK_NEXT, "when to wake"},
    {QUERY_HOOK_OLD, "what to throw away"},
    {QUERY_HOOK_LEGS_DUE, "the leg is read with the viewer's eyes after it"},
    {QUERY_HOOK_LEG_NEXT, "when to wake"},
    {QUERY_HOOK_LEGS_NEW, "confidential ones are never followed"},
};

static const char *reason_of(enum query query)
{
    for (size_t i = 0; i < sizeof(exceptions) / sizeof(exceptions[0]); i++) {
        if (exceptions[i].query == query) {
            return exceptions[i].reason;
        }
    }
    return NULL;
}

/* The first of the tables that the text reads from, outside of the condition itself; NULL: none. */
static const char *read_table(const char *sql)
{
    static const char *const words[] = {"FROM ", "JOIN "};
    for (size_t w = 0; w < 2; w++) {
        for (const char *at = strstr(sql, words[w]); at != NULL; at = strstr(at + 1, words[w])) {
            const char *name = at + strlen(words[w]);
            size_t length = 0;
            while (isalnum((unsigned char)name[length]) || name[length] == '_') {
                length++;
            }
            for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
                if (strlen(tables[i]) == length && strncmp(name, tables[i], length) == 0) {
                    return tables[i];
                }
            }
        }
    }
    return NULL;
}

START_TEST(every_query_that_reads_cases__asks_whether_the_viewer_may)
{
    int read = 0, asked = 0;
    for (int i = 0; i < QUERY_COUNT; i++) {
        const char *sql = query_sql((enum query)i), *table = read_table(sql);
        bool asks = strstr(sql, "zuoxi_sees(") != NULL;
        if (table == NULL) {
            continue;
        }
        read++;
        asked += asks;
        ck_assert_msg(asks || reason_of((enum query)i) != NULL,
                      "reads %s without a condition of store/seen.h: %s", table, sql);
        ck_assert_msg(!asks || reason_of((enum query)i) == NULL, "needs no exception: %s", sql);
    }
    figure_reached("S13", read == asked + (int)(sizeof(exceptions) / sizeof(exceptions[0])),
                   "%d of %d queries over cases ask, %d have a reason not to", asked, read, read - asked);
    ck_assert_int_gt(asked, 30);
}
END_TEST

/* Statements of the room beside query.c that read them: each a piece of its text. */
static const char *const beside[] = {
    "DELETE FROM",                           /* nothing is shown */
    "FROM leg WHERE case_id = ?1",           /* undo_store: a move that has asked copies the legs */
    " FROM move_undo_leg WHERE case_id",     /* and puts them back */
    "FROM hook_run WHERE id = ?1",           /* a run whose id a list gave */
    "FROM hook_leg WHERE case_id",           /* followed legs of a case being saved */
    "FROM case_record WHERE id >= ?1",       /* incoming: rows of an import that nobody sees yet */
    "(SELECT 1 FROM case_record LIMIT",      /* incoming: are there few? */
    "AND number <> '' AND id >= ?2",         /* incoming: the block itself */
    "case_id FROM contact WHERE contact.id", /* the search view; its readers ask */
    "FROM search_text",                      /* what the index is made of */
    "FROM search_index WHERE search_index",  /* ids; each hit is looked at in QUERY_SEARCH_RECORD */
    "(SELECT id FROM audit WHERE object",    /* erasing values */
    "FROM case_record WHERE ?1",             /* a backup holds all, and says how many */
    "FROM contact WHERE ?1",
    "SELECT count(*) FROM case_record\"", /* and where numbers go on after a restore */
    "0 AS held FROM contact",             /* retention_store: counts those without a case */
    "ERASED_IN(",                         /* erase_store: who erases a person is shown nothing */
    "FROM case_record hidden",            /* seen.h itself */
    "FROM contact k",
    "FROM audit WHERE object = 'notice'",
    "FROM audit WHERE object = 'handover_line'", /* erase_store, these three: which lines are to be erased */
    "FROM audit_value WHERE audit_id = audit.id",
    "FROM promise p",
};

static bool is_known(const char *line)
{
    for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
        if (strstr(line, beside[i]) != NULL) {
            return true;
        }
    }
    return strstr(line, "_SEEN") != NULL;
}

static void look_at_file(const char *path)
{
    char line[400];
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s", path);
    if (strstr(path, "/verify_counts.c") !=
        NULL) { /* for admins: compares numbers, shows ids of what is wrong */
        fclose(file);
        return;
    }
    for (int number = 1; fgets(line, sizeof(line), file) != NULL; number++) {
        const char *quote = strchr(line, '"');
        bool reads = quote != NULL && read_table(quote) != NULL;
        ck_assert_msg(!reads || is_known(line), "%s:%d: put it into query.c, or say here why not: %s", path,
                      number, line);
    }
    fclose(file);
}

START_TEST(statements_beside_the_table_of_queries__are_known)
{
    DIR *folder = opendir("src/store");
    ck_assert_msg(folder != NULL, "run from the root of the tree");
    int files = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char path[300];
        size_t length = strlen(entry->d_name);
        if (length > 2 && strcmp(entry->d_name, "query.c") != 0 && entry->d_name[length - 2] == '.') {
            snprintf(path, sizeof(path), "src/store/%s", entry->d_name);
            look_at_file(path);
            files++;
        }
    }
    closedir(folder);
    ck_assert_int_gt(files, 40);
}
END_TEST

START_TEST(lines_of_the_audit_about_any_part_of_a_case__are_its_too)
{
    const char *sql = query_sql(QUERY_AUDIT_LIST);
    for (size_t i = 0; i < detail_kind_count; i++) {
        char part[60];
        snprintf(part, sizeof(part), "WHEN '%s' THEN", detail_kinds[i].fields->record);
        ck_assert_msg(strstr(sql, part) != NULL, "OBJECT_SEEN of store/seen.h knows no %s", part);
    }
}
END_TEST

static const struct actor owner = {.badge = "1001", .role = ROLE_OPERATOR};
static const struct actor keeper = {.badge = "1002", .role = ROLE_OPERATOR};
static const struct actor other = {.badge = "1003", .role = ROLE_OPERATOR};
static const struct actor lead = {.badge = "2001", .role = ROLE_LEAD};
static const struct actor admin = {.badge = "9001", .role = ROLE_ADMIN};
static const struct actor nameless = {.role = ROLE_OPERATOR};

/* A confidential case with a contact; a case that nobody looks after is not everybody's. */
static int64_t confide(struct store *store, const char *of, const char *kept_by, int64_t *contact_id)
{
    struct case_record record = {.content = "举报", .is_confidential = true};
    struct contact contact = {.said = "不要告诉别人"};
    snprintf(record.owner, sizeof(record.owner), "%s", of);
    snprintf(record.keeper, sizeof(record.keeper), "%s", kept_by);
    fixture_begin(store);
    fixture_ok(record_insert(store, &case_record_fields, &record, &err));
    contact.case_id = record.head.id;
    fixture_ok(record_insert(store, &contact_fields, &contact, &err));
    fixture_commit(store);
    *contact_id = contact.head.id;
    return record.head.id;
}

static bool is_there(struct store *store, const struct actor *viewer, int64_t case_id, int64_t contact_id)
{
    struct case_record record;
    struct contact contact;
    store_look_as(store, viewer);
    enum status status = record_load(store, &case_record_fields, case_id, &record, NULL);
    ck_assert_int_eq(record_load(store, &contact_fields, contact_id, &contact, NULL), status);
    ck_assert(status == STATUS_OK || status == STATUS_NOT_FOUND);
    return status == STATUS_OK;
}

START_TEST(a_confidential_record__is_there_for_its_own_and_for_leads)
{
    struct store *store = fixture_open();
    int64_t contact, id = confide(store, "1001", "1002", &contact);
    ck_assert(is_there(store, &owner, id, contact));
    ck_assert(is_there(store, &keeper, id, contact));
    ck_assert(is_there(store, &lead, id, contact));
    ck_assert(!is_there(store, &other, id, contact));
    ck_assert(!is_there(store, &admin, id, contact));
    ck_assert(!is_there(store, NULL, id, contact));
    id = confide(store, "1001", "", &contact);
    ck_assert(!is_there(store, &nameless, id, contact));
    fixture_close(store);
}
END_TEST

static size_t lines_seen(struct store *store, const struct actor *viewer, const char *object, int64_t id)
{
    struct audit_row rows[4];
    size_t count = 0;
    store_look_as(store, viewer);
    fixture_ok(audit_list(store, object, id, rows, 4, &count, &err));
    return count;
}

START_TEST(lines_of_the_audit_about_a_handovers_line__are_its_cases_too)
{
    struct store *store = fixture_open();
    int64_t contact, id = confide(store, "1001", "1002", &contact);
    struct handover_line line = {.text = "举报人明天再来", .case_id = id}, plain = {.text = "二号泵异响"};
    struct handover_line *const lines[] = {&line, &plain};
    fixture_begin(store);
    for (size_t i = 0; i < 2; i++) {
        struct audit_entry entry = {.badge = "1001",
                                    .origin = "console",
                                    .action = "handover.line",
                                    .object = "handover_line",
                                    .table = &handover_line_fields,
                                    .after = lines[i]};
        fixture_ok(record_insert(store, &handover_line_fields, lines[i], &err));
        entry.object_id = lines[i]->head.id;
        fixture_ok(audit_write(store, &entry, &err));
    }
    fixture_commit(store);
    ck_assert_uint_eq(lines_seen(store, &owner, "handover_line", line.head.id), 1);
    ck_assert_uint_eq(lines_seen(store, &admin, "handover_line", line.head.id), 0);
    ck_assert_uint_eq(lines_seen(store, &admin, "handover_line", plain.head.id), 1);
    fixture_close(store);
}
END_TEST

FIXTURE_MAIN("confidential", every_query_that_reads_cases__asks_whether_the_viewer_may,
             statements_beside_the_table_of_queries__are_known,
             lines_of_the_audit_about_any_part_of_a_case__are_its_too,
             lines_of_the_audit_about_a_handovers_line__are_its_cases_too,
             a_confidential_record__is_there_for_its_own_and_for_leads)
