/* What the script book lists: a stage's phrases, the answers, or what a search finds; and on which digits. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/book_view.h"

const struct phrasebook *book_of(const struct book_view *self)
{
    return &self->console->config->book;
}

const struct intake *book_intake(const struct book_view *self)
{
    return self->host.intake != NULL ? self->host.intake(self->host.context) : NULL;
}

size_t book_stage_count(const struct book_view *self)
{
    return book_of(self)->stage_count + (book_of(self)->answer_count > 0);
}

const char *book_stage_label(const struct book_view *self, size_t stage)
{
    return stage < book_of(self)->stage_count ? book_of(self)->stages[stage] : _("知识");
}

static size_t list(const struct book_view *self, size_t stage, struct book_item *items, size_t max)
{
    const struct intake *intake = book_intake(self);
    bool in_outage = self->host.in_outage != NULL && self->host.in_outage(self->host.context);
    struct phrase_scene scene = script_scene(&self->console->desk, intake, in_outage);
    const struct phrase_scene *now = intake != NULL ? &scene : NULL; /* over no form: all of it */
    const struct phrasebook *book = book_of(self);
    if (edit_text(self->query)[0] != '\0') {
        return book_search(book, edit_text(self->query), now, items, max);
    }
    return stage < book->stage_count ? book_of_stage(book, book->stages[stage], now, items, max)
                                     : book_answers(book, now, items, max);
}

/* What the caller's own words call for comes first: with danger there is no time to read a list. */
static void heard_first(struct book_view *self)
{
    const struct intake *intake = book_intake(self);
    size_t to = 0;
    for (size_t i = 0; intake != NULL && i < self->count; i++) {
        struct book_item item = self->items[i];
        if (item.is_answer || !phrase_is_heard(&book_of(self)->phrases[item.index], intake->record.content)) {
            continue;
        }
        memmove(&self->items[to + 1], &self->items[to], (i - to) * sizeof(item));
        self->items[to++] = item;
    }
}

void book_refresh(struct book_view *self)
{
    self->generation = self->console->book_generation;
    self->stage = self->stage < book_stage_count(self) ? self->stage : 0;
    self->count = list(self, self->stage, self->items, BOOK_ITEMS_MAX);
    heard_first(self);
    self->selected = self->top = 0;
    self->is_reading = false;
    view_touch(&self->view);
}

void book_go_to_stage(struct book_view *self)
{
    const char *stage = script_stage(&self->console->desk, book_intake(self));
    const struct phrasebook *book = book_of(self);
    text_copy(self->suggested, sizeof(self->suggested), stage);
    for (size_t i = 0; i < book->stage_count; i++) {
        if (strcmp(book->stages[i], stage) == 0) {
            self->stage = i;
        }
    }
    book_refresh(self);
}

void book_step_stage(struct book_view *self, int step)
{
    size_t count = book_stage_count(self);
    struct book_item item;
    edit_set_text(self->query, "");
    for (size_t tries = 0; tries < count; tries++) {
        self->stage = (self->stage + count + (size_t)step) % count;
        if (list(self, self->stage, &item, 1) > 0) {
            break;
        }
    }
    book_refresh(self);
}

/* The digit the book gives an entry, 0 none. Found by a search, entries are numbered as they come. */
static int own_digit(const struct book_view *self, size_t at)
{
    const struct book_item *item = &self->items[at];
    return item->is_answer || edit_text(self->query)[0] != '\0' ? 0
                                                                : book_of(self)->phrases[item->index].digit;
}

int book_digit(const struct book_view *self, size_t at)
{
    unsigned taken = 0;
    for (size_t i = 0; i < self->count; i++) {
        int digit = own_digit(self, i);
        if (digit > 0 && i == at) {
            return digit;
        }
        taken |= digit > 0 ? 1u << digit : 0;
    }
    int next = 1;
    for (size_t i = self->top; i <= at && at < self->count; i++) {
        if (own_digit(self, i) > 0) {
            continue;
        }
        while (next < 10 && (taken & 1u << next) != 0) {
            next++;
        }
        if (next > 10) {
            return -1;
        }
        if (i == at) {
            return next % 10;
        }
        next++;
    }
    return -1;
}

size_t book_at_digit(const struct book_view *self, int digit)
{
    for (size_t i = 0; i < self->count; i++) {
        if (book_digit(self, i) == digit) {
            return i;
        }
    }
    return self->count;
}

int book_text(const struct book_view *self, size_t at, struct str *out, char missing[32])
{
    const struct book_item *item = &self->items[at];
    if (item->is_answer) {
        str_add(out, book_of(self)->answers[item->index].question);
        missing[0] = '\0';
        return 0;
    }
    return script_fill(&self->console->desk, book_intake(self), &self->given, item->index, out, missing);
}

uint64_t book_shows(const struct book_view *self)
{
    uint64_t sum = self->generation;
    struct str text = {0};
    char missing[32];
    for (size_t at = self->top; at < self->count && self->generation == self->console->book_generation;
         at++) {
        str_reset(&text);
        book_text(self, at, &text, missing);
        for (const char *byte = str_text(&text); *byte != '\0'; byte++) { /* FNV-1a */
            sum = (sum ^ (unsigned char)*byte) * 1099511628211u;
        }
    }
    str_free(&text);
    return sum;
}
