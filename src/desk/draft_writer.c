#include "draft_writer.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/child.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/path.h"

#define TOLD_MAX 32 /* forms open at once, several times over; what they are told of fits the pipe */

/* What goes through the pipes; both ends are this program. Smaller than PIPE_BUF: written whole or not. */
struct draft_order {
    uint64_t id;
    char temporary[PATH_SIZE];
};
struct draft_outcome {
    uint64_t id;
    bool is_settled;
};

struct told {
    uint64_t id; /* 0: free */
    enum draft_news news;
};

struct draft_writer {
    struct child child;
    int input;
    uint64_t last;  /* id */
    bool is_proven; /* it has answered since it was started: worth starting again when it has died */
    bool is_given_up;
    struct told told[TOLD_MAX];
};

static struct told *find(struct draft_writer *writer, uint64_t id)
{
    for (size_t i = 0; i < TOLD_MAX; i++) {
        if (writer->told[i].id == id) {
            return &writer->told[i];
        }
    }
    return NULL;
}

/* It has ended, or cannot be talked to: whoever waits has to do without. */
static void bury(struct draft_writer *writer)
{
    if (writer->input >= 0) {
        close(writer->input);
    }
    writer->input = -1;
    child_stop(&writer->child);
    writer->is_given_up = !writer->is_proven;
    writer->is_proven = false;
    for (size_t i = 0; i < TOLD_MAX; i++) {
        if (writer->told[i].news == DRAFT_UNDER_WAY) {
            writer->told[i].news = DRAFT_LOST;
        }
    }
}

static void listen_to(struct draft_writer *writer)
{
    struct draft_outcome outcome;
    if (writer->input < 0) {
        return;
    }
    bool has_ended = child_step(&writer->child);
    struct str *output = &writer->child.output;
    while (output->length >= sizeof(outcome)) {
        memcpy(&outcome, output->bytes, sizeof(outcome));
        str_remove(output, 0, sizeof(outcome));
        struct told *told = outcome.id != 0 ? find(writer, outcome.id) : NULL;
        if (told != NULL) {
            told->news = outcome.is_settled ? DRAFT_ON_DISK : DRAFT_LOST;
        }
        writer->is_proven = true;
    }
    if (has_ended) {
        bury(writer);
    }
}

static struct draft_writer *running(struct desk *desk)
{
    char *argv[] = {"zuoxi", "helper-draft", NULL};
    if (desk->writer == NULL) {
        desk->writer = mem_new(1, sizeof(*desk->writer));
        desk->writer->input = -1;
        desk->writer->child.fd = -1;
    }
    struct draft_writer *writer = desk->writer;
    listen_to(writer);
    if (writer->input < 0 && !writer->is_given_up) {
        struct err err;
        writer->is_given_up = child_serve(&writer->child, argv, &writer->input, &err) != STATUS_OK;
    }
    return writer;
}

uint64_t draft_writer_tell(struct desk *desk, const char *temporary)
{
    struct draft_writer *writer = running(desk);
    struct told *told = find(writer, 0);
    struct draft_order order = {.id = writer->last + 1};
    if (writer->input < 0 || told == NULL ||
        !text_copy(order.temporary, sizeof(order.temporary), temporary)) {
        return 0;
    }
    if (write(writer->input, &order, sizeof(order)) != (ssize_t)sizeof(order)) {
        if (errno != EAGAIN) {
            bury(writer);
        }
        return 0;
    }
    *told = (struct told){.id = ++writer->last, .news = DRAFT_UNDER_WAY};
    return told->id;
}

enum draft_news draft_writer_ask(struct desk *desk, uint64_t id)
{
    listen_to(desk->writer);
    struct told *told = find(desk->writer, id);
    enum draft_news news = told == NULL ? DRAFT_LOST : told->news;
    if (told != NULL && news != DRAFT_UNDER_WAY) {
        *told = (struct told){0};
    }
    return news;
}

void draft_writer_forget(struct desk *desk, uint64_t id)
{
    struct told *told = desk->writer == NULL ? NULL : find(desk->writer, id);
    if (told != NULL) {
        *told = (struct told){0};
    }
}

int draft_answers(const struct desk *desk)
{
    const struct draft_writer *writer = desk->writer;
    for (size_t i = 0; writer != NULL && i < TOLD_MAX; i++) {
        if (writer->told[i].id != 0) {
            return writer->child.fd;
        }
    }
    return -1;
}

void draft_writer_close(struct desk *desk)
{
    struct draft_writer *writer = desk->writer;
    if (writer == NULL) {
        return;
    }
    bury(writer); /* who told it something has asked, or taken it back */
    free(writer);
    desk->writer = NULL;
}

/* The helper's own side */

/* One whole order; false at the end of the input. */
static bool take_order(struct draft_order *order)
{
    size_t got = 0;
    while (got < sizeof(*order)) {
        ssize_t count = read(STDIN_FILENO, (char *)order + got, sizeof(*order) - got);
        if (count == 0 || (count < 0 && errno != EINTR)) {
            return false;
        }
        got += count > 0 ? (size_t)count : 0;
    }
    order->temporary[sizeof(order->temporary) - 1] = '\0';
    return true;
}

int draft_helper(void)
{
    /* What ends the desk must not end this before it has done what it was told. */
    static const int ignored[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGPIPE};
    struct draft_order order;
    for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++) {
        signal(ignored[i], SIG_IGN);
    }
    while (take_order(&order)) {
        struct draft_outcome outcome;
        memset(&outcome, 0, sizeof(outcome)); /* its gaps too: it goes out as bytes */
        outcome.id = order.id;
        outcome.is_settled = path_settle(order.temporary, NULL) == STATUS_OK;
        ssize_t ignored_count = write(STDOUT_FILENO, &outcome, sizeof(outcome)); /* the desk may be gone */
        (void)ignored_count;
    }
    return 0;
}
