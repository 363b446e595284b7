#ifndef ZUOXI_CONSOLE_DETAIL_FORM_H
#define ZUOXI_CONSOLE_DETAIL_FORM_H

/* Side records (domain/details.h) on the screens: as lines to be read, as parts of a correction. */

#include "zuoxi/console/edit_page.h"
#include "zuoxi/console/text_lines.h"
#include "zuoxi/domain/details.h"

#define STOP_LINE_SIZE 256

/* An outing's stops as lines of a list, "和平里3-2-501  张桂兰  到访不遇  改约 11-24 10:00", and while there
 * is room for one more the line that adds it. Returns how many. */
size_t detail_stop_lines(const struct console *console, const struct details *details,
                         char lines[STOPS_MAX][STOP_LINE_SIZE]);
/* What was given in the owner's side records, each under its name. */
void detail_lines_add(struct text_lines *lines, int width, const struct profile *profile,
                      enum detail_owner owner, const struct details *details);
/* The same in one breath, for a preview: "报修：设备 暖气片，预约上门 2026-11-23 09:00". Appends. */
void detail_summary(const struct profile *profile, const struct details *details, struct str *out);
/* The side records a case of this type, or a contact on this channel, has (those stored already come too),
 * as further parts of the correction. */
void detail_edit_parts(struct edit_subject *subject, const struct profile *profile, enum detail_owner owner,
                       const char *type_or_channel, const struct details *before, struct details *after);

#endif
