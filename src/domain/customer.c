#include "zuoxi/domain/customer.h"

#include "zuoxi/base/text.h"
#include "zuoxi/domain/field_storage.h"
#include "zuoxi/domain/pinyin.h"

#define RECORD     struct customer
#define RECORD_DEF "zuoxi/domain/customer.def"
static const struct field fields[] = {
#include "zuoxi/domain/field_table.h"
};

/* From the third phone on. */
static const struct field_rows phones = {
    .table = "customer_more_phone",
    .owner = "customer_id",
    .columns = {"number", "note"},
    .first = "phone_3",
    .groups = 4,
    .position = 3,
};

static const struct field_derived initials = {"name_initials", "name", pinyin_initials};

const struct field_table customer_fields = {
    .record = "customer",
    .table = "customer",
    .label = N_("用户"),
    .fields = fields,
    .count = sizeof(fields) / sizeof(fields[0]),
    .size = sizeof(RECORD),
    .derived = &initials,
    .rows = &phones,
};
