#ifndef ZUOXI_DESK_HANDOVER_H
#define ZUOXI_DESK_HANDOVER_H

/*
 * Handover of a turn (交接班, spec R4.2–R4.4): the log both sides write and confirm, their signatures, and
 * who may leave. Everybody with RIGHT_ROSTER_READ reads; writing is for those who work the two turns, and
 * leads.
 */

#include "zuoxi/desk/roster.h"
#include "zuoxi/desk/session.h"
#include "zuoxi/store/handover_store.h"

/* A log with everything that belongs to it. ~350 KB: allocate it. */
struct handover_file {
    struct handover record;
    struct handover_line lines[HANDOVER_LINES_MAX]; /* by part; the live ones' texts are of now */
    size_t line_count;
    struct signature_row signatures[HANDOVER_SIGNERS_MAX];
    size_t signature_count;
    struct handover_leave_row leaves[HANDOVER_SIGNERS_MAX];
    size_t leave_count;
    struct handover_note_row notes[HANDOVER_NOTES_MAX];
    size_t note_count;
    struct roster_rows rows; /* of the two turns' dates; owned */
    size_t open_lines;
    int64_t opens_at; /* when signing begins, UTC */
};
struct handover_file *handover_file_new(void); /* owned */
void handover_file_free(struct handover_file **file);

/* The turn whose handover concerns the actor now: the one the actor relieves, else works or has worked last,
 * for others the one being worked, for leads the one just over while its log is not signed. shift NULL: no
 * shifts are configured. */
enum status handover_turn(struct desk *desk, struct shift_turn *turn, struct err *err);

struct handover_open {
    int date;
    char shift[FIELD_CODE_SIZE];
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct handover_open *. Begins the log of a turn, or gives the one there is. */
enum status handover_open(struct desk *desk, void *argument, int64_t *id, struct err *err);
enum status handover_find(struct desk *desk, struct shift_turn turn, int64_t *id,
                          struct err *err); /* 0: none */
/* STATUS_DENIED before its window for who neither works the turn nor is a lead; says from when. */
enum status handover_load(struct desk *desk, int64_t id, struct handover_file *file, struct err *err);
/* The same of a log that has not been begun, as it would begin now (ids 0): looking stores nothing. */
enum status handover_preview(struct desk *desk, struct shift_turn turn, struct handover_file *file,
                             struct err *err);

struct handover_line_edit {
    struct handover_line before, after; /* id 0: a new one */
    char request[REQUEST_ID_SIZE];      /* made when the form opens, kept in its draft */
    int64_t opened_at;
};
void handover_line_begin(struct desk *desk, struct handover_line_edit *edit,
                         const struct handover_line *line);
/*
 * task_work: argument = struct handover_line_edit *. What was confirmed of a changed line counts no longer,
 * nor does a signature given before.
 */
enum status handover_line_save(struct desk *desk, void *argument, int64_t *id, struct err *err);

enum handover_verb {
    HANDOVER_TAKE,   /* confirmed by the incoming */
    HANDOVER_ASK,    /* questioned by the incoming, with a remark */
    HANDOVER_ANSWER, /* answered by the outgoing */
    HANDOVER_CARRY,  /* a lead (or acting lead) allows a fault to be carried over */
    HANDOVER_DROP    /* taken out again by who wrote it, or a lead */
};
struct handover_act {
    enum handover_verb verb;
    int64_t line_id;
    int64_t version; /* of the line the person saw */
    char text[4 * 200 + 1];
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct handover_act *. */
enum status handover_act(struct desk *desk, void *argument, int64_t *id, struct err *err);

/* task_work: argument = struct handover_act *, its verb aside. A fault becomes a case, dispatched to
 * settings->fault_unit where that is given. */
enum status handover_fault_case(struct desk *desk, void *argument, int64_t *id, struct err *err);

struct handover_signing {
    int64_t id;
    const struct signin *out, *in; /* proven passwords; NULL: that side does not sign now */
    char request[REQUEST_ID_SIZE];
};
/*
 * task_work: argument = struct handover_signing *. With the second of the first two signatures the log is
 * sealed, and the outgoing one's promises and cases become the incoming one's, all in this transaction.
 * Further people of either side sign afterwards.
 */
enum status handover_sign(struct desk *desk, void *argument, int64_t *id, struct err *err);

struct handover_note {
    int64_t id;
    char text[4 * 500 + 1];
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct handover_note *: a correction of a signed log, linked to it. */
enum status handover_note(struct desk *desk, void *argument, int64_t *id, struct err *err);

/* As handover_store_list. */
enum status handover_list(struct desk *desk, const struct handover_row *after, int64_t since,
                          const char *words, size_t max, struct handover_row *rows, size_t *count,
                          struct err *err);
/* task_work: argument = struct sheet_print *. The audit's line of one that was printed or written out. */
enum status handover_printed(struct desk *desk, void *argument, int64_t *id, struct err *err);
/* The same text as a page for the browser. Appends. */
void handover_html(const char *sheet, struct str *out);
/* The log as it is printed: as signed, with its corrections; a draft as it stands. Appends. */
enum status handover_sheet(struct desk *desk, const struct handover_file *file, struct str *out,
                           struct err *err);

#endif
