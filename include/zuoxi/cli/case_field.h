#ifndef ZUOXI_CLI_CASE_FIELD_H
#define ZUOXI_CLI_CASE_FIELD_H

/*
 * The field=value words of `zuoxi case new` and `case move`: a field of the case or contact, of a side record
 * ("repair.fee"), of an outing's stop ("stop.1.address"), or one of the form's own.
 */

#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/intake.h"

/* STATUS_USAGE suggests the nearest name; other refusals name the field. */
enum status cli_set_intake_field(const struct desk *desk, struct intake *intake, const char *name,
                                 const char *value, struct err *err);
/* Everything given must have a place: a side record its type or channel does not have is refused, not
 * dropped. */
enum status cli_check_applying(const struct desk *desk, const struct intake *intake, struct err *err);
enum status cli_set_move_field(const struct desk *desk, struct move_request *request, const char *name,
                               const char *value, struct err *err);

#endif
