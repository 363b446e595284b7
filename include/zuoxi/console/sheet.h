#ifndef ZUOXI_CONSOLE_SHEET_H
#define ZUOXI_CONSOLE_SHEET_H

#include "zuoxi/base/str.h"
#include "zuoxi/console/views.h"

/* A page of text to be read, written to a file or printed; handed over whole. */
struct sheet_paper {
    char title[80];
    char stem[80];         /* of the file's name */
    struct str text, html; /* owned by the page from then on */
    size_t pages;
    task_work printed; /* the audit's line before anything leaves; argument = struct sheet_print * */
    int64_t id;        /* for it */
};
void sheet_paper_open(struct console *console, struct sheet_paper *paper);

/* The task sheet of a case, to be read, written to a file or printed. */
void sheet_view_open(struct console *console, int64_t case_id);
extern const struct action_table sheet_actions;

#endif
