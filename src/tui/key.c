#include "zuoxi/tui/key.h"

#include <stdio.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"

static const char *const names[] = {"Enter", "Tab", "Esc", "Backspace", "Delete", "Insert", "↑",
                                    "↓",     "←",   "→",   "Home",      "End",    "PgUp",   "PgDn"};

bool key_is_text(uint32_t key)
{
    return key < UI_KEY_FIRST && key >= 0x20 && width_of(key) >= 0;
}

void key_label(uint32_t key, char out[24])
{
    uint32_t base = key & ~(UI_CTRL | UI_ALT | UI_SHIFT);
    char name[16] = "?";

    if (base >= UI_KEY_F1 && base < UI_KEY_F(25)) {
        snprintf(name, sizeof(name), "F%u", base - UI_KEY_F1 + 1);
    } else if (base >= UI_KEY_FIRST && base - UI_KEY_FIRST < sizeof(names) / sizeof(names[0])) {
        snprintf(name, sizeof(name), "%s", names[base - UI_KEY_FIRST]);
    } else if (base == ' ') {
        snprintf(name, sizeof(name), "Space");
    } else if (base < UI_KEY_FIRST && width_of(base) > 0) {
        name[utf8_encode(base, name)] = '\0';
    }
    text_format(out, 24, "%s%s%s%s", (key & UI_CTRL) != 0 ? "Ctrl-" : "", (key & UI_ALT) != 0 ? "Alt-" : "",
                (key & UI_SHIFT) != 0 ? "Shift-" : "", name);
}
