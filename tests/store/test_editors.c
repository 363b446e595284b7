#include "suite.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "zuoxi/store/editors.h"

static char database[64];

static void make_database(void)
{
    char directory[] = "/tmp/zuoxi-editors-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(database, sizeof(database), "%s/a.db", directory);
    int fd = open(database, O_CREAT | O_WRONLY, 0640);
    ck_assert_int_ge(fd, 0);
    close(fd);
    ck_assert_int_eq(chmod(database, 0640), 0);
}

static void remove_database(void)
{
    char path[96];
    unlink(database);
    snprintf(path, sizeof(path), "%s.open", database);
    unlink(path);
    *strrchr(database, '/') = '\0';
    ck_assert_int_eq(rmdir(database), 0);
}

static struct editor editor_of(const char *badge, int64_t id)
{
    struct editor editor = {.object = "case", .id = id, .since = 1700000000, .name = "王芳", .doing = "修改"};
    strcpy(editor.badge, badge);
    return editor;
}

START_TEST(what_a_desk_has_open__others_see__and_it_does_not_see_itself)
{
    struct editor mine = editor_of("1001", 7), seen[4];
    make_database();
    struct editors *one = editors_open(database), *two = editors_open(database);
    editors_enter(one, &mine);
    ck_assert_uint_eq(editors_others(one, "case", 7, seen, 4), 0);
    ck_assert_uint_eq(editors_others(two, "case", 7, seen, 4), 1);
    ck_assert_str_eq(seen[0].badge, "1001");
    ck_assert_str_eq(seen[0].doing, "修改");
    ck_assert_uint_eq(editors_others(two, "case", 8, seen, 4), 0);
    ck_assert_uint_eq(editors_others(two, "contact", 7, seen, 4), 0);
    editors_leave(one, "case", 7, "修改");
    ck_assert_uint_eq(editors_others(two, "case", 7, seen, 4), 0);
    editors_close(&one);
    editors_close(&two);
    remove_database();
}
END_TEST

START_TEST(a_slot_that_was_left__is_taken_again__and_the_file_stays_small)
{
    struct editor seen[64];
    struct stat file;
    char path[96];
    make_database();
    struct editors *one = editors_open(database), *two = editors_open(database);
    for (int64_t round = 1; round <= 1000; round++) {
        struct editor mine = editor_of("1001", round), also = editor_of("1002", round);
        editors_enter(one, &mine);
        editors_enter(two, &also);
        ck_assert_uint_eq(editors_others(one, "case", round, seen, 64), 1);
        editors_leave(one, "case", round, "修改");
        editors_leave(two, "case", round, "修改");
    }
    snprintf(path, sizeof(path), "%s.open", database);
    ck_assert_int_eq(stat(path, &file), 0);
    ck_assert_int_le(file.st_size, 2 * (off_t)sizeof(struct editor));
    ck_assert_uint_eq(file.st_mode & 0777, 0640); /* as the database's */
    editors_close(&one);
    editors_close(&two);
    remove_database();
}
END_TEST

START_TEST(a_desk_that_is_killed__has_let_go_of_everything)
{
    struct editor seen[4];
    int ready[2];
    char byte;
    make_database();
    ck_assert_int_eq(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        struct editors *theirs = editors_open(database);
        struct editor entry = editor_of("1002", 7);
        editors_enter(theirs, &entry);
        ssize_t ignored = write(ready[1], "x", 1);
        (void)ignored;
        pause();
        _exit(0);
    }
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    struct editors *mine = editors_open(database);
    ck_assert_uint_eq(editors_others(mine, "case", 7, seen, 4), 1);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    ck_assert_uint_eq(editors_others(mine, "case", 7, seen, 4), 0);
    editors_close(&mine);
    close(ready[0]);
    close(ready[1]);
    remove_database();
}
END_TEST

START_TEST(bytes_that_another_program_wrote__show_nobody)
{
    struct editor seen[4], broken = editor_of("1002", 7);
    char path[96];
    make_database();
    struct editors *one = editors_open(database), *two = editors_open(database);
    memset(broken.name, 'x', sizeof(broken.name));
    editors_enter(one, &broken);
    ck_assert_uint_eq(editors_others(two, "case", 7, seen, 4), 0);
    snprintf(path, sizeof(path), "%s.open", database);
    ck_assert_int_eq(truncate(path, 100), 0);
    ck_assert_uint_eq(editors_others(two, "case", 7, seen, 4), 0);
    editors_close(&one);
    editors_close(&two);
    remove_database();
}
END_TEST

SUITE_MAIN("editors", what_a_desk_has_open__others_see__and_it_does_not_see_itself,
           a_slot_that_was_left__is_taken_again__and_the_file_stays_small,
           a_desk_that_is_killed__has_let_go_of_everything, bytes_that_another_program_wrote__show_nobody)
