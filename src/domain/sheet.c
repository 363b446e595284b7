#include "zuoxi/domain/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"

void sheet_entry_split(const char *entry, size_t *label_length, const char **name)
{
    const char *equals = strchr(entry, '=');
    *label_length = equals != NULL ? (size_t)(equals - entry) : 0;
    *name = equals != NULL ? equals + 1 : entry;
}

void sheet_clear(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++) {
        struct sheet_part *part = &sheet->parts[i];
        for (size_t c = 0; c < part->count; c++) {
            free(part->cells[c].label);
            free(part->cells[c].value);
        }
        free(part->cells);
    }
    *sheet = (struct sheet){0};
}

void sheet_add(struct sheet_part *part, const char *label, const char *value, bool is_long)
{
    mem_reserve((void **)&part->cells, &part->capacity, part->count + 1, sizeof(*part->cells));
    part->cells[part->count++] =
        (struct sheet_cell){.label = mem_copy(label), .value = mem_copy(value), .is_long = is_long};
}
