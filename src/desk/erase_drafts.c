#include "erase_drafts.h"

#include <dirent.h>
#include <jansson.h>
#include <string.h>

#include "zuoxi/base/text.h"

/* Shorter ones (an extension) stand in moments, ids and house numbers everywhere. */
#define TELLING_DIGITS 7

/* Is it what a field for numbers holds, at any depth? */
static bool is_member(const json_t *object, const char *phone)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value)
    {
        const char *text = json_string_value(value);
        bool is_phone = text != NULL && strstr(name, "phone") != NULL && strcmp(text, phone) == 0;
        if (is_phone || is_member(value, phone)) {
            return true;
        }
    }
    return false;
}

static bool holds(const struct str *text, const json_t *phones)
{
    json_t *draft = json_loadb(str_text(text), text->length, 0, NULL); /* NULL: damaged, its bytes are left */
    const json_t *phone;
    size_t i;
    bool is_held = false;
    json_array_foreach((json_t *)phones, i, phone)
    {
        const char *digits = json_string_value(phone);
        is_held =
            is_held || (json_string_length(phone) >= TELLING_DIGITS ? strstr(str_text(text), digits) != NULL
                                                                    : is_member(draft, digits));
    }
    json_decref(draft);
    return is_held;
}

/* A file that is gone by now was saved meanwhile. */
static void look_at(const char *path, const char *badge, const json_t *phones, struct erase_drafts *found)
{
    struct str text = {0};
    enum status status = path_read(path, DRAFT_LIMIT, &text, NULL);
    if (status == STATUS_OK && holds(&text, phones)) {
        text_copy(found->badge, sizeof(found->badge), badge);
    }
    found->unread += status != STATUS_OK && status != STATUS_NOT_FOUND;
    if (text.bytes != NULL) {
        explicit_bzero(text.bytes, text.length);
    }
    str_free(&text);
}

void erase_drafts_find(const char *phones, struct erase_drafts *found)
{
    char directory[PATH_SIZE], badge[DRAFT_BADGE_SIZE];
    const struct dirent *entry;
    json_t *numbers = json_loads(phones, 0, NULL);
    *found = (struct erase_drafts){0};
    path_state(directory, "drafts");
    DIR *drafts = opendir(directory);
    while (drafts != NULL && found->badge[0] == '\0' && (entry = readdir(drafts)) != NULL) {
        struct str path = {0};
        str_printf(&path, "%s/%s", directory, entry->d_name);
        if (draft_file_badge(entry->d_name, badge) != NULL) { /* kept aside or half written: words, too */
            look_at(str_text(&path), badge, numbers, found);
        }
        str_free(&path);
    }
    if (drafts != NULL) {
        closedir(drafts);
    }
    json_decref(numbers);
}
