#ifndef ZUOXI_DOMAIN_FIELD_H
#define ZUOXI_DOMAIN_FIELD_H

/*
 * Field tables: one line of domain/<record>.def describes a field once; from it come the struct's member, SQL
 * binding and reading, the form, validation, JSON and the audit's difference.
 *
 *   TEXT (name, max,  ...)   one line of at most max characters          char name[4 * max + 1]
 *   LONG (name, max,  ...)   paragraphs                                   char name[4 * max + 1]
 *   CODE (name, set,  ...)   a stable code chosen from a set              char name[FIELD_CODE_SIZE]
 *   FLAG (name,       ...)   yes or no                                    bool name
 *   COUNT(name, high, ...)   a whole number 0…high that may be absent     struct optional name
 *   TIME (name,       ...)   UTC seconds that may be absent               struct optional name
 *   DATE (name,       ...)   a local date, as the UTC second it begins    struct optional name
 *   MONEY(name, high, ...)   分, 0…high; written and typed in 元          struct optional name
 *   REF  (name,       ...)   id of another record, 0 = none               int64_t name
 * The dots are designated initialisers: .label = N_("…"), .flags = FIELD_REQUIRED | … , .depends = "type".
 * A text is never NULL: '' is "not given". A number that may be absent is stored as NULL, never as 0.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zuoxi/base/err.h"
#include "zuoxi/base/str.h"
#include "zuoxi/domain/choice_set.h"

#define FIELD_CODE_SIZE 41 /* a code: at most 40 bytes of ASCII letters, digits, '_', '.', '-', or Han */

enum field_kind {
    FIELD_TEXT,
    FIELD_LONG,
    FIELD_CODE,
    FIELD_FLAG,
    FIELD_COUNT,
    FIELD_TIME,
    FIELD_DATE,
    FIELD_MONEY,
    FIELD_REF
};

enum field_flags {
    FIELD_REQUIRED = 1 << 0, /* must not be empty when saved */
    FIELD_SEARCH = 1 << 1,   /* part of the full-text index */
    FIELD_PHONE = 1 << 2,    /* digits; grouped when shown, masked for those who need not see it */
    FIELD_FIXED = 1 << 3,    /* set by the program, not by a form or a command-line field=value */
    FIELD_PERSONAL = 1 << 4, /* identifies a person: erasable in the audit, never in logs */
    FIELD_LOOKUP = 1 << 5,   /* customers: part of the index of names and addresses, see store/search.h */
    FIELD_ADDRESS = 1 << 7,  /* an address as people write it: unit and room masked, see mask.h */
    FIELD_ROOM = 1 << 8,     /* a part of an address that names the household: masked whole */
    FIELD_ABOUT = 1 << 9,    /* a short text that may tell of the person: goes when their data are erased */
    FIELD_ROW = 1 << 6       /* no column of the table: stored in a row of its own, see field_storage.h */
};

struct optional {
    int64_t value;
    bool given;
};

struct field {
    const char *name;  /* column and JSON name, English */
    const char *label; /* Chinese, untranslated (N_) */
    enum field_kind kind;
    size_t offset, size; /* of the member */
    int max;             /* characters, TEXT and LONG */
    int64_t low, high;   /* COUNT, MONEY */
    enum choice_set set; /* CODE; LONG: the lines it is ticked together from */
    const char *depends; /* name of the field this one is chosen under, or NULL; such pairs merge as one */
    unsigned flags;      /* enum field_flags */
};

struct field_table {
    const char *record; /* "case", "contact", "customer": JSON, audit, command line */
    const char *table;  /* SQL table */
    const char *label;  /* Chinese name */
    const struct field *fields;
    size_t count;
    size_t size;                         /* of the record struct */
    const struct field_derived *derived; /* NULL: none; see field_storage.h, as the next */
    const struct field_rows *rows;       /* where its FIELD_ROW fields are stored; NULL: it has none */
    const char *owner;                   /* the REF to the record this one belongs to; NULL: stands alone */
};

/* Every record struct begins like this, then its fields in .def order. */
struct record_head {
    int64_t id;      /* 0: not stored yet */
    int64_t version; /* counts saves; a save compares it (R8.5) */
};

/* NULL when the table has no such field. Borrowed. */
const struct field *field_find(const struct field_table *table, const char *name);

/* Pointers to the member inside record. */
char *field_text(const struct field *field, void *record); /* TEXT LONG CODE */
const char *field_text_const(const struct field *field, const void *record);
struct optional *field_optional(const struct field *field, void *record); /* COUNT TIME DATE MONEY */
bool *field_flag(const struct field *field, void *record);
int64_t *field_reference(const struct field *field, void *record);

/* Append the value as text: '' for empty, "1"/"0" flags, decimals, "YYYY-MM-DD HH:MM:SS" local times,
 * "YYYY-MM-DD" dates, "12.50" money. */
void field_format(const struct field *field, const void *record, struct str *out);
/* Set from that text form (the command line's field=value too). STATUS_INVALID names the field's label. */
enum status field_parse(const struct field *field, void *record, const char *text, struct err *err);
bool field_is_empty(const struct field *field, const void *record);
/* Empty, or a text of nothing but blanks and new lines. */
bool field_is_blank(const struct field *field, const void *record);
bool field_differs(const struct field *field, const void *left, const void *right);

/* Check every field: valid UTF-8, length, range, required. `first` (may be NULL) receives the field of the
 * first finding. Whether a code is known is the profile's matter (profile_check_codes). */
enum status field_check(const struct field_table *table, const void *record, const struct field **first,
                        struct err *err);

#endif
