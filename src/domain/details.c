#include "zuoxi/domain/details.h"

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/case_record.h"

/* The table of one side record, made from its .def like any other's. */
#define TABLE(name, of, called)                                                                              \
    static const struct field_table name##_table = {                                                         \
        .record = #name,                                                                                     \
        .table = #name,                                                                                      \
        .label = (called),                                                                                   \
        .fields = name##_fields,                                                                             \
        .count = sizeof(name##_fields) / sizeof(name##_fields[0]),                                           \
        .size = sizeof(struct name),                                                                         \
        .owner = (of),                                                                                       \
    };

#define RECORD     struct complaint
#define RECORD_DEF "zuoxi/domain/complaint.def"
static const struct field complaint_fields[] = {
#include "zuoxi/domain/field_table.h"
};
#undef RECORD
#undef RECORD_DEF
TABLE(complaint, "case_id", N_("投诉"))

#define RECORD     struct repair
#define RECORD_DEF "zuoxi/domain/repair.def"
static const struct field repair_fields[] = {
#include "zuoxi/domain/field_table.h"
};
#undef RECORD
#undef RECORD_DEF
TABLE(repair, "case_id", N_("报修"))

#define RECORD     struct emergency
#define RECORD_DEF "zuoxi/domain/emergency.def"
static const struct field emergency_fields[] = {
#include "zuoxi/domain/field_table.h"
};
#undef RECORD
#undef RECORD_DEF
TABLE(emergency, "case_id", N_("抢险"))

#define RECORD     struct business
#define RECORD_DEF "zuoxi/domain/business.def"
static const struct field business_fields[] = {
#include "zuoxi/domain/field_table.h"
};
#undef RECORD
#undef RECORD_DEF
TABLE(business, "case_id", N_("业务"))

#define RECORD     struct visit
#define RECORD_DEF "zuoxi/domain/visit.def"
static const struct field visit_fields[] = {
#include "zuoxi/domain/field_table.h"
};
#undef RECORD
#undef RECORD_DEF
TABLE(visit, "contact_id", N_("来访"))

#define RECORD     struct letter
#define RECORD_DEF "zuoxi/domain/letter.def"
static const struct field letter_fields[] = {
#include "zuoxi/domain/field_table.h"
};
#undef RECORD
#undef RECORD_DEF
TABLE(letter, "contact_id", N_("来函"))

#define RECORD     struct call_out
#define RECORD_DEF "zuoxi/domain/call_out.def"
static const struct field call_out_fields[] = {
#include "zuoxi/domain/field_table.h"
};
#undef RECORD
#undef RECORD_DEF
TABLE(call_out, "contact_id", N_("去电"))

#define RECORD     struct outing
#define RECORD_DEF "zuoxi/domain/outing.def"
static const struct field outing_fields[] = {
#include "zuoxi/domain/field_table.h"
};
#undef RECORD
#undef RECORD_DEF
TABLE(outing, "contact_id", N_("外出"))

#define RECORD     struct stop
#define RECORD_DEF "zuoxi/domain/stop.def"
static const struct field stop_fields[] = {
#include "zuoxi/domain/field_table.h"
};
#undef RECORD
#undef RECORD_DEF
TABLE(stop, "contact_id", N_("外出的一站"))

#define RECORD     struct step
#define RECORD_DEF "zuoxi/domain/step.def"
static const struct field step_fields[] = {
#include "zuoxi/domain/field_table.h"
};
#undef RECORD
#undef RECORD_DEF
TABLE(step, "case_id", N_("办理"))

#define ONE(name, of)                                                                                        \
    {                                                                                                        \
        &name##_table, (of), offsetof(struct details, name), 1                                               \
    }

const struct detail_kind detail_kinds[] = {
    ONE(complaint, DETAIL_OF_CASE),
    ONE(repair, DETAIL_OF_CASE),
    ONE(emergency, DETAIL_OF_CASE),
    ONE(business, DETAIL_OF_CASE),
    ONE(visit, DETAIL_OF_CONTACT),
    ONE(letter, DETAIL_OF_CONTACT),
    ONE(call_out, DETAIL_OF_CONTACT),
    ONE(outing, DETAIL_OF_CONTACT),
    {&stop_table, DETAIL_OF_CONTACT, offsetof(struct details, stops), STOPS_MAX},
    ONE(step, DETAIL_OF_MOVE),
};
const size_t detail_kind_count = sizeof(detail_kinds) / sizeof(detail_kinds[0]);

static const struct detail_kind *find(const char *name, size_t length)
{
    for (size_t i = 0; i < detail_kind_count; i++) {
        const char *record = detail_kinds[i].fields->record;
        if (strlen(record) == length && memcmp(record, name, length) == 0) {
            return &detail_kinds[i];
        }
    }
    return NULL;
}

const struct detail_kind *detail_kind_find(const char *name)
{
    return find(name, strlen(name));
}

void *detail_record(const struct detail_kind *kind, struct details *details, size_t index)
{
    return (char *)details + kind->offset + index * kind->fields->size;
}

const void *detail_record_const(const struct detail_kind *kind, const struct details *details, size_t index)
{
    return (const char *)details + kind->offset + index * kind->fields->size;
}

bool detail_is_empty(const struct detail_kind *kind, const void *record)
{
    for (size_t i = 0; i < kind->fields->count; i++) {
        const struct field *field = &kind->fields->fields[i];
        if ((field->flags & FIELD_FIXED) == 0 && !field_is_empty(field, record)) {
            return false;
        }
    }
    return true;
}

/* The form of a choice, '' when the configuration no longer knows it. */
static const char *form_of(const struct profile *profile, enum choice_set set, const char *code)
{
    const struct choice *choice = profile_choice(profile, set, code);
    return choice != NULL ? choice->form : "";
}

bool detail_applies(const struct profile *profile, const struct detail_kind *kind, const char *type,
                    const char *channel)
{
    if (kind->owner == DETAIL_OF_MOVE) {
        return false;
    }
    const char *form = kind->owner == DETAIL_OF_CASE ? form_of(profile, SET_TYPE, type)
                                                     : form_of(profile, SET_CHANNEL, channel);
    const char *name = kind->most > 1 ? "outing" : kind->fields->record;
    return strcmp(form, name) == 0;
}

void details_keep_applying(struct details *details, const struct profile *profile, const char *type,
                           const char *channel)
{
    for (size_t i = 0; i < detail_kind_count; i++) {
        const struct detail_kind *kind = &detail_kinds[i];
        if (!detail_applies(profile, kind, type, channel)) {
            memset(detail_record(kind, details, 0), 0, kind->most * kind->fields->size);
        }
    }
}

bool detail_find_field(const char *name, const struct detail_kind **kind, const struct field **field)
{
    size_t length = strcspn(name, ".");
    const struct detail_kind *found = name[length] == '.' ? find(name, length) : NULL;
    *field = found != NULL && found->most == 1 ? field_find(found->fields, name + length + 1) : NULL;
    *kind = found;
    return *field != NULL;
}

bool detail_asked(const struct profile *profile, const char *type, const char *name,
                  const struct detail_kind **kind, const struct field **field)
{
    *kind = NULL;
    *field = field_find(&case_record_fields, name);
    if (*field != NULL) {
        return true;
    }
    return detail_find_field(name, kind, field) &&
           ((*kind)->owner == DETAIL_OF_MOVE ||
            ((*kind)->owner == DETAIL_OF_CASE && detail_applies(profile, *kind, type, "")));
}
