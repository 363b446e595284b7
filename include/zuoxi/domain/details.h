#ifndef ZUOXI_DOMAIN_DETAILS_H
#define ZUOXI_DOMAIN_DETAILS_H

/*
 * Side records: what one kind of case (投诉 报修 抢险 业务) or contact (来访 来信 去电 外出) has besides the
 * fields that all have. Which kind a type or channel uses is configuration (form = "repair" in a profile). A
 * form holds all of them, so that switching the type loses nothing; only those that apply are saved, and only
 * when given.
 */

#include "zuoxi/domain/profile.h"
#include "zuoxi/domain/step.h"

struct complaint {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/complaint.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
struct repair {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/repair.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
struct emergency {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/emergency.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
struct business {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/business.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
struct visit {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/visit.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
struct letter {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/letter.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
struct call_out {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/call_out.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
struct outing {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/outing.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
struct stop {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/stop.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
#define STOPS_MAX        12
#define DETAIL_NAME_SIZE 48 /* "complaint.responsible_person" */

struct details {
    struct complaint complaint;
    struct repair repair;
    struct emergency emergency;
    struct business business;
    struct visit visit;
    struct letter letter;
    struct call_out call_out;
    struct outing outing;
    struct stop stops[STOPS_MAX]; /* of the outing, in order; the first empty one ends them */
    struct step step;             /* of the move that is being made */
};

enum detail_owner { DETAIL_OF_CASE, DETAIL_OF_CONTACT, DETAIL_OF_MOVE };

/* The name of a kind is its table's record: "repair". */
struct detail_kind {
    const struct field_table *fields;
    enum detail_owner owner;
    size_t offset; /* of its record in struct details */
    size_t most;   /* records of it one owner may have: 1, or STOPS_MAX */
};

extern const struct detail_kind detail_kinds[];
extern const size_t detail_kind_count;

/* NULL when there is none of that name. */
const struct detail_kind *detail_kind_find(const char *name);
/* The index-th record of the kind, 0 ≤ index < most. */
void *detail_record(const struct detail_kind *kind, struct details *details, size_t index);
const void *detail_record_const(const struct detail_kind *kind, const struct details *details, size_t index);
/* Has a person given nothing? What the program sets (owner, position) does not count. */
bool detail_is_empty(const struct detail_kind *kind, const void *record);
/* Does a case of this type, or a contact on this channel, have the kind? Stops go with the outing. */
bool detail_applies(const struct profile *profile, const struct detail_kind *kind, const char *type,
                    const char *channel);
/* Forget what does not apply to a case of this type and a contact on this channel. */
void details_keep_applying(struct details *details, const struct profile *profile, const char *type,
                           const char *channel);
/* "repair.fee" → the kind (of one record an owner) and its field; false when there is none. */
bool detail_find_field(const char *name, const struct detail_kind **kind, const struct field **field);
/*
 * A field a move asks for ("unit", "repair.fee") in a case of this type: its own (*kind NULL) or of a side
 * record the type has; false when such a case has no such field.
 */
bool detail_asked(const struct profile *profile, const char *type, const char *name,
                  const struct detail_kind **kind, const struct field **field);

#endif
