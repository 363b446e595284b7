#include "suite.h"

#include <dirent.h>
#include <string.h>

#include "zuoxi/base/path.h"
#include "zuoxi/console/prompt.h"

#define SOURCES   "src/console"
#define FILE_SIZE 262144

/* Who asks for a line that is not saved, and how often: its answer filters a list, or fills in what is said.
 * A question whose answer is saved goes through prompt_ask() and so has its draft. */
static const struct unsaved {
    const char *call, *file;
    int times;
} unsaved[] = {
    {"prompt_open(", "board_acts.c", 1},           /* words of a filter */
    {"prompt_open(", "handover_history.c", 1},     /* the same */
    {"prompt_open(", "admin_users.c", 1},          /* the same */
    {"form_popup_open(", "admin_user_forms.c", 3}, /* passwords; a name and a role: nothing to lose */
    {"prompt_open(", "admin_settings.c", 1},       /* the same */
    {"form_popup_open(", "admin_audit.c", 1},      /* words of a filter */
    {"prompt_open(", "book_say.c", 1},             /* a word missing in a phrase that is read aloud */
    {"prompt_open(", "roster_rota.c", 1},          /* a number of days, each of which is saved by itself */
    {"prompt_open(", "roster_exchange.c", 2},      /* a file's path; a short name for what the grid shows */
    {"form_popup_open(", "handover_signing.c", 1}, /* passwords */
    {"form_popup_open(", "handover_release.c", 1}, /* DRAFT_PROMPT, but for the password */
    {"form_popup_open(", "roster_exchange.c", 1},  /* two dates of a preview, saved after it was read */
    {"form_popup_open(", "case_move_form.c", 1},   /* has its draft: DRAFT_MOVE */
    {"form_popup_open(", "batch_form.c", 1},       /* DRAFT_BATCH */
    {"form_popup_open(", "intake_stops.c", 1},     /* part of DRAFT_INTAKE */
};

static int count_calls(const char *text, const char *call)
{
    int count = 0;
    for (const char *at = strstr(text, call); at != NULL; at = strstr(at + 1, call)) {
        count++;
    }
    return count;
}

static int known_calls(const char *call, const char *file)
{
    int times = 0;
    for (size_t i = 0; i < sizeof(unsaved) / sizeof(unsaved[0]); i++) {
        bool is_it = strcmp(unsaved[i].file, file) == 0 && strcmp(unsaved[i].call, call) == 0;
        times += is_it ? unsaved[i].times : 0;
    }
    return times;
}

START_TEST(question__whose_answer_is_saved__is_asked_where_it_has_a_draft)
{
    static const char *const calls[] = {"prompt_open(", "form_popup_open("};
    DIR *sources = opendir(SOURCES);
    int files = 0;
    ck_assert_ptr_nonnull(sources);
    for (const struct dirent *entry; (entry = readdir(sources)) != NULL;) {
        struct str path = {0}, text = {0};
        const char *end = strrchr(entry->d_name, '.');
        if (end == NULL || strcmp(end, ".c") != 0) {
            continue;
        }
        files++;
        str_printf(&path, "%s/%s", SOURCES, entry->d_name);
        ck_assert_int_eq(path_read(str_text(&path), FILE_SIZE, &text, NULL), STATUS_OK);
        for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
            int found = count_calls(str_text(&text), calls[i]), known = known_calls(calls[i], entry->d_name);
            ck_assert_msg(found == known,
                          "%s has %d calls of %s), known are %d: what is saved is asked with prompt_ask() "
                          "(console/prompt.h); what is not goes into this test's list with the reason",
                          entry->d_name, found, calls[i], known);
        }
        str_free(&path);
        str_free(&text);
    }
    closedir(sources);
    ck_assert_int_gt(files, 50);
}
END_TEST

START_TEST(kind__has_a_name_of_its_own__words__and_all_that_a_save_needs)
{
    for (size_t i = 0; prompt_kinds[i] != NULL; i++) {
        const struct prompt_kind *kind = prompt_kinds[i];
        ck_assert_uint_lt(strlen(kind->action), sizeof(((struct prompt_draft *)0)->action));
        if (kind->restore != NULL) {
            continue; /* a form of its page's */
        }
        ck_assert_msg(kind->title != NULL && kind->said != NULL, "%s", kind->action);
        ck_assert_msg(kind->work != NULL && kind->fill != NULL && kind->show != NULL, "%s", kind->action);
        ck_assert_msg(kind->request_at + REQUEST_ID_SIZE <= kind->argument_size, "%s", kind->action);
        ck_assert_msg(kind->max >= 0 && kind->max <= PROMPT_TEXT_MAX, "%s", kind->action);
        for (size_t j = 0; j < i; j++) {
            ck_assert_str_ne(kind->action, prompt_kinds[j]->action);
        }
    }
}
END_TEST

SUITE_MAIN("console/prompts", question__whose_answer_is_saved__is_asked_where_it_has_a_draft,
           kind__has_a_name_of_its_own__words__and_all_that_a_save_needs)
