#include "screen/seat.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"

#define NUMBER_WAIT    5 /* ms between two looks at a number that is not whole yet */
#define ARGUMENTS_MAX  32
#define EXIT_NOT_FOUND 4
#define SIGN_IN_WAIT   20000 /* ms: the password costs a good while on a busy machine */

void seat_environment(struct seat *seat, const char *setting)
{
    size_t count = 0;

    while (seat->environment[count] != NULL) {
        count++;
    }
    ck_assert_uint_lt(count + 1, sizeof(seat->environment) / sizeof(seat->environment[0]));
    seat->environment[count] = setting;
}

void seat_make_bare(struct seat *seat)
{
    *seat = (struct seat){0};
    strcpy(seat->directory, "/tmp/zuoxi-screen-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(seat->directory));
    snprintf(seat->database, sizeof(seat->database), "%s/desk.db", seat->directory);
    snprintf(seat->lock, sizeof(seat->lock), "%s.lock", seat->database);
    snprintf(seat->time_file, sizeof(seat->time_file), "%s/time", seat->directory);
    snprintf(seat->state, sizeof(seat->state), "XDG_STATE_HOME=%s/state", seat->directory);
    snprintf(seat->config, sizeof(seat->config), "XDG_CONFIG_HOME=%s/config", seat->directory);
    snprintf(seat->drafts, sizeof(seat->drafts), "%s/state/zuoxi/drafts", seat->directory);
    seat_environment(seat, seat->state);
    seat_environment(seat, seat->config);
}

static void fill(struct seat *seat, const char *cases, const char *profile)
{
    const char *const demo[] = {"demo",   "--customers", SEAT_CUSTOMERS, "--cases", cases, "--open", cases,
                                "--seed", "7",           "--profile",    profile,   NULL};

    seat_command_ok(seat, NULL, demo);
}

void seat_make(struct seat *seat)
{
    seat_make_bare(seat);
    fill(seat, SEAT_CASES, "heating");
}

void seat_set_time(struct seat *seat, const char *time)
{
    char next[sizeof(seat->time_file) + 4];

    /* A reader never meets half a time: the file is renamed into place. */
    snprintf(next, sizeof(next), "%s.new", seat->time_file);
    terminal_set_time(next, time);
    ck_assert_int_eq(rename(next, seat->time_file), 0);
}

static void make_at(struct seat *seat, const char *time, const char *cases, const char *profile)
{
    seat_make_bare(seat);
    seat->has_time = true;
    seat_set_time(seat, time);
    fill(seat, cases, profile);
}

void seat_make_at(struct seat *seat, const char *time)
{
    make_at(seat, time, SEAT_CASES, "heating");
}

void seat_make_idle_at(struct seat *seat, const char *time)
{
    make_at(seat, time, "0", "heating");
}

void seat_make_profile_at(struct seat *seat, const char *profile, const char *time)
{
    make_at(seat, time, "0", profile);
}

bool seat_make_on_disk(struct seat *seat, int kib)
{
    char disk[sizeof(seat->directory) + 8], size[32];

    seat_make_bare(seat);
    snprintf(disk, sizeof(disk), "%s/disk", seat->directory);
    snprintf(size, sizeof(size), "size=%dk", kib);
    ck_assert_int_eq(mkdir(disk, 0700), 0);
    /* In a mount table of this process's own: it goes when the process goes. */
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("tmpfs", disk, "tmpfs", MS_NOSUID | MS_NODEV, size) != 0) {
        seat_remove(seat);
        return false;
    }
    snprintf(seat->database, sizeof(seat->database), "%s/desk.db", disk);
    snprintf(seat->lock, sizeof(seat->lock), "%s.lock", seat->database);
    fill(seat, SEAT_CASES, "heating");
    return true;
}

void seat_remove(struct seat *seat)
{
    char disk[sizeof(seat->directory) + 8];
    pid_t pid;

    snprintf(disk, sizeof(disk), "%s/disk", seat->directory);
    umount2(disk, MNT_DETACH); /* where there is one */
    pid = fork();

    if (pid == 0) {
        execlp("rm", "rm", "-rf", "--", seat->directory, (char *)NULL);
        _exit(127);
    }
    waitpid(pid, NULL, 0);
}

struct terminal *seat_start(struct seat *seat, int rows, int columns, const char *const more[])
{
    const char *argv[ARGUMENTS_MAX] = {"--database", seat->database};
    struct terminal_options options = {.rows = rows, .columns = columns, .environment = seat->environment};

    for (size_t i = 0; more != NULL && more[i] != NULL && i + 3 < ARGUMENTS_MAX; i++) {
        argv[i + 2] = more[i];
    }
    options.time_file = seat->has_time ? seat->time_file : NULL;
    return terminal_start(argv, &options);
}

void seat_sign_in(struct terminal *terminal, const char *badge)
{
    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, badge);
    terminal_keys(terminal, "<Tab>demo<Enter>");
    if (!terminal_wait_gone(terminal, "密码都是 demo", SIGN_IN_WAIT)) {
        terminal_dump(terminal);
        ck_abort_msg("%s is not signed in", badge);
    }
    terminal_expect(terminal, "F6切换");
}

struct terminal *seat_open(struct seat *seat)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);

    seat_sign_in(terminal, "1001");
    return terminal;
}

void seat_quit(struct terminal **terminal)
{
    int code;

    terminal_keys(*terminal, "<F10>");
    terminal_expect(*terminal, "Enter 是");
    terminal_keys(*terminal, "<Enter>");
    code = terminal_exit_code(*terminal, TERMINAL_WAIT);
    if (code != 0) {
        terminal_dump(*terminal);
    }
    ck_assert_int_eq(code, 0);
    terminal_free(terminal);
}

struct terminal *seat_open_case(struct seat *seat)
{
    struct terminal *terminal;

    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "grade=2", "phone=13800001234",
                                          "name=访客甲", "content=客厅暖气上热下凉", NULL});
    terminal = seat_open(seat);
    terminal_expect(terminal, "1121-0001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "工单 1121-0001");
    terminal_expect(terminal, "F4修改");
    return terminal;
}

void seat_open_form(struct terminal *terminal, int *y, int *x)
{
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "来电登记");
    terminal_expect(terminal, "内容*");
    terminal_keys(terminal, "13800001234<Tab>访客<Tab><Tab><Tab><Tab>");
    terminal_expect(terminal, "1 咨询");
    terminal_keys(terminal, "111<Tab>");
    terminal_expect(terminal, "收费政策 › 热价");
    ck_assert(terminal_find(terminal, "内容*", y, x));
    *x += 6;
    terminal_expect_cursor(terminal, *y, *x);
}

void seat_save_form(struct terminal *terminal, char *number, size_t size)
{
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    seat_saved_number(terminal, number, size);
}

/* In the child: the environment and the program. */
static void become_command(struct seat *seat, const char *const argv[])
{
    char *arguments[ARGUMENTS_MAX] = {(char *)(uintptr_t) "zuoxi", (char *)(uintptr_t) "--database",
                                      seat->database};
    const char *binary = getenv("ZUOXI_BINARY");

    for (size_t i = 0; argv[i] != NULL && i + 4 < ARGUMENTS_MAX; i++) {
        arguments[i + 3] = (char *)(uintptr_t)argv[i];
    }
    if (seat->has_time) {
        terminal_fake_time(seat->time_file);
    }
    for (size_t i = 0; seat->environment[i] != NULL; i++) {
        if (strchr(seat->environment[i], '=') != NULL) {
            putenv((char *)(uintptr_t)seat->environment[i]);
        } else {
            unsetenv(seat->environment[i]);
        }
    }
    if (binary != NULL) {
        execv(binary, arguments);
    }
    _exit(127);
}

int seat_command(struct seat *seat, char *out, const char *const argv[])
{
    size_t used = 0;
    int ends[2], status;
    pid_t pid;

    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
    pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        char errors[sizeof(seat->directory) + 8];
        int file;

        snprintf(errors, sizeof(errors), "%s/errors", seat->directory);
        file = open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
        dup2(ends[1], STDOUT_FILENO);
        dup2(file, STDERR_FILENO);
        become_command(seat, argv);
    }
    close(ends[1]);
    for (;;) {
        char bytes[4096];
        ssize_t length = read(ends[0], bytes, sizeof(bytes));

        if (length <= 0) {
            break;
        }
        if (out != NULL && used + (size_t)length < SEAT_TEXT) {
            memcpy(out + used, bytes, (size_t)length);
            used += (size_t)length;
        }
    }
    close(ends[0]);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    if (out != NULL) {
        out[used] = '\0';
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void seat_errors(const struct seat *seat, char *out)
{
    char errors[sizeof(seat->directory) + 8];
    FILE *file;

    snprintf(errors, sizeof(errors), "%s/errors", seat->directory);
    file = fopen(errors, "r");
    ck_assert_ptr_nonnull(file);
    out[fread(out, 1, SEAT_TEXT - 1, file)] = '\0';
    fclose(file);
}

static void expect_code(const struct seat *seat, const char *const argv[], bool is_good, int code)
{
    char errors[SEAT_TEXT];

    if (!is_good) {
        seat_errors(seat, errors);
        ck_abort_msg("zuoxi %s %s: exit code %d: %s", argv[0], argv[1] != NULL ? argv[1] : "", code, errors);
    }
}

void seat_command_ok(struct seat *seat, char *out, const char *const argv[])
{
    int code = seat_command(seat, out, argv);

    expect_code(seat, argv, code == 0, code);
}

/* A subcommand's answer as JSON. */
static json_t *ask(struct seat *seat, const char *const argv[])
{
    char *text = mem_new(1, SEAT_TEXT);
    int code = seat_command(seat, text, argv);
    json_t *answer;

    expect_code(seat, argv, code == 0 || code == EXIT_NOT_FOUND, code);
    answer = json_loads(code == 0 ? text : "[]", 0, NULL);
    ck_assert_msg(answer != NULL, "not JSON: %s", text);
    free(text);
    return answer;
}

json_t *seat_case(struct seat *seat, const char *number)
{
    return ask(seat, (const char *const[]){"case", "show", number, "--json", NULL});
}

json_t *seat_first_case(struct seat *seat)
{
    json_t *list = ask(seat, (const char *const[]){"case", "list", "--json", NULL});
    const char *number = seat_text(json_array_get(list, 0), "number");
    json_t *answer = seat_case(seat, number);

    json_decref(list);
    return answer;
}

const char *seat_text(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));

    ck_assert_msg(text != NULL, "no text %s", member);
    return text;
}

int seat_count_found(struct seat *seat, const char *words)
{
    json_t *list = ask(seat, (const char *const[]){"search", words, "--json", NULL});
    int count = (int)json_array_size(list);

    json_decref(list);
    return count;
}

void seat_saved_number(struct terminal *terminal, char *out, size_t size)
{
    static const char said[] = "已保存：新工单 ";
    char row[1024];
    int y, x;

    terminal_expect(terminal, said);
    /* One update may come in two pieces: the number is whole when it has its four digits. */
    for (int tries = 0; tries < TERMINAL_WAIT / NUMBER_WAIT; tries++) {
        ck_assert(terminal_find(terminal, said, &y, &x));
        terminal_row_text(terminal, y, row, sizeof(row));
        text_copy(out, size, strstr(row, said) + strlen(said));
        out[strspn(out, "0123456789-")] = '\0';
        if (strlen(out) >= strlen("1121-0001")) {
            return;
        }
        terminal_pump(terminal, NUMBER_WAIT);
    }
    ck_abort_msg("no case number after it: %s", row);
}

int seat_draft_count(const struct seat *seat)
{
    char pattern[sizeof(seat->drafts) + 8];
    glob_t found;
    int count = 0;

    snprintf(pattern, sizeof(pattern), "%s/*.json", seat->drafts);
    if (glob(pattern, 0, NULL, &found) == 0) {
        count = (int)found.gl_pathc;
        globfree(&found);
    }
    return count;
}

void seat_expect_drafts(struct seat *seat, struct terminal *terminal, int count, int ms)
{
    for (int waited = 0; seat_draft_count(seat) != count; waited += 5) {
        ck_assert_msg(waited < ms, "%d drafts, not %d", seat_draft_count(seat), count);
        terminal_pump(terminal, 5);
    }
}

static bool file_holds(const char *path, const char *text)
{
    FILE *file = fopen(path, "r");
    char *bytes = mem_new(1, SEAT_TEXT);
    bool holds;

    if (file != NULL) {
        bytes[fread(bytes, 1, SEAT_TEXT - 1, file)] = '\0';
        fclose(file);
    }
    holds = strstr(bytes, text) != NULL;
    free(bytes);
    return holds;
}

bool seat_draft_holds(const struct seat *seat, const char *text)
{
    char pattern[sizeof(seat->drafts) + 8];
    bool holds = false;
    glob_t found;

    snprintf(pattern, sizeof(pattern), "%s/*.json", seat->drafts);
    if (glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            holds = holds || file_holds(found.gl_pathv[i], text);
        }
        globfree(&found);
    }
    return holds;
}

void seat_expect_draft_text(struct seat *seat, struct terminal *terminal, const char *text, int ms)
{
    for (int waited = 0; !seat_draft_holds(seat, text); waited += 5) {
        ck_assert_msg(waited < ms, "no draft holds %s after %d ms", text, ms);
        terminal_pump(terminal, 5);
    }
}

void seat_counted_keys(struct terminal *terminal, const char *keys, int *count)
{
    while (keys[0] != '\0') {
        const char *end = keys[0] == '<' ? strchr(keys, '>') : NULL;
        size_t length = end != NULL ? (size_t)(end - keys) + 1 : 1;
        char key[16];

        while (end == NULL && ((unsigned char)keys[length] & 0xC0) == 0x80) { /* a whole character */
            length++;
        }
        ck_assert_uint_lt(length, sizeof(key));
        memcpy(key, keys, length);
        key[length] = '\0';
        terminal_keys(terminal, key);
        (*count)++;
        keys += length;
    }
}
