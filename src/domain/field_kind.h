#ifndef ZUOXI_DOMAIN_FIELD_KIND_H
#define ZUOXI_DOMAIN_FIELD_KIND_H

/* What field.c asks of each kind of field; member points at the value inside a record. */

#include "zuoxi/domain/field.h"

struct field_kind_functions {
    void (*format)(const struct field *field, const void *member, struct str *out);
    enum status (*parse)(const struct field *field, void *member, const char *text, struct err *err);
    enum status (*check)(const struct field *field, const void *member, struct err *err);
    bool (*is_empty)(const void *member);
    bool (*differs)(const void *left, const void *right);
};

extern const struct field_kind_functions field_kinds[]; /* by enum field_kind */

#endif
