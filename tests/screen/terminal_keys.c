#include "screen/terminal_keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* final: the letter of CSI or SS3; number: of CSI number ~; plain: the byte itself. */
static const struct {
    const char *name;
    char plain, final;
    int number;
} keys_known[] = {
    {"Enter", '\r', 0, 0}, {"Tab", '\t', 0, 0}, {"Esc", 27, 0, 0},   {"BS", 127, 0, 0},
    {"Space", ' ', 0, 0},  {"lt", '<', 0, 0},   {"Up", 0, 'A', 0},   {"Down", 0, 'B', 0},
    {"Right", 0, 'C', 0},  {"Left", 0, 'D', 0}, {"Home", 0, 'H', 0}, {"End", 0, 'F', 0},
    {"F1", 0, 'P', 0},     {"F2", 0, 'Q', 0},   {"F3", 0, 'R', 0},   {"F4", 0, 'S', 0},
    {"Ins", 0, 0, 2},      {"Del", 0, 0, 3},    {"PgUp", 0, 0, 5},   {"PgDn", 0, 0, 6},
    {"F5", 0, 0, 15},      {"F6", 0, 0, 17},    {"F7", 0, 0, 18},    {"F8", 0, 0, 19},
    {"F9", 0, 0, 20},      {"F10", 0, 0, 21},   {"F11", 0, 0, 23},   {"F12", 0, 0, 24},
};

static size_t plain_bytes(char byte, int modifiers, char out[32])
{
    size_t length = 0;

    if (byte == '\t' && (modifiers & 1) != 0) {
        memcpy(out, "\033[Z", 4);
        return 3;
    }
    if ((modifiers & 2) != 0) {
        out[length++] = '\033';
    }
    if ((modifiers & 4) != 0) {
        byte = byte == 127 ? '\b' : (char)(byte & 0x1F);
    }
    out[length++] = byte;
    return length;
}

static size_t named_bytes(const char *name, int modifiers, char out[32])
{
    for (size_t i = 0; i < sizeof(keys_known) / sizeof(keys_known[0]); i++) {
        if (strcmp(keys_known[i].name, name) != 0) {
            continue;
        }
        if (keys_known[i].plain != 0) {
            return plain_bytes(keys_known[i].plain, modifiers, out);
        }
        if (keys_known[i].final != 0 && modifiers == 0) {
            return (size_t)snprintf(out, 32, "\033O%c", keys_known[i].final);
        }
        if (keys_known[i].final != 0) {
            return (size_t)snprintf(out, 32, "\033[1;%d%c", modifiers + 1, keys_known[i].final);
        }
        if (modifiers == 0) {
            return (size_t)snprintf(out, 32, "\033[%d~", keys_known[i].number);
        }
        return (size_t)snprintf(out, 32, "\033[%d;%d~", keys_known[i].number, modifiers + 1);
    }
    if (name[0] != '\0' && name[1] == '\0') {
        return plain_bytes(name[0], modifiers, out);
    }
    fprintf(stderr, "terminal_keys: unknown key <%s>\n", name);
    abort();
}

size_t terminal_key_bytes(const char *keys, size_t *used, char out[32])
{
    const char *end = strchr(keys, '>');
    char name[16];
    int modifiers = 0;

    if (keys[0] != '<' || end == NULL || (size_t)(end - keys) > sizeof(name)) {
        out[0] = keys[0];
        *used = 1;
        return 1;
    }
    *used = (size_t)(end - keys) + 1;
    memcpy(name, keys + 1, *used - 2);
    name[*used - 2] = '\0';
    keys = name;
    while (keys[0] != '\0' && keys[1] == '-' && keys[2] != '\0') {
        modifiers |= keys[0] == 'S' ? 1 : keys[0] == 'A' ? 2 : 4;
        keys += 2;
    }
    return named_bytes(keys, modifiers, out);
}
