#ifndef ZUOXI_CONSOLE_EDIT_PAGE_H
#define ZUOXI_CONSOLE_EDIT_PAGE_H

/*
 * A page on which one stored record (or several that belong together) is filled in or corrected: every field
 * a person may change, a draft of what is typed, a save that tries until it is done. What the record is, the
 * opener says with a subject; cases, contacts, customers and notices all use this page.
 */

#include "zuoxi/console/record_form.h"
#include "zuoxi/console/state.h"
#include "zuoxi/desk/draft.h"

#define EDIT_PARTS_MAX 12

struct edit_part {
    const struct field_table *table;
    const void *before; /* as loaded; inside the subject's form */
    void *after;        /* always what the page says; inside the subject's form */
};

struct edit_subject {
    enum draft_kind kind;
    void *form;          /* the page owns it: what its draft keeps and its save is given; malloc'ed */
    const char *request; /* inside form */
    int64_t id;          /* of the record: it has one page at most; 0: a new one */
    struct edit_part parts[EDIT_PARTS_MAX];
    size_t part_count;
    const struct record_slot *slots; /* copied; NULL: laid out from the parts' tables */
    size_t slot_count;
    task_work work; /* gets form */
    char title[80]; /* "修改工单 1121-0007" */
    /*
     * Others may change the record too (R8.5): put what is stored now into `fresh`, a copy of form, where the
     * parts' `before` lie. NULL: nobody else does.
     */
    enum status (*reread)(struct desk *desk, void *fresh, struct err *err);
    const char *object; /* as the audit calls the record */
    size_t form_size;
    /* After each change: remarks beside the items; may be NULL. */
    void (*remark)(struct form *form, const void *subject_form);
    /* Esc with something unsaved goes there, and the page stays behind it; NULL: the desk. */
    void (*home)(struct console *console, int64_t id);
    /* After the save; NULL: only the status line tells. */
    void (*saved)(struct console *console, int64_t result);
};

/* Open the page; restored: the draft the form came from, or NULL. */
void edit_page_open(struct console *console, const struct edit_subject *subject,
                    const struct draft *restored);
/* Bring the record's page to the front; false when it has none. */
bool edit_page_show(struct console *console, enum draft_kind kind, int64_t id);
/* Pages with something typed and not saved. */
size_t edit_page_unsaved(struct console *console);

#endif
