#include "zuoxi/tui/input.h"

#include <stdlib.h>
#include <string.h>

#include "input_table.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/utf8.h"

#define ESC_PATIENCE   100  /* 25 and 50 ms break over SSH */
#define PASTE_PATIENCE 1000 /* a paste whose end never comes */
#define SEQUENCE_MAX   64   /* a longer "sequence" is junk */
#define PASTE_END      "\033[201~"

struct sequence {
    char bytes[15];
    unsigned char length;
    uint32_t key;
};

struct input {
    struct str bytes; /* not yet understood */
    size_t at;        /* of which these are used up */
    struct sequence *sequences;
    size_t count, capacity;
    struct str pasted;
    bool is_pasting, is_paste_cut, is_backspace;
};

/* What reading one piece came to. */
enum taken {
    TAKEN_EVENT,
    TAKEN_NOTHING, /* bytes used, no event */
    TAKEN_MORE     /* unfinished */
};

struct input *input_new(void)
{
    return mem_new(1, sizeof(struct input));
}

void input_free(struct input **input)
{
    if (*input != NULL) {
        str_free(&(*input)->bytes);
        str_free(&(*input)->pasted);
        free((*input)->sequences);
        free(*input);
        *input = NULL;
    }
}

void input_add_sequence(struct input *input, const char *bytes, uint32_t key)
{
    size_t length = strlen(bytes);
    struct sequence *sequence;

    if (length < 2 || length >= sizeof(sequence->bytes) || bytes[0] != '\033') {
        return; /* single bytes have their fixed meaning */
    }
    mem_reserve((void **)&input->sequences, &input->capacity, input->count + 1, sizeof(*input->sequences));
    sequence = &input->sequences[input->count++];
    memcpy(sequence->bytes, bytes, length);
    sequence->length = (unsigned char)length;
    sequence->key = key;
}

void input_set_backspace(struct input *input, bool is_backspace)
{
    input->is_backspace = is_backspace;
}

void input_feed(struct input *input, const char *bytes, size_t length)
{
    if (input->at > 0) {
        str_remove(&input->bytes, 0, input->at);
        input->at = 0;
    }
    str_add_bytes(&input->bytes, bytes, length);
}

const struct str *input_pasted(const struct input *input)
{
    return &input->pasted;
}

static const char *rest(const struct input *input, size_t *length)
{
    *length = input->bytes.length - input->at;
    return input->bytes.bytes + input->at;
}

int input_patience(const struct input *input)
{
    if (input->is_pasting) {
        return PASTE_PATIENCE;
    }
    if (input->at < input->bytes.length && input->bytes.bytes[input->at] == '\033') {
        return ESC_PATIENCE;
    }
    return -1;
}

static enum taken give_key(struct input *input, size_t used, uint32_t key, struct input_event *event)
{
    input->at += used;
    if (key == 0) {
        return TAKEN_NOTHING;
    }
    *event = (struct input_event){.kind = INPUT_KEY, .key = key};
    return TAKEN_EVENT;
}

/* A sequence of this terminal's own; TAKEN_NOTHING when none begins like the bytes. */
static enum taken take_own(struct input *input, bool is_final, struct input_event *event)
{
    size_t length;
    const char *bytes = rest(input, &length);
    bool is_prefix = false;

    for (size_t i = 0; i < input->count; i++) {
        const struct sequence *sequence = &input->sequences[i];

        if (length >= sequence->length && memcmp(bytes, sequence->bytes, sequence->length) == 0) {
            return give_key(input, sequence->length, sequence->key, event);
        }
        if (length < sequence->length && memcmp(bytes, sequence->bytes, length) == 0) {
            is_prefix = true;
        }
    }
    return is_prefix && !is_final ? TAKEN_MORE : TAKEN_NOTHING;
}

static enum taken give_mouse(int button, int y, int x, bool is_press, struct input_event *event)
{
    *event = (struct input_event){.kind = INPUT_MOUSE, .y = y - 1, .x = x - 1, .mouse = UI_MOUSE_PRESS};
    if (button == 64 || button == 65) {
        event->mouse = button == 64 ? UI_MOUSE_WHEEL_UP : UI_MOUSE_WHEEL_DOWN;
    } else if (button != 0 || !is_press) {
        return TAKEN_NOTHING; /* other buttons, releases, movement */
    }
    return y < 1 || x < 1 ? TAKEN_NOTHING : TAKEN_EVENT;
}

/* Up to three numbers of a sequence; absent ones are 0. */
static void read_numbers(const char *bytes, size_t length, int numbers[3])
{
    size_t index = 0;

    numbers[0] = numbers[1] = numbers[2] = 0;
    for (size_t i = 0; i < length && index < 3; i++) {
        if (bytes[i] == ';') {
            index++;
        } else if (bytes[i] >= '0' && bytes[i] <= '9' && numbers[index] < 100000) {
            numbers[index] = numbers[index] * 10 + (bytes[i] - '0');
        }
    }
}

/* A character told by number (xterm's modifyOtherKeys, CSI u). */
static uint32_t numbered_key(int code)
{
    return code < 0x20 || code == 0x7F ? input_control_key((unsigned char)code) : (uint32_t)code;
}

/* A complete CSI sequence, already used up: its parameters (length bytes) and its final byte. */
static enum taken give_csi(struct input *input, const char *parameters, size_t length, char final,
                           struct input_event *event)
{
    int numbers[3];
    uint32_t key;

    read_numbers(parameters, length, numbers);
    if (length > 0 && parameters[0] == '<') {
        return give_mouse(numbers[0], numbers[2], numbers[1], final == 'M', event);
    }
    if (length > 0 && parameters[0] > ';') {
        return TAKEN_NOTHING; /* private answers */
    }
    if (final == 'R' && numbers[0] > 1) { /* row 1 would be F3 with a modifier */
        *event = (struct input_event){.kind = INPUT_REPORT, .y = numbers[0], .x = numbers[1]};
        return TAKEN_EVENT;
    }
    if (final == '~' && numbers[0] == 200) {
        input->is_pasting = true;
        input->is_paste_cut = false;
        str_reset(&input->pasted);
        return TAKEN_NOTHING;
    }
    if (final == '~') {
        key = numbers[0] == 27 ? numbered_key(numbers[2]) : input_tilde_key(numbers[0]);
    } else {
        key = final == 'u' ? numbered_key(numbers[0]) : input_letter_key(final);
    }
    return give_key(input, 0, input_with(key, input_modifiers(numbers[1])), event);
}

/* The Linux console's F1 … F5: CSI [ A … E. */
static enum taken take_console_key(struct input *input, bool is_final, struct input_event *event)
{
    size_t length;
    const char *bytes = rest(input, &length);

    if (length == 3) {
        return is_final ? give_key(input, 3, 0, event) : TAKEN_MORE;
    }
    return give_key(input, 4, bytes[3] >= 'A' && bytes[3] <= 'E' ? UI_KEY_F(bytes[3] - 'A' + 1) : 0, event);
}

/* CSI M and three bytes: the mouse of terminals without SGR. */
static enum taken take_old_mouse(struct input *input, bool is_final, struct input_event *event)
{
    size_t length;
    const unsigned char *bytes = (const unsigned char *)rest(input, &length);

    if (length < 6) {
        return is_final ? give_key(input, length, 0, event) : TAKEN_MORE;
    }
    input->at += 6;
    return give_mouse(bytes[3] - 32, bytes[5] - 32, bytes[4] - 32, true, event);
}

static enum taken take_csi(struct input *input, bool is_final, struct input_event *event)
{
    size_t length, end = 2;
    const char *bytes = rest(input, &length);

    if (length > 2 && bytes[2] == '[') {
        return take_console_key(input, is_final, event);
    }
    if (length > 2 && bytes[2] == 'M') {
        return take_old_mouse(input, is_final, event);
    }
    while (end < length && bytes[end] >= 0x20 && bytes[end] < 0x40) {
        end++;
    }
    if (end == length && length < SEQUENCE_MAX) {
        if (!is_final) {
            return TAKEN_MORE;
        }
        return give_key(input, length, length == 2 ? UI_ALT | '[' : 0, event);
    }
    if (end == length || bytes[end] < 0x40 || bytes[end] == 0x7F) {
        return give_key(input, end, 0, event); /* broken off: the byte that broke it is read afresh */
    }
    input->at += end + 1;
    return give_csi(input, bytes + 2, end - 2, bytes[end], event);
}

static enum taken take_ss3(struct input *input, bool is_final, struct input_event *event)
{
    size_t length;
    const char *bytes = rest(input, &length);
    uint32_t key;

    if (length == 2) {
        return is_final ? give_key(input, 2, UI_ALT | 'O', event) : TAKEN_MORE;
    }
    key = input_letter_key(bytes[2]);
    if (key == 0) {
        key = input_keypad_key(bytes[2]);
    }
    return key != 0 ? give_key(input, 3, key, event) : give_key(input, 2, UI_ALT | 'O', event);
}

static enum taken take_escape(struct input *input, bool is_final, struct input_event *event)
{
    size_t length;
    const char *bytes = rest(input, &length);
    enum taken own = take_own(input, is_final, event);
    unsigned char second = length > 1 ? (unsigned char)bytes[1] : 0;

    if (own != TAKEN_NOTHING) {
        return own;
    }
    if (length == 1) {
        return is_final ? give_key(input, 1, UI_KEY_ESC, event) : TAKEN_MORE;
    }
    if (second == '[') {
        return take_csi(input, is_final, event);
    }
    if (second == 'O') {
        return take_ss3(input, is_final, event);
    }
    if (second == '\033' || second >= 0x80) { /* there is no Alt with a Han: Esc, then the letter */
        return give_key(input, 1, UI_KEY_ESC, event);
    }
    if (second < 0x20 || second == 0x7F) {
        return give_key(input, 2, UI_ALT | input_control_key(second), event);
    }
    return give_key(input, 2, UI_ALT | second, event);
}

/* Does a bad decoding only miss bytes that have not come yet? */
static bool is_begun(const unsigned char *bytes, size_t length)
{
    size_t need = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2, have = 1;

    if (bytes[0] < 0xC2 || bytes[0] > 0xF4) {
        return false;
    }
    while (have < length && have < need && (bytes[have] & 0xC0) == 0x80) {
        have++;
    }
    return have == length && have < need;
}

static enum taken take_character(struct input *input, struct input_event *event)
{
    size_t length, used;
    const char *bytes = rest(input, &length);
    unsigned char first = (unsigned char)bytes[0];
    uint32_t code;

    if (first == 0x08) {
        return give_key(input, 1, input->is_backspace ? UI_KEY_BACKSPACE : UI_CTRL | UI_KEY_BACKSPACE, event);
    }
    if (first < 0x20 || first == 0x7F) {
        return give_key(input, 1, input_control_key(first), event);
    }
    used = utf8_decode(bytes, length, &code);
    if (code != UTF8_BAD) {
        return give_key(input, used, code, event);
    }
    return is_begun((const unsigned char *)bytes, length) ? TAKEN_MORE : give_key(input, 1, 0, event);
}

/* Bytes at the end that may be the first half of the paste's end mark. */
static size_t half_mark(const char *bytes, size_t length)
{
    size_t keep = sizeof(PASTE_END) - 2;

    while (keep > 0 && (keep > length || memcmp(bytes + length - keep, PASTE_END, keep) != 0)) {
        keep--;
    }
    return keep;
}

static enum taken take_paste(struct input *input, bool is_final, struct input_event *event)
{
    size_t length, room = INPUT_PASTE_MAX - input->pasted.length;
    const char *bytes = rest(input, &length);
    const char *end = length > 0 ? memmem(bytes, length, PASTE_END, sizeof(PASTE_END) - 1) : NULL;
    size_t taken = end != NULL ? (size_t)(end - bytes) : length;

    if (end == NULL && !is_final) {
        taken -= half_mark(bytes, length);
    }
    input->is_paste_cut = input->is_paste_cut || taken > room;
    if (taken > 0) {
        str_add_bytes(&input->pasted, bytes, taken < room ? taken : room);
    }
    input->at += taken + (end != NULL ? sizeof(PASTE_END) - 1 : 0);
    if (end == NULL && !is_final) {
        return TAKEN_MORE;
    }
    input->is_pasting = false;
    *event = (struct input_event){.kind = INPUT_PASTE, .is_cut = input->is_paste_cut};
    return TAKEN_EVENT;
}

/* All has been understood. What was typed may have been a password: it must not stay behind in memory. */
static void forget_bytes(struct input *input)
{
    if (input->bytes.length > 0) {
        explicit_bzero(input->bytes.bytes, input->bytes.length);
        str_reset(&input->bytes);
    }
    input->at = 0;
    if (!input->is_pasting && input->pasted.length > 0) {
        explicit_bzero(input->pasted.bytes, input->pasted.length);
        str_reset(&input->pasted);
    }
}

bool input_next(struct input *input, bool is_final, struct input_event *event)
{
    *event = (struct input_event){.kind = INPUT_NONE};
    while (input->at < input->bytes.length || (input->is_pasting && is_final)) {
        enum taken taken;

        if (input->is_pasting) {
            taken = take_paste(input, is_final, event);
        } else if (input->bytes.bytes[input->at] == '\033') {
            taken = take_escape(input, is_final, event);
        } else {
            taken = take_character(input, event);
        }
        if (taken != TAKEN_NOTHING) {
            return taken == TAKEN_EVENT;
        }
    }
    forget_bytes(input);
    return false;
}
