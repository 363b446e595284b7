#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "zuoxi/tui/input.h"

/* The events of some bytes in one line: "F5 a Ctrl-S paste(…) press(3,4)". */
static void describe(struct input *input, bool is_final, char *out, size_t size)
{
    struct input_event event;
    size_t used = 0;

    out[0] = '\0';
    while (input_next(input, is_final, &event)) {
        const char *gap = used > 0 ? " " : "";
        char key[24];

        key_label(event.key, key);
        if (event.kind == INPUT_KEY) {
            used += (size_t)snprintf(out + used, size - used, "%s%s", gap, key);
        } else if (event.kind == INPUT_PASTE) {
            used += (size_t)snprintf(out + used, size - used, "%spaste(%s)%s", gap,
                                     str_text(input_pasted(input)), event.is_cut ? "cut" : "");
        } else {
            used += (size_t)snprintf(out + used, size - used, "%s%s(%d,%d)", gap,
                                     event.kind == INPUT_REPORT         ? "report"
                                     : event.mouse == UI_MOUSE_PRESS    ? "press"
                                     : event.mouse == UI_MOUSE_WHEEL_UP ? "up"
                                                                        : "down",
                                     event.y, event.x);
        }
    }
}

static void expect(const char *bytes, const char *events)
{
    struct input *input = input_new();
    char out[512], last[256];

    input_feed(input, bytes, strlen(bytes));
    describe(input, false, out, sizeof(out));
    describe(input, true, last, sizeof(last));
    if (last[0] != '\0') {
        snprintf(out + strlen(out), sizeof(out) - strlen(out), "%s[%s]", out[0] != '\0' ? " " : "", last);
    }
    ck_assert_str_eq(out, events);
    input_free(&input);
}

START_TEST(plain_keys)
{
    expect("a中\r\t\177", "a 中 Enter Tab Backspace");
    expect("\x13\x1a\x08", "Ctrl-S Ctrl-Z Ctrl-Backspace");
    expect("\n", "Enter");
}
END_TEST

START_TEST(named_keys_of_many_terminals)
{
    expect("\033[A\033OB\033[1;5C\033[1;2D", "↑ ↓ Ctrl-→ Shift-←");
    expect("\033OP\033[15~\033[21~\033[[C\033[11~", "F1 F5 F10 F3 F1");
    expect("\033[H\033OF\033[1~\033[8~\033[5~\033[6~", "Home End Home End PgUp PgDn");
    expect("\033[Z\033[3~\033[3;5~\033[1;6H", "Shift-Tab Delete Ctrl-Delete Ctrl-Shift-Home");
    expect("\033Oq\033OM\033[27u\033[115;5u\033[27;5;13~", "1 Enter Esc Ctrl-S Ctrl-Enter");
}
END_TEST

START_TEST(escape__alone_needs_patience_and_alt_does_not)
{
    expect("\033", "[Esc]");
    expect("\033x", "Alt-x");
    expect("\033\033", "Esc [Esc]");
    expect("\033[", "[Alt-[]");
    expect("\033中", "Esc 中"); /* no letter is lost to Alt */
    expect("\033\177", "Alt-Backspace");
}
END_TEST

START_TEST(bad_bytes__are_lost_alone)
{
    expect("a\xFF"
           "b\xE4\xB8"
           "c\xC0\x80"
           "d",
           "a b c d");
    expect("\xED\xA0\x80"
           "e",
           "e");
}
END_TEST

START_TEST(split_sequences__are_put_together)
{
    static const char bytes[] = "中\033[15~\033[200~贴\033[20\033[201~\033[<0;5;4M";
    struct input *input = input_new();
    char all[256] = "";

    for (size_t i = 0; i < sizeof(bytes) - 1; i++) {
        char out[128];

        input_feed(input, bytes + i, 1);
        describe(input, false, out, sizeof(out));
        strcat(all, out);
    }
    ck_assert_str_eq(all, "中F5paste(贴\033[20)press(3,4)");
    input_free(&input);
}
END_TEST

START_TEST(unknown_sequences__are_dropped_whole)
{
    expect("\033[?62;4c\033[99~\033[12;34;56xz", "z");
    expect("\033[1\001a", "Ctrl-A a");
}
END_TEST

START_TEST(mouse__press_and_wheel_and_nothing_else)
{
    expect("\033[<0;230;10M\033[<0;230;10m", "press(9,229)");
    expect("\033[<64;1;1M\033[<65;2;2M\033[<2;1;1M", "up(0,0) down(1,1)");
    expect("\033[M !\"x", "press(1,0) x");
}
END_TEST

START_TEST(report__is_told_from_f3)
{
    expect("\033[2;3R", "report(2,3)");
    expect("\033[1;2R", "Shift-F3");
}
END_TEST

START_TEST(paste__is_text_whatever_it_contains)
{
    expect("\033[200~a\r\033[A\x03\033[201~b", "paste(a\r\033[A\x03) b");
    expect("\033[200~never ended", "[paste(never ended)]");
    expect("\033[201~x", "x");
}
END_TEST

START_TEST(paste__is_capped)
{
    struct input *input = input_new();
    struct input_event event;
    char block[4096];

    memset(block, 'x', sizeof(block));
    input_feed(input, "\033[200~", 6);
    for (int i = 0; i < 256; i++) { /* 1 MiB */
        ck_assert(!input_next(input, false, &event));
        input_feed(input, block, sizeof(block));
    }
    ck_assert_int_eq(input_patience(input), 1000);
    input_feed(input, "\033[201~k", 7);
    ck_assert(input_next(input, false, &event));
    ck_assert(event.kind == INPUT_PASTE && event.is_cut);
    ck_assert_uint_eq(input_pasted(input)->length, INPUT_PASTE_MAX);
    ck_assert(input_next(input, false, &event));
    ck_assert_uint_eq(event.key, 'k');
    input_free(&input);
}
END_TEST

START_TEST(own_sequences__come_first)
{
    struct input *input = input_new();
    char out[64];

    input_add_sequence(input, "\033[A", UI_KEY_F(7));
    input_set_backspace(input, true);
    input_feed(input, "\033[A\b", 4);
    describe(input, false, out, sizeof(out));
    ck_assert_str_eq(out, "F7 Backspace");
    input_free(&input);
}
END_TEST

SUITE_MAIN("input", plain_keys, named_keys_of_many_terminals, escape__alone_needs_patience_and_alt_does_not,
           bad_bytes__are_lost_alone, split_sequences__are_put_together, unknown_sequences__are_dropped_whole,
           mouse__press_and_wheel_and_nothing_else, report__is_told_from_f3,
           paste__is_text_whatever_it_contains, paste__is_capped, own_sequences__come_first)
