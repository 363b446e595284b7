#ifndef ZUOXI_TUI_POPUP_H
#define ZUOXI_TUI_POPUP_H

/* Small windows over a page: a question with one line of answer, a menu, a confirmation, a text to read. */

#include "zuoxi/tui/form.h"
#include "zuoxi/tui/ui.h"

/* text is NULL when the person pressed Esc. */
typedef void (*prompt_done)(void *context, const char *text);
void prompt_open(struct ui *ui, const char *title, const char *text, prompt_done done, void *context);

struct menu_item {
    const char *label;    /* copied */
    const char *hint;     /* right side, copied; may be NULL */
    const char *spelling; /* found by its beginning too (pinyin initials), copied; may be NULL */
};
/*
 * index is −1 for Esc. Digits pick, letters filter (what begins so stands before what only contains it),
 * Enter takes the selected one.
 */
typedef void (*menu_done)(void *context, int index);
void menu_open(struct ui *ui, const char *title, const struct menu_item *items, size_t count, menu_done done,
               void *context);

/* A question with yes (Enter or y) and no (Esc or n). */
typedef void (*confirm_done)(void *context, bool is_yes);
void confirm_open(struct ui *ui, const char *title, const char *text, confirm_done done, void *context);

/* A small form, owned by the popup from here on; done gets the form (borrowed) on Ctrl-S / Enter on the last
 * item, NULL on Esc. Return true to close, false to keep it open (with remarks set). */
typedef bool (*form_done)(void *context, struct form *form);
void form_popup_open(struct ui *ui, const char *title, struct form *form, form_done done, void *context);

/* A scrolling text (F1 help, explanations); text is copied. */
void text_popup_open(struct ui *ui, const char *title, const char *text);
/* The same, which closes by itself, its text wiped, once may_show says no (asked each loop turn): a text that
 * only a page in some state may show. The context outlives the page's popups. */
void text_popup_open_while(struct ui *ui, const char *title, const char *text,
                           bool (*may_show)(void *context), void *context);
/* A plain text, its first `count` lines (as the text's '\n' end them) in styles of their own; copied. */
void text_popup_open_styled(struct ui *ui, const char *title, const char *text, const enum style *styles,
                            size_t count);

#endif
