#include "zuoxi/conf/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"

int finding_line(const struct finding *finding)
{
    return finding->line == FINDING_NO_LINE ? 0 : finding->line == 0 ? 1 : finding->line;
}

void finding_place(const struct finding *finding, char *out, size_t size)
{
    int line = finding_line(finding);

    if (line == 0) {
        text_copy(out, size, finding->file);
    } else {
        text_format(out, size, "%s:%d", finding->file, line);
    }
}

void findings_clear(struct findings *findings)
{
    free(findings->items);
    *findings = (struct findings){0};
}

void findings_add(struct findings *findings, bool is_warning, const char *file, int line, const char *option,
                  const char *format, ...)
{
    char text[1024];
    va_list arguments;

    mem_reserve((void **)&findings->items, &findings->capacity, findings->count + 1,
                sizeof(*findings->items));
    struct finding *finding = &findings->items[findings->count++];
    finding->is_warning = is_warning;
    finding->is_place = false;
    finding->line = line;
    text_copy(finding->file, sizeof(finding->file), file);
    text_copy(finding->option, sizeof(finding->option), option == NULL ? "" : option);
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    text_copy(finding->text, sizeof(finding->text), text);
    if (!is_warning) {
        findings->errors++;
    }
}

void findings_lead(struct findings *findings, size_t first)
{
    struct finding *items = findings->items, cause = items[findings->count - 1];
    size_t kept = first;

    for (size_t i = first; i + 1 < findings->count; i++) {
        if (items[i].is_place) {
            findings->errors -= !items[i].is_warning;
        } else {
            items[kept++] = items[i];
        }
    }
    memmove(&items[first + 1], &items[first], (kept - first) * sizeof(*items));
    items[first] = cause;
    findings->count = kept + 1;
}
