#include "zuoxi/domain/address.h"

#include <ctype.h>
#include <string.h>

#include "zuoxi/base/str.h"

static bool ends_bare(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && isalnum((unsigned char)text[length - 1]);
}

void address_compose(const struct customer *customer, char *out, size_t size)
{
    const char *const parts[] = {customer->community, customer->building, customer->entrance, customer->room};
    struct str line = {0};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        bool is_number = isalnum((unsigned char)parts[i][0]);
        if (is_number && ends_bare(str_text(&line))) {
            str_add_char(&line, '-');
        }
        str_add(&line, parts[i]);
    }
    text_copy(out, size, str_text(&line));
    str_free(&line);
}

static bool parts_differ(const struct customer *left, const struct customer *right)
{
    return strcmp(left->community, right->community) != 0 || strcmp(left->building, right->building) != 0 ||
           strcmp(left->entrance, right->entrance) != 0 || strcmp(left->room, right->room) != 0;
}

void address_follow(const struct customer *before, struct customer *after)
{
    if (strcmp(before->address, after->address) == 0 && parts_differ(before, after)) {
        address_compose(after, after->address, sizeof(after->address));
    }
}
