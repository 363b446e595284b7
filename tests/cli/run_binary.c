#include "cli/run_binary.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"

#define ARGUMENTS_MAX 40

static char directory[64];

void run_enter(void)
{
    snprintf(directory, sizeof(directory), "/tmp/zuoxi-cli-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    setenv("XDG_STATE_HOME", directory, 1);
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
}

static void remove_tree(const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        char inner[800];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        snprintf(inner, sizeof(inner), "%s/%s", path, entry->d_name);
        if (unlink(inner) != 0) {
            remove_tree(inner);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    rmdir(path);
}

void run_leave(void)
{
    remove_tree(directory);
}

const char *run_path(const char *name)
{
    static char paths[4][300];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof(paths[0]), "%s/%s", directory, name);
    return path;
}

void run_write(const char *name, const char *text)
{
    FILE *file = fopen(run_path(name), "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static char *read_all(const char *path)
{
    FILE *file = fopen(path, "r");
    size_t length = 0, capacity = 1 << 20;
    char *text = mem_new(capacity + 1, 1);
    if (file != NULL) {
        length = fread(text, 1, capacity, file);
        fclose(file);
    }
    text[length] = '\0';
    return text;
}

char *run_read(const char *name)
{
    return read_all(run_path(name));
}

static void become(const char *out, const char *err, bool is_nobody)
{
    int input = open("/dev/null", O_RDONLY);
    int output = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600),
        errors = open(err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0) {
        _exit(126);
    }
    setsid(); /* no terminal to ask a password on */
    if (is_nobody && (setgid(65534) != 0 || setuid(65534) != 0)) {
        _exit(126);
    }
}

static const char *binary_path(void)
{
    const char *binary = getenv("ZUOXI_BINARY");
    return binary == NULL ? "build/zuoxi" : binary;
}

/* The program and its conf/ where anybody may read them: the tree itself may lie in somebody's private
 * folder. */
static const char *public_binary(void)
{
    static char path[300];
    char command[1400];
    snprintf(path, sizeof(path), "%s/public/build/zuoxi", directory);
    snprintf(
        command, sizeof(command),
        "mkdir -p '%s/public/build' && cp '%s' '%s' && cp -r \"$(dirname '%s')/../conf\" '%s/public/' && "
        "chmod -R a+rX '%s' && chmod 755 '%s'",
        directory, binary_path(), path, binary_path(), directory, directory, directory);
    ck_assert_int_eq(system(command), 0);
    return path;
}

static struct run run_argv(const char *const *arguments, bool is_nobody)
{
    const char *binary = is_nobody ? public_binary() : binary_path();
    char *argv[ARGUMENTS_MAX + 2] = {"zuoxi"}, out[300], err[300];
    struct run run;
    int status;
    for (size_t i = 0; i < ARGUMENTS_MAX && arguments[i] != NULL; i++) {
        argv[i + 1] = mem_copy(arguments[i]);
    }
    snprintf(out, sizeof(out), "%s.out", directory);
    snprintf(err, sizeof(err), "%s.err", directory);
    pid_t child = fork();
    if (child == 0) {
        become(out, err, is_nobody);
        argv[0] = strrchr(binary, '/') != NULL ? strrchr(binary, '/') + 1 : argv[0]; /* as a shell would */
        execv(binary, argv);
        _exit(127);
    }
    ck_assert_int_gt(child, 0);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    run.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    run.out = read_all(out);
    run.err = read_all(err);
    unlink(out);
    unlink(err);
    for (size_t i = 1; argv[i] != NULL; i++) {
        free(argv[i]);
    }
    ck_assert_msg(run.code != 127 && run.code < 128, "the program ended with %d: %s", run.code, run.err);
    return run;
}

static void collect(const char *first, va_list rest, const char *arguments[ARGUMENTS_MAX + 1])
{
    size_t count = 0;
    for (const char *next = first; next != NULL && count < ARGUMENTS_MAX; next = va_arg(rest, const char *)) {
        arguments[count++] = next;
    }
    arguments[count] = NULL;
}

struct run run_binary(const char *first, ...)
{
    const char *arguments[ARGUMENTS_MAX + 1];
    va_list rest;
    va_start(rest, first);
    collect(first, rest, arguments);
    va_end(rest);
    return run_argv(arguments, false);
}

struct run run_as_nobody(const char *const *arguments)
{
    return run_argv(arguments, geteuid() == 0);
}

void run_clear(struct run *run)
{
    free(run->out);
    free(run->err);
    *run = (struct run){0};
}

void run_expect(int code, const char *says, const char *first, ...)
{
    const char *arguments[ARGUMENTS_MAX + 1];
    va_list rest;
    va_start(rest, first);
    collect(first, rest, arguments);
    va_end(rest);
    struct run run = run_argv(arguments, false);
    ck_assert_msg(run.code == code, "%s %s: exit %d, expected %d: %s%s", first,
                  arguments[1] == NULL ? "" : arguments[1], run.code, code, run.out, run.err);
    ck_assert_msg(says == NULL || strstr(run.out, says) != NULL || strstr(run.err, says) != NULL,
                  "%s: \"%s\" is missing in: %s%s", first, says, run.out, run.err);
    run_clear(&run);
}
