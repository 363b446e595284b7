#ifndef ZUOXI_DESK_HANDOVER_PRIVATE_H
#define ZUOXI_DESK_HANDOVER_PRIVATE_H

/* What the files of the handover share; nobody else includes this. */

#include "zuoxi/desk/handover.h"

/* The turns of a stored log; shift NULL where the configuration no longer has it, or nobody relieves. */
struct shift_turn handover_turn_of(const struct desk *desk, const struct handover *handover);
struct shift_turn handover_relief_of(const struct desk *desk, const struct handover *handover);
/* Load, refusing a log that is signed. */
enum status handover_load_open(struct desk *desk, int64_t id, struct handover_file *file, struct err *err);
/* Is the badge that of a lead, or of the acting one: the first on the roster of a turn that has no lead? */
enum status handover_is_lead(struct desk *desk, const struct handover_file *file, const char *badge,
                             bool *is_lead, struct err *err);
/* handover_compile.c: the texts of the live parts, as of now. */
enum status handover_compile(struct desk *desk, struct handover_file *file, struct err *err);
/* The first lines of a new log, not stored: what each part begins with. HANDOVER_LINES_MAX fit in lines. */
enum status handover_first_lines(struct desk *desk, const struct handover *handover,
                                 struct handover_line *lines, size_t *count, struct err *err);
/* Must-read notices that are live and the badge has not read. */
enum status handover_unread(struct desk *desk, const char *badge, size_t *unread, struct err *err);
/* "1023 王芳" */
void handover_name(struct desk *desk, const char *badge, char *out, size_t size);
/* Name everybody planned for a turn: "1031 陈刚、1032 李娜". Appends. Returns how many. */
int handover_planned(struct desk *desk, const struct handover_file *file, struct shift_turn turn,
                     struct str *names);

#endif
