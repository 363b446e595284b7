/* Drafts by way of the helper: never lost with it, never out of order, never back after they were dropped. */

#include "suite.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/path.h"
#include "zuoxi/desk/draft.h"

#define PATIENCE_MS 20000
#define ROUNDS      90

/* The pid of this process's only child, 0 when there is none. */
static pid_t helper(void)
{
    char path[64], line[64] = "";
    snprintf(path, sizeof(path), "/proc/%d/task/%d/children", getpid(), getpid());
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    const char *got = fgets(line, sizeof(line), file);
    fclose(file);
    return got == NULL ? 0 : (pid_t)strtol(line, NULL, 10);
}

/* Names in the drafts' directory, those of temporaries too. */
static size_t files(const struct desk_fixture *fixture)
{
    char path[200];
    size_t count = 0;
    snprintf(path, sizeof(path), "%s/zuoxi/drafts", fixture->directory);
    DIR *folder = opendir(path);
    ck_assert_ptr_nonnull(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    closedir(folder);
    return count;
}

static void send_words(struct desk_fixture *fixture, struct intake *intake, const char *content,
                       struct draft_ticket *ticket)
{
    text_copy(intake->record.content, sizeof(intake->record.content), content);
    fixture_ok(draft_send(&fixture->desk, DRAFT_INTAKE, intake, NULL, ticket, &err));
}

/* What becomes of it, waited for as the console does. */
static enum draft_news news_of(struct desk_fixture *fixture, struct draft_ticket *ticket)
{
    enum draft_news news;
    while ((news = draft_ask(&fixture->desk, ticket)) == DRAFT_UNDER_WAY) {
        struct pollfd wait = {.fd = draft_answers(&fixture->desk), .events = POLLIN};
        ck_assert_int_ge(wait.fd, 0);
        ck_assert_int_eq(poll(&wait, 1, PATIENCE_MS), 1);
    }
    ck_assert_uint_eq(ticket->id, 0);
    return news;
}

/* What the next sign-in would bring back; "" nothing. */
static void expect_content(struct desk_fixture *fixture, const char *content)
{
    struct drafts drafts;
    fixture_ok(draft_restore(&fixture->desk, &drafts, &err));
    ck_assert_uint_eq(drafts.count, content[0] != '\0');
    if (drafts.count > 0) {
        ck_assert_str_eq(drafts.items[0].intake->record.content, content);
    }
    drafts_clear(&drafts);
}

START_TEST(a_sent_draft__is_on_the_disk_once_the_helper_says_so)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct draft_ticket ticket;
    ck_assert_int_eq(draft_answers(&fixture->desk), -1);
    send_words(fixture, intake, "一次", &ticket);
    ck_assert_uint_ne(ticket.id, 0);
    ck_assert_int_eq(news_of(fixture, &ticket), DRAFT_ON_DISK);
    expect_content(fixture, "一次");
    pid_t first = helper();
    send_words(fixture, intake, "两次", &ticket);
    ck_assert_int_eq(news_of(fixture, &ticket), DRAFT_ON_DISK);
    expect_content(fixture, "两次");
    ck_assert_uint_eq(files(fixture), 1);
    ck_assert_int_eq(draft_answers(&fixture->desk), -1);
    ck_assert_int_eq(helper(), first); /* one for all of them */
    draft_release(&fixture->desk);
    ck_assert_int_eq(helper(), 0);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(several_forms__are_answered_each_for_itself)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *forms[DRAFTS_MAX];
    struct draft_ticket tickets[DRAFTS_MAX];
    for (size_t i = 0; i < DRAFTS_MAX; i++) {
        forms[i] = desk_fixture_intake(fixture);
        send_words(fixture, forms[i], "多张", &tickets[i]);
    }
    for (size_t i = DRAFTS_MAX; i > 0; i--) {
        ck_assert_int_eq(news_of(fixture, &tickets[i - 1]), DRAFT_ON_DISK);
        free(forms[i - 1]);
    }
    ck_assert_uint_eq(files(fixture), DRAFTS_MAX);
    desk_fixture_close(fixture);
}
END_TEST

/* However far the helper has come: what is saved here, or dropped, after taking it back stands. */
START_TEST(a_recalled_draft__never_comes_after_what_followed_it)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct draft_ticket ticket, other = {0};
    struct intake *last = desk_fixture_intake(fixture);
    for (int round = 0; round < ROUNDS; round++) {
        send_words(fixture, intake, "旧的", &ticket);
        struct pollfd wait = {.fd = -1};
        struct timespec pause = {.tv_nsec = round % 30 * 40000};
        ppoll(&wait, 1, &pause, NULL); /* further, each time */
        draft_recall(&fixture->desk, &ticket);
        if (round % 2 == 0) {
            text_copy(intake->record.content, sizeof(intake->record.content), "新的");
            fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
        } else {
            fixture_ok(draft_drop(&fixture->desk, DRAFT_INTAKE, intake, &err));
        }
        send_words(fixture, last, "最后", &other); /* the helper has been through all before it */
        ck_assert_int_eq(news_of(fixture, &other), DRAFT_ON_DISK);
        fixture_ok(draft_drop(&fixture->desk, DRAFT_INTAKE, last, &err));
        expect_content(fixture, round % 2 == 0 ? "新的" : "");
        ck_assert_uint_eq(files(fixture), round % 2 == 0);
    }
    free(last);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_helper_that_stands_still__can_be_done_without_and_cannot_bring_back_what_was_dropped)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct draft_ticket ticket, other;
    send_words(fixture, intake, "一", &ticket);
    ck_assert_int_eq(news_of(fixture, &ticket), DRAFT_ON_DISK);
    kill(helper(), SIGSTOP);
    send_words(fixture, intake, "二", &ticket);
    ck_assert_int_eq(draft_ask(&fixture->desk, &ticket), DRAFT_UNDER_WAY);
    draft_recall(&fixture->desk, &ticket);
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
    expect_content(fixture, "二");
    fixture_ok(draft_drop(&fixture->desk, DRAFT_INTAKE, intake, &err));
    struct intake *another = desk_fixture_intake(fixture);
    send_words(fixture, another, "三", &other);
    kill(helper(), SIGCONT);
    ck_assert_int_eq(news_of(fixture, &other), DRAFT_ON_DISK);
    expect_content(fixture, "三");
    ck_assert_uint_eq(files(fixture), 1);
    free(another);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_helper_that_is_killed__loses_nothing_and_another_is_started)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct draft_ticket ticket;
    for (int round = 0; round < 5; round++) {
        send_words(fixture, intake, "它还活着", &ticket);
        ck_assert_int_eq(news_of(fixture, &ticket), DRAFT_ON_DISK);
        pid_t first = helper();
        kill(first, SIGSTOP);
        send_words(fixture, intake, "它死了", &ticket);
        kill(first, SIGKILL);
        ck_assert_int_eq(news_of(fixture, &ticket), DRAFT_LOST);
        fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, intake, NULL, &err));
        expect_content(fixture, "它死了");
        ck_assert_int_eq(helper(), 0);
    }
    draft_recall(&fixture->desk, &ticket);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_helper_that_dies_before_its_first_answer__is_not_tried_again)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct draft_ticket ticket;
    send_words(fixture, intake, "一", &ticket);
    kill(helper(), SIGKILL);
    enum draft_news news = news_of(fixture, &ticket);
    send_words(fixture, intake, "二", &ticket);
    if (news == DRAFT_LOST) { /* it may just have managed */
        ck_assert_uint_eq(ticket.id, 0);
        ck_assert_int_eq(helper(), 0);
    } else {
        ck_assert_int_eq(news_of(fixture, &ticket), DRAFT_ON_DISK);
    }
    expect_content(fixture, "二");
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

/* The desk's process ends with an order in the pipe: the helper does it all the same. */
START_TEST(a_killed_desk__has_what_it_told_the_helper_written)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    int ready[2];
    ck_assert_int_eq(pipe(ready), 0);
    pid_t desk = fork();
    if (desk == 0) {
        struct draft_ticket ticket;
        send_words(fixture, intake, "一", &ticket);
        news_of(fixture, &ticket);
        kill(helper(), SIGSTOP);
        send_words(fixture, intake, "二", &ticket);
        pid_t stopped = helper();
        ck_assert_int_eq(write(ready[1], &stopped, sizeof(stopped)), (ssize_t)sizeof(stopped));
        pause();
    }
    pid_t stopped;
    ck_assert_int_eq(read(ready[0], &stopped, sizeof(stopped)), (ssize_t)sizeof(stopped));
    close(ready[0]);
    kill(desk, SIGKILL);
    ck_assert_int_eq(waitpid(desk, NULL, 0), desk);
    kill(stopped, SIGHUP); /* as the terminal's end sends it */
    kill(stopped, SIGTERM);
    kill(stopped, SIGCONT);
    struct pollfd end = {.fd = -1};
    for (int waited = 0; files(fixture) > 1 && waited < PATIENCE_MS; waited += 5) {
        poll(&end, 1, 5);
    }
    expect_content(fixture, "二");
    ck_assert_uint_eq(files(fixture), 1);
    close(ready[1]);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_temporary_of_a_desk_killed_long_ago__is_swept_away_at_the_sign_in_and_a_young_one_is_not)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct draft_ticket ticket;
    char old[300], young[300], foreign[300];
    send_words(fixture, intake, "在", &ticket);
    ck_assert_int_eq(news_of(fixture, &ticket), DRAFT_ON_DISK);
    snprintf(old, sizeof(old), "%s/zuoxi/drafts/1001-0a1b.json.aB3x9Z", fixture->directory);
    snprintf(young, sizeof(young), "%s/zuoxi/drafts/1001-0a1b.json.aB3x9Y", fixture->directory);
    snprintf(foreign, sizeof(foreign), "%s/zuoxi/drafts/2001-0a1b.json.aB3x9Z", fixture->directory);
    const char *const names[] = {old, young, foreign};
    for (size_t i = 0; i < 3; i++) {
        struct timespec times[2] = {{.tv_sec = DESK_NOW - (i == 1 ? 5 : 3600)}};
        times[1] = times[0];
        close(open(names[i], O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        ck_assert_int_eq(utimensat(AT_FDCWD, names[i], times, 0), 0);
    }
    expect_content(fixture, "在");
    ck_assert_int_ne(access(old, F_OK), 0);
    ck_assert_int_eq(access(young, F_OK), 0);
    ck_assert_int_eq(access(foreign, F_OK), 0);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/draft_writer", a_sent_draft__is_on_the_disk_once_the_helper_says_so,
           several_forms__are_answered_each_for_itself, a_recalled_draft__never_comes_after_what_followed_it,
           a_helper_that_stands_still__can_be_done_without_and_cannot_bring_back_what_was_dropped,
           a_helper_that_is_killed__loses_nothing_and_another_is_started,
           a_helper_that_dies_before_its_first_answer__is_not_tried_again,
           a_killed_desk__has_what_it_told_the_helper_written,
           a_temporary_of_a_desk_killed_long_ago__is_swept_away_at_the_sign_in_and_a_young_one_is_not)
