#ifndef ZUOXI_CONSOLE_PREVIEW_H
#define ZUOXI_CONSOLE_PREVIEW_H

/* One case at a glance, below or beside a list: who, where, its legs, what was said, what was done last. */

#include "zuoxi/console/paint.h"
#include "zuoxi/console/state.h"
#include "zuoxi/desk/casework.h"

struct preview {
    struct case_file *file;   /* owned; as stored: for forms, never drawn */
    struct case_shown *shown; /* owned; what this person may see of it */
    enum privacy_tie tie;     /* how they are tied to it: for what is opened from here */
    enum privacy_tie eyes;    /* with whose eyes it is shown: that tie's, or as revealed for a while */
    int64_t id;               /* case shown, 0 = none */
    char account[81];         /* 户号, '' unknown */
    size_t repeats;           /* cases of the household or phone within repeat_days, this one included */
    int repeat_days;
    int legs_row;                    /* where the legs stand, for the tick */
    struct leg_piece legs[LEGS_MAX]; /* as they stand there */
    size_t leg_count;
};

void preview_free(struct preview *preview);
/* Show this case (0: nothing); reads it when it is another one or is_stale. */
void preview_show(struct preview *preview, struct console *console, int64_t case_id, bool is_stale);
/* Show it as to somebody tied so; until another case is shown or this one is read again. The tie stays. */
void preview_show_as(struct preview *preview, struct console *console, enum privacy_tie eyes);
void preview_draw(struct preview *preview, struct console *console, struct canvas *canvas);
/* Draw the countdown again. */
void preview_tick(struct preview *preview, struct console *console, struct canvas *canvas);

/* Append "孙丽 女士"; "  户号 20013346  近30天第2次" as far as known. */
void preview_add_person(const struct profile *profile, const struct case_record *record, struct str *out);
void preview_add_customer(const struct preview *preview, struct str *out);

#endif
