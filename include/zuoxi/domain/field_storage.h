#ifndef ZUOXI_DOMAIN_FIELD_STORAGE_H
#define ZUOXI_DOMAIN_FIELD_STORAGE_H

/* How a record is stored beyond a column for each field. */

#include "zuoxi/domain/field.h"

/* A column that no field shows: derived from a TEXT field at every save, so that an index can find by it. */
struct field_derived {
    const char *column, *from;
    void (*derive)(const char *text, char *out, size_t size);
};

/*
 * Fields that come in groups of which a record has none, one or several: a customer's third phone with its
 * note, the fourth … In memory each is a member like any other, so forms, merges, audits, imports and exports
 * walk one table; in the database a group takes a row only where it is given.
 */
#define FIELD_ROW_COLUMNS 2

struct field_rows {
    const char *table, *owner;              /* SQL table and its column with the record's id */
    const char *columns[FIELD_ROW_COLUMNS]; /* one a field of a group, in .def order; the first makes a row */
    const char *first;                      /* name of the first group's first field; the groups follow it */
    int groups;
    int position; /* of the first group, in the column "position" */
};

#endif
