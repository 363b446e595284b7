#include "suite.h"

#include <stdint.h>
#include <string.h>

#include "zuoxi/base/utf8.h"
#include "zuoxi/conf/file.h"
#include "zuoxi/conf/loader.h"

struct parsed {
    struct findings findings;
    struct conf_file file;
    struct settings settings;
    bool is_open;
};

static void parse_bytes(struct parsed *parsed, const char *bytes, size_t length)
{
    *parsed = (struct parsed){0};
    parsed->is_open =
        conf_file_parse(&parsed->file, "test", bytes, length, settings_options, &parsed->findings);
    if (parsed->is_open) {
        conf_fill(parsed->file.cfg, settings_options, NULL, &parsed->settings);
    }
}

static void parse(struct parsed *parsed, const char *text)
{
    parse_bytes(parsed, text, strlen(text));
}

static void parsed_clear(struct parsed *parsed)
{
    conf_file_close(&parsed->file);
    findings_clear(&parsed->findings);
    settings_clear(&parsed->settings);
}

START_TEST(clean__what_passes__is_read_byte_for_byte)
{
    struct parsed parsed;

    parse(&parsed, "company = \"a\\\"b\\\\c $HOME #d //e /*f*/ 'g' \xe7\x83\xad\" # \"\n"
                   "hotline='$(x) {HOME} \"q\"' /* } */ ring_limit=7 bell=off\n");
    ck_assert_uint_eq(parsed.findings.count, 0);
    ck_assert_str_eq(parsed.settings.company, "a\"b\\c $HOME #d //e /*f*/ 'g' \xe7\x83\xad");
    ck_assert_str_eq(parsed.settings.hotline, "$(x) {HOME} \"q\"");
    ck_assert_int_eq(parsed.settings.ring_limit, 7);
    ck_assert(!parsed.settings.bell);
    parsed_clear(&parsed);
}
END_TEST

START_TEST(clean__single_quoted_braces__are_never_expanded)
{
    struct parsed parsed;

    setenv("SECRET", "leaked", 1);
    parse(&parsed, "company = 'a ${SECRET} b'\n");
    ck_assert_uint_eq(parsed.findings.count, 0);
    ck_assert_str_eq(parsed.settings.company, "a ${SECRET} b");
    parsed_clear(&parsed);
}
END_TEST

START_TEST(clean__a_line_continued_with_a_backslash__is_one_text)
{
    struct parsed parsed;

    parse(&parsed, "company = \"one \\\ntwo\"\nring_limit = 99\n");
    ck_assert_str_eq(parsed.settings.company, "one two");
    ck_assert_uint_eq(parsed.findings.count, 1);
    ck_assert_int_eq(parsed.findings.items[0].line, 3);
    parsed_clear(&parsed);
}
END_TEST

START_TEST(clean__faulty_statements__leave_the_rest_readable_and_defaults_in_place)
{
    struct parsed parsed;

    parse(&parsed, "ring_limit = 99\ncompany = \"A\"\nunknown { a { b } }\nring_seconds = 20\n");
    ck_assert(parsed.is_open);
    ck_assert(!parsed.file.guard.is_sound);
    ck_assert_uint_eq(parsed.findings.errors, 2);
    ck_assert_str_eq(parsed.settings.company, "A");
    ck_assert_int_eq(parsed.settings.ring_seconds, 20);
    ck_assert_int_eq(parsed.settings.ring_limit, 3);
    parsed_clear(&parsed);
}
END_TEST

START_TEST(scan__a_section_left_open__is_said_first_and_alone_explains_what_stands_wrong_behind_it)
{
    struct parsed parsed;

    parse(&parsed,
          "ring_limit = 99\nseason \"a\" {\n  from = \"13-01\"\n  company = \"A\"\nring_seconds = 20\n"
          "bel = off\n");
    ck_assert_uint_eq(parsed.findings.count, 4);
    ck_assert_uint_eq(parsed.findings.errors, 4);
    ck_assert_int_eq(parsed.findings.items[0].line, 1);
    ck_assert_int_eq(parsed.findings.items[1].line, 2);
    ck_assert_ptr_nonnull(strstr(parsed.findings.items[1].text, "没有用 } 结束"));
    ck_assert_int_eq(parsed.findings.items[2].line, 3);
    ck_assert_str_eq(parsed.findings.items[3].option, "bel");
    parsed_clear(&parsed);
}
END_TEST

START_TEST(scan__every_prefix_of_the_shipped_profile__is_read_without_harm)
{
    struct findings findings = {0};
    struct str bytes = {0};
    char path[PATH_SIZE];

    path_shipped(path, "profiles/heating.conf");
    ck_assert(guard_read(path, &bytes, &findings));
    for (size_t length = 0; length < bytes.length; length += 37) {
        struct conf_file file;
        struct findings found = {0};
        conf_file_parse(&file, "prefix", bytes.bytes, length, profile_options, &found);
        conf_file_close(&file);
        findings_clear(&found);
    }
    str_free(&bytes);
    findings_clear(&findings);
}
END_TEST

/* xorshift: the same cases every run. */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Whatever bytes come, the guard ends, and what it hands on libconfuse accepts without a word of its own. */
START_TEST(scan__two_thousand_random_mutations__never_upset_libconfuse)
{
    static const char *const pieces[] = {
        "{",  "}",    "\"",    "'",   "=",      "+=",    ",",  "/*",   "*/",   "#",          "\n", "${A}",
        "\\", "\xff", "unit ", "010", " close", "\"x\"", "　", "\\\"", "bell", "company = ", "(",  "//"};
    struct str seed = {0};
    uint32_t random = 20261121;

    settings_default_text(&seed);
    for (int round = 0; round < 2000; round++) {
        struct str text = {0};
        struct parsed parsed;
        str_add_bytes(&text, seed.bytes, seed.length);
        for (int change = 0; change < 4; change++) {
            size_t at = next_random(&random) % text.length;
            const char *piece = pieces[next_random(&random) % (sizeof(pieces) / sizeof(pieces[0]))];
            if (next_random(&random) % 3 == 0) {
                str_remove(&text, at, (text.length - at) / 8 + 1);
            } else {
                str_insert(&text, at, piece, strlen(piece));
            }
        }
        parse_bytes(&parsed, text.bytes, text.length);
        for (size_t i = 0; i < parsed.findings.count; i++) {
            ck_assert_ptr_null(strstr(parsed.findings.items[i].text, "libconfuse"));
            ck_assert_int_ge(parsed.findings.items[i].line, 0);
        }
        ck_assert(parsed.is_open || parsed.findings.errors > 0);
        parsed_clear(&parsed);
        str_free(&text);
    }
    str_free(&seed);
}
END_TEST

START_TEST(scan__ten_thousand_braces__are_findings_not_a_crash)
{
    struct str text = {0};
    struct parsed parsed;

    for (int i = 0; i < 10000; i++) {
        str_add(&text, "unit \"a\" { ");
    }
    parse_bytes(&parsed, text.bytes, text.length);
    ck_assert_uint_gt(parsed.findings.errors, 0);
    parsed_clear(&parsed);
    str_free(&text);
}
END_TEST

SUITE_MAIN("guard", clean__what_passes__is_read_byte_for_byte,
           clean__single_quoted_braces__are_never_expanded,
           clean__a_line_continued_with_a_backslash__is_one_text,
           clean__faulty_statements__leave_the_rest_readable_and_defaults_in_place,
           scan__a_section_left_open__is_said_first_and_alone_explains_what_stands_wrong_behind_it,
           scan__every_prefix_of_the_shipped_profile__is_read_without_harm,
           scan__two_thousand_random_mutations__never_upset_libconfuse,
           scan__ten_thousand_braces__are_findings_not_a_crash)
