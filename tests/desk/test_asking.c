/*
 * No path from outside reaches the store without asking: a walk over the sources of the desk. From each
 * function that include/zuoxi/desk declares, in the order of its text, a question to the table of rights must
 * come before the first call of a function of the store, through whatever functions and tables lie between.
 */

#include "suite.h"

#include <ctype.h>
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault/figure.h"
#include "zuoxi/base/mem.h"

#define NAMES_MAX 2000
#define NODES_MAX 3000
#define FILES_MAX 400
#define NAME_SIZE 64

struct names {
    char items[NAMES_MAX][NAME_SIZE];
    size_t count;
};

/* A function of the desk, or a table that names functions. */
struct node {
    char name[NAME_SIZE];
    size_t file;
    const char *body, *end;
    enum { UNSEEN, BEING_SEEN, SEEN } state;
    bool asks;             /* before anything else */
    char store[NAME_SIZE]; /* the store's function that it reaches unasked, '' none */
};

struct tree {
    struct names exported, shared, store; /* shared: what desk's own headers declare besides */
    struct node nodes[NODES_MAX];
    size_t count;
    char *texts[FILES_MAX]; /* of the files; nodes point into them */
    bool is_known[1 << 16]; /* by a name's hash: most words of a text name nothing of ours */
};

static const char *const questions[] = {"desk_can", "desk_has_right", "desk_allow", "desk_allow_on"};

/* What says nothing of any record: the machinery of a transaction, and of the file. */
static const char *const machinery[] = {
    "store_begin",     "store_commit",   "store_rollback",    "store_in_transaction",
    "store_ring_bell", "store_changed",  "store_look_as",     "store_path",
    "store_is_demo",   "store_is_owner", "store_profile",     "store_close",
    "request_find",    "request_done",   "hook_store_follow", "store_open",
};

/* Those that reach it unasked, and why. */
static const struct {
    const char *name, *reason;
} exceptions[] = {
    {"acting_refresh", "whether the actor stands in for the lead: what the questions are answered by"},
    {"attach_save", "inside intake_save, which has asked"},
    {"backup_last", "when the last backup was made: a line for everybody"},
    {"backup_overdue", "as above"},
    {"backup_warning", "as above"},
    {"board_attach", "inside the save of a call, which has asked"},
    {"board_attach_case", "inside saves that have asked"},
    {"cluster_take_notice", "inside board_save, which has asked"},
    {"cluster_watch", "inside the save of a case, which has asked; shows nothing"},
    {"correct_record", "inside saves that have asked"},
    {"backup_restore", "into the place of a database that nobody has open; by the file's owner"},
    {"verify_copy", "a file that nobody has open, for whoever may read it; shows ids and names of fields"},
    {"demo_fill", "a database of its own, which nobody has opened yet"},
    {"desk_audit", "the line about what was done"},
    {"desk_erase_audit", "inside an erasure, which has asked"},
    {"hook_accepted", "tells programs what was saved, inside that save"},
    {"hook_cluster", "as above"},
    {"hook_happened", "as above"},
    {"hook_level", "as above"},
    {"hook_missed", "as above"},
    {"hook_moved", "as above"},
    {"hook_notice", "as above"},
    {"hook_runner_close", "runs the programs for the house, whoever sits at the desk; shows nothing"},
    {"hook_runner_step", "as above"},
    {"hook_answer", "as above"},
    {"intake_save_case", "inside saves that have asked"},
    {"intake_save_contact", "inside saves that have asked"},
    {"live_board_refresh", "a number that says whether to read again"},
    {"live_roster_refresh", "as above"},
    {"people_first", "the first account of a database that has none, by the file's owner"},
    {"promise_add", "inside saves that have asked"},
    {"promise_for_missed", "a call that nobody took, reported by the exchange"},
    {"promise_meet", "inside the save of a call, which has asked"},
    {"promise_visit", "inside the save of a case, which has asked"},
    {"promise_withdraw", "inside saves that have asked"},
    {"promise_withdraw_phone", "inside saves that have asked"},
    {"seat_begin", "one's own seat"},
    {"seat_check", "one's own seat"},
    {"seat_find", "whether a colleague takes calls; inside functions that have asked"},
    {"seat_unlock", "one's own seat, with one's password"},
    {"session_act_as", "signing in"},
    {"session_act_as_owner", "signing in: the file is theirs"},
    {"session_admit", "signing in"},
    {"session_change", "one's own password, with the old one"},
    {"session_enter", "signing in"},
    {"session_resume", "a helper of somebody who has signed in"},
    {"session_prove", "a password typed beside the actor's"},
    {"session_start", "signing in"},
    {"session_step", "signing in"},
    {"session_take_over", "signing in"},
    {"session_unlock", "one's own password"},
    {"task_run", "the transaction around a function that asks; is the seat still one's own?"},
    {"task_step", "as above"},
    {"usage_count_case", "inside saves that have asked"},
    {"usage_count_contact", "inside saves that have asked"},
    {"usage_count_details", "inside saves that have asked"},
};

static bool is_among(const char *const *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i], name) == 0) {
            return true;
        }
    }
    return false;
}
#define IS_AMONG(list, name) is_among(list, sizeof(list) / sizeof((list)[0]), name)

static bool has_name(const struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(names->items[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void add_name(struct names *names, const char *name)
{
    if (!has_name(names, name)) {
        ck_assert_uint_lt(names->count, NAMES_MAX);
        snprintf(names->items[names->count++], NAME_SIZE, "%s", name);
    }
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The file with comments and strings blanked. */
static char *read_blanked(const char *path)
{
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s: run from the root of the tree", path);
    char *text = mem_new(1, 1 << 18);
    size_t length = fread(text, 1, (1 << 18) - 1, file);
    fclose(file);
    char inside = '\0'; /* '"', '\'', '*' in a comment */
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        bool ends = inside == '*' ? c == '*' && text[i + 1] == '/' : c == inside;
        if (inside == '\0') {
            inside = c == '"' || c == '\'' ? c : c == '/' && text[i + 1] == '*' ? '*' : '\0';
        } else if (ends) {
            inside = '\0';
            text[i + (c == '*')] = ' ';
            text[i] = ' ';
        } else {
            i += c == '\\' && inside != '*';
            text[i - (c == '\\' && inside != '*')] = ' ';
            text[i] = c == '\n' ? '\n' : ' ';
        }
    }
    return text;
}

/* The next word at or behind *at; false at the end. */
static bool next_word(const char **at, const char *end, char word[NAME_SIZE])
{
    while (*at < end && !is_word(**at)) {
        ++*at;
    }
    size_t length = 0;
    while (*at < end && is_word(**at)) {
        word[length < NAME_SIZE - 1 ? length++ : length] = **at;
        ++*at;
    }
    word[length] = '\0';
    return length > 0;
}

/* Every name in front of `behind`: "(" for what is declared, "(struct store *" for the store's own. */
static void read_declared(struct names *names, const char *pattern, const char *behind)
{
    glob_t found;
    ck_assert_int_eq(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *text = read_blanked(found.gl_pathv[i]), word[NAME_SIZE];
        const char *at = text, *end = text + strlen(text);
        while (next_word(&at, end, word)) {
            if (strncmp(at, behind, strlen(behind)) == 0) {
                add_name(names, word);
            }
        }
        free(text);
    }
    globfree(&found);
}

static void add_node(struct tree *tree, size_t file, const char *head, const char *before, const char *body,
                     const char *end)
{
    char word[NAME_SIZE];
    struct node *node = &tree->nodes[tree->count];
    ck_assert_uint_lt(tree->count++, NODES_MAX);
    node->file = file;
    node->body = body;
    node->end = end;
    while (next_word(&head, before, word)) {
        snprintf(node->name, sizeof(node->name), "%s", word);
    }
}

/* Functions begin with "{" in the first column and end with "}" there; tables have both in a line of their
 * own, too. */
static void read_source(struct tree *tree, size_t file, const char *path)
{
    ck_assert_uint_lt(file, FILES_MAX);
    const char *text = tree->texts[file] = read_blanked(path), *head = text;
    for (const char *line = text; line != NULL && *line != '\0';) {
        const char *next = strchr(line, '\n');
        bool is_table = strncmp(line, "static ", 7) == 0 && next != NULL && strncmp(next - 3, "= {", 3) == 0;
        if (isalpha((unsigned char)*line)) {
            head = line;
        }
        if (*line == '{' || is_table) {
            const char *end = strstr(line, "\n}");
            const char *before = is_table ? strchr(line, '[') : strchr(head, '(');
            ck_assert_msg(end != NULL, "%s: %.60s", path, head);
            if (before != NULL && before < end) {
                add_node(tree, file, head, before, line, end);
            }
            next = end != NULL ? strchr(end + 1, '\n') : NULL;
        }
        line = next != NULL ? next + 1 : NULL;
    }
}

/* What a word in a file's text means: that file's own function, else one that a header declares. */
static struct node *resolve(struct tree *tree, size_t file, const char *word)
{
    struct node *found = NULL;
    bool is_open = has_name(&tree->exported, word) || has_name(&tree->shared, word);
    for (size_t i = 0; i < tree->count; i++) {
        if (strcmp(tree->nodes[i].name, word) == 0 &&
            (tree->nodes[i].file == file || (is_open && found == NULL))) {
            found = &tree->nodes[i];
        }
    }
    return found;
}

static bool *known(struct tree *tree, const char *name)
{
    uint32_t hash = 2166136261u;
    for (; *name != '\0'; name++) {
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    }
    return &tree->is_known[(hash >> 16) ^ (hash & 0xffff)];
}

static void know_all(struct tree *tree)
{
    for (size_t i = 0; i < tree->store.count; i++) {
        *known(tree, tree->store.items[i]) = true;
    }
    for (size_t i = 0; i < tree->count; i++) {
        *known(tree, tree->nodes[i].name) = true;
    }
    for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
        *known(tree, questions[i]) = true;
    }
}

static void look(struct tree *tree, struct node *node)
{
    char word[NAME_SIZE];
    node->state = BEING_SEEN;
    for (const char *at = node->body;
         next_word(&at, node->end, word) && !node->asks && node->store[0] == '\0';) {
        if (!*known(tree, word)) {
            continue;
        }
        if (IS_AMONG(questions, word)) {
            node->asks = true;
        } else if (has_name(&tree->store, word)) {
            snprintf(node->store, sizeof(node->store), "%s", IS_AMONG(machinery, word) ? "" : word);
        } else {
            struct node *called = resolve(tree, node->file, word);
            if (called != NULL && called->state == UNSEEN) {
                look(tree, called);
            }
            if (called != NULL && called->state == SEEN) {
                node->asks = called->asks;
                snprintf(node->store, sizeof(node->store), "%s", called->store);
            }
        }
    }
    node->state = SEEN;
}

static struct tree *read_tree(void)
{
    struct tree *tree = mem_new(1, sizeof(*tree));
    glob_t found;
    read_declared(&tree->exported, "include/zuoxi/desk/*.h", "(");
    read_declared(&tree->shared, "src/desk/*.h", "(");
    read_declared(&tree->store, "include/zuoxi/store/*.h", "(struct store *");
    read_declared(&tree->store, "include/zuoxi/store/*.h", "(struct db *");
    ck_assert_int_eq(glob("src/desk/*.c", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        read_source(tree, i, found.gl_pathv[i]);
    }
    globfree(&found);
    know_all(tree);
    return tree;
}

static const char *reason_of(const char *name)
{
    for (size_t i = 0; i < sizeof(exceptions) / sizeof(exceptions[0]); i++) {
        if (strcmp(exceptions[i].name, name) == 0) {
            return exceptions[i].reason;
        }
    }
    return NULL;
}

START_TEST(every_function_of_the_desk__asks_before_it_reaches_the_store)
{
    struct tree *tree = read_tree();
    size_t asking = 0, excused = 0, open = 0;
    ck_assert_uint_gt(tree->count, 900);
    ck_assert_uint_gt(tree->store.count, 150);
    for (size_t i = 0; i < tree->count; i++) {
        struct node *node = &tree->nodes[i];
        if (!has_name(&tree->exported, node->name)) {
            continue;
        }
        if (node->state == UNSEEN) {
            look(tree, node);
        }
        bool is_excused = reason_of(node->name) != NULL;
        asking += node->asks;
        excused += node->store[0] != '\0' && is_excused;
        if (node->store[0] != '\0' && !is_excused) {
            open++;
            printf("%s reaches %s without asking\n", node->name, node->store);
        }
        if (node->store[0] == '\0' && is_excused) {
            open++;
            printf("%s needs no exception\n", node->name);
        }
    }
    figure_reached("S13", open == 0,
                   "%zu functions of the desk ask before they reach the store, %zu have a reason "
                   "not to, %zu do not",
                   asking, excused, open);
    ck_assert_uint_eq(open, 0);
    ck_assert_uint_gt(asking, 100);
    for (size_t i = 0; i < FILES_MAX; i++) {
        free(tree->texts[i]);
    }
    free(tree);
}
END_TEST

SUITE_MAIN("desk/asking", every_function_of_the_desk__asks_before_it_reaches_the_store)
