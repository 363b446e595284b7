#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/conf/guard.h"
#include "zuoxi/conf/token.h"

#define OPTIONS_MAX 64 /* options in one table */

struct title {
    const struct option *option;
    char *text; /* owned */
    size_t length;
    int line;
    int count;
};

struct scan {
    struct guard *guard;
    struct tokens tokens;
    struct title *titles;
    size_t title_count, title_capacity;
    bool is_broken; /* the structure is lost: what follows cannot be trusted */
    int unclosed;   /* line of the last section without its closing brace, 0 none */
};

/* One section being read, and those around it. */
struct level {
    const struct option *options;
    int line;     /* 0: the file itself */
    size_t found; /* findings before it */
    const struct level *up;
    int indent;                 /* of the statement that opened it */
    int at;                     /* of the statement being read */
    bool has_indented;          /* a statement of it stands further in: indentation means something here */
    bool has_strays;            /* said that it holds what belongs further in: a brace too many */
    int seen[OPTIONS_MAX];      /* line of each option of the table, 0 = not yet */
    bool accepted[OPTIONS_MAX]; /* its value passed */
};

static void complain(struct scan *scan, int line, const char *option, const char *text)
{
    findings_add(scan->guard->findings, false, scan->guard->file, line, option, "%s", text);
}

/* About where a name stands: a brace that is found missing later takes it back. */
static void complain_place(struct scan *scan, int line, const char *option, const char *text)
{
    struct findings *findings = scan->guard->findings;
    complain(scan, line, option, text);
    findings->items[findings->count - 1].is_place = true;
}

/* Returns the mark's index: sections nest, and the array may move. */
static size_t mark(struct scan *scan, const struct level *level, const struct option *option, int line)
{
    struct guard *guard = scan->guard;
    mem_reserve((void **)&guard->marks, &guard->mark_capacity, guard->mark_count + 1, sizeof(*guard->marks));
    guard->marks[guard->mark_count] = (struct guard_mark){level->line, line, option, false};
    return guard->mark_count++;
}

/* Leave what is left of a statement on `line`, with the braces it opens, but not the one that closes its
 * section. */
static void skip_statement(struct scan *scan, int line)
{
    int depth = 0;

    while (scan->tokens.kind != TOKEN_END && (depth > 0 || scan->tokens.token_line == line)) {
        if (scan->tokens.kind == TOKEN_OPEN) {
            depth++;
        } else if (scan->tokens.kind == TOKEN_CLOSE && depth-- == 0) {
            return;
        }
        token_next(&scan->tokens);
    }
}

/* Write a value into the clean text so that libconfuse reads exactly these bytes. */
static void emit_string(struct str *clean, const char *text)
{
    str_add_char(clean, '"');
    for (;;) {
        size_t plain = strcspn(text, "\n\"\\$");
        str_add_bytes(clean, text, plain);
        text += plain;
        if (*text == '\0') {
            break;
        }
        str_add_char(clean, '\\');
        str_add_char(clean, *text == '\n' ? 'n' : *text);
        text++;
    }
    str_add_char(clean, '"');
}

/* Take the current token as a value of option and write it to the clean text; false when it does not pass. */
static bool scan_value(struct scan *scan, const struct option *option)
{
    struct tokens *tokens = &scan->tokens;
    char why[512];
    bool passes = !tokens->is_bad;

    if (passes && utf8_is_valid(str_text(&tokens->text), tokens->text.length)) {
        passes =
            option_check(option, str_text(&tokens->text), tokens->kind == TOKEN_STRING, why, sizeof(why));
        if (!passes) {
            complain(scan, tokens->token_line, option->name, why);
        }
    }
    if (option->type == OPTION_NUMBER || option->type == OPTION_FLAG) {
        str_add(&scan->guard->clean, str_text(&tokens->text));
    } else {
        emit_string(&scan->guard->clean, str_text(&tokens->text));
    }
    token_next(tokens);
    return passes;
}

static bool is_value(const struct tokens *tokens)
{
    return tokens->kind == TOKEN_WORD || tokens->kind == TOKEN_STRING;
}

/* After an item of a list: true when another one follows. */
static bool list_goes_on(struct scan *scan, const struct option *option, int opened, bool *passes)
{
    struct tokens *tokens = &scan->tokens;

    if (tokens->kind == TOKEN_COMMA) {
        token_next(tokens);
        str_add_char(&scan->guard->clean, ',');
        return tokens->kind != TOKEN_CLOSE;
    }
    if (tokens->kind == TOKEN_STRING) {
        complain(scan, tokens->token_line, option->name, _("列表的两项之间缺少逗号"));
        *passes = false;
        return true;
    }
    if (tokens->kind != TOKEN_CLOSE) {
        complain(scan, opened, option->name, _("这里开始的列表 { 没有用 } 结束"));
        skip_statement(scan, tokens->kind == TOKEN_EQUAL ? tokens->token_line : 0); /* its name was taken */
        scan->is_broken = true;
        *passes = false;
    }
    return false;
}

/* To what may end a list: its brace, or the name of the next option. */
static void skip_items(struct tokens *tokens)
{
    while (tokens->kind == TOKEN_OPEN || tokens->kind == TOKEN_STRING || tokens->kind == TOKEN_COMMA) {
        token_next(tokens);
    }
}

static bool scan_list(struct scan *scan, const struct option *option)
{
    struct tokens *tokens = &scan->tokens;
    int opened = tokens->token_line;
    bool passes = true;

    if (tokens->kind != TOKEN_OPEN) {
        return scan_value(scan, option);
    }
    token_next(tokens);
    str_add_char(&scan->guard->clean, '{');
    bool goes_on = tokens->kind != TOKEN_CLOSE;
    while (goes_on) {
        if (is_value(tokens)) {
            passes = scan_value(scan, option) && passes;
            goes_on = list_goes_on(scan, option, opened, &passes);
        } else {
            goes_on = false;
            passes = false;
            complain(scan, opened, option->name, _("这里开始的列表 { 不完整，应为 {\"a\", \"b\"}"));
            scan->is_broken = true;
            skip_items(tokens);
        }
    }
    if (tokens->kind == TOKEN_CLOSE) {
        token_next(tokens);
    }
    str_add_char(&scan->guard->clean, '}');
    return passes;
}

/* name = value, the current token is behind the '='. */
static bool scan_assignment(struct scan *scan, const struct option *option, int line)
{
    struct tokens *tokens = &scan->tokens;
    char expected[400], why[512];

    /* What stands on a later line is the next statement, not this one's value. */
    bool is_here = tokens->token_line == line;
    if (option->type == OPTION_TEXTS && (tokens->kind == TOKEN_OPEN || (is_here && is_value(tokens)))) {
        return scan_list(scan, option);
    }
    if (is_here && is_value(tokens)) {
        return scan_value(scan, option);
    }
    option_describe(option, expected, sizeof(expected));
    text_format(why, sizeof(why), _("这里应有%s"), expected);
    complain(scan, line, option->name, why);
    skip_statement(scan, line);
    return false;
}

static void scan_level(struct scan *scan, struct level *level);

/* A section's title may stand once in the file; where it may repeat, the count keeps libconfuse from merging
 * them. */
static bool check_title(struct scan *scan, const struct option *option, const char *title, int line,
                        int *count)
{
    char why[512];
    size_t length = strlen(title);

    for (size_t i = 0; i < scan->title_count; i++) {
        struct title *known = &scan->titles[i];
        if (known->length != length || memcmp(known->text, title, length) != 0 ||
            strcmp(known->option->name, option->name) != 0) {
            continue;
        }
        *count = ++known->count;
        if (option->flags & OPTION_REPEATS) {
            return true;
        }
        text_format(why, sizeof(why), _("%s \"%s\" 重复，第 %d 行已经有了"), option->name, title,
                    known->line);
        complain(scan, line, option->name, why);
        return false;
    }
    mem_reserve((void **)&scan->titles, &scan->title_capacity, scan->title_count + 1, sizeof(*scan->titles));
    scan->titles[scan->title_count++] = (struct title){option, mem_copy(title), length, line, 1};
    *count = 1;
    return true;
}

static bool scan_title(struct scan *scan, const struct option *option, int line)
{
    struct str *clean = &scan->guard->clean;
    struct tokens *tokens = &scan->tokens;
    struct option title = *option;
    char why[512];
    int count;

    title.type = option->flags & OPTION_CODE_TITLE ? OPTION_CODE : OPTION_TEXT;
    if (tokens->is_bad) {
        return false;
    }
    if (!option_check(&title, str_text(&tokens->text), true, why, sizeof(why))) {
        complain(scan, line, option->name, why);
        return false;
    }
    if (!check_title(scan, option, str_text(&tokens->text), line, &count)) {
        return false;
    }
    struct str text = {0};
    str_add(&text, str_text(&tokens->text));
    if (option->flags & OPTION_REPEATS) {
        str_printf(&text, "%c%d", GUARD_REPEAT, count);
    }
    emit_string(clean, str_text(&text));
    str_free(&text);
    return true;
}

static bool scan_section(struct scan *scan, const struct level *up, const struct option *option, int line)
{
    struct tokens *tokens = &scan->tokens;
    struct level level = {.options = option->inner, .line = line, .up = up, .indent = up->at, .at = up->at};
    bool passes = false;

    level.found = scan->guard->findings->count;
    if (is_value(tokens)) {
        passes = scan_title(scan, option, line);
        token_next(tokens);
    } else {
        complain(scan, line, option->name, _("缺少引号里的标题：名称 \"标题\" { … }"));
    }
    if (tokens->kind != TOKEN_OPEN) {
        complain(scan, line, option->name, _("标题后面缺少 {"));
        skip_statement(scan, line);
        return false;
    }
    str_printf(&scan->guard->clean, " { " GUARD_LINE " = %d\n", line);
    token_next(tokens);
    scan_level(scan, &level);
    str_add(&scan->guard->clean, "}");
    return passes;
}

/* Say of an unknown name which is near or where it belongs; of what one brace too many put outside, once. */
static void complain_unknown(struct scan *scan, struct level *level, const char *name, int line)
{
    const char *near = option_nearest(level->options, name);
    const struct option *home = near == NULL ? option_home(level->options, name) : NULL;
    char why[512];

    if (near != NULL) {
        text_format(why, sizeof(why), _("没有这个选项，相近的有 %s"), near);
    } else if (home != NULL) {
        text_format(why, sizeof(why), _("要写在 %s \"…\" { } 里面；请看前面是不是多了一个 }"), home->name);
    }
    if (home == NULL || !level->has_strays) {
        complain_place(scan, line, name, near == NULL && home == NULL ? _("没有这个选项") : why);
    }
    level->has_strays = level->has_strays || home != NULL;
}

/* An option or section the table does not have: step over it. */
static void scan_unknown(struct scan *scan, struct level *level, const char *name, int line)
{
    struct tokens *tokens = &scan->tokens;

    complain_unknown(scan, level, name, line);
    if (is_value(tokens) && tokens->token_line == line) {
        token_next(tokens);
    }
    if (tokens->kind == TOKEN_EQUAL) {
        token_next(tokens);
    }
    skip_statement(scan, tokens->kind == TOKEN_OPEN ? tokens->token_line : line);
}

static void scan_known(struct scan *scan, struct level *level, const struct option *option, int line)
{
    struct str *clean = &scan->guard->clean;
    struct tokens *tokens = &scan->tokens;
    size_t before = clean->length, index = (size_t)(option - level->options);
    bool is_section = option->type == OPTION_SECTION, passes = false;
    char why[512];

    if (!is_section && level->seen[index] != 0) {
        text_format(why, sizeof(why), _("重复设置，第 %d 行已经写过"), level->seen[index]);
        complain(scan, line, option->name, why);
    }
    size_t marked = mark(scan, level, option, line);
    level->seen[index] = line;
    str_add(clean, option->name);
    str_add_char(clean, ' ');
    if (is_section) {
        passes = scan_section(scan, level, option, line);
    } else if (tokens->kind == TOKEN_EQUAL) {
        token_next(tokens);
        str_add(clean, "= ");
        passes = scan_assignment(scan, option, line);
    } else {
        complain(scan, line, option->name, _("缺少 =，应为 选项 = 值"));
        skip_statement(scan, line);
    }
    str_add_char(clean, '\n');
    scan->guard->marks[marked].passed = passes;
    if (passes) {
        level->accepted[index] = true;
    } else {
        str_remove(clean, before, clean->length - before);
    }
}

/*
 * A name that an outer level knows, no further in than the section begins, where this one does not know it or
 * has its other statements further in: the section's closing brace was forgotten.
 */
static bool belongs_outside(const struct level *level, const char *name, int indent)
{
    bool is_known = option_find(level->options, name, strlen(name)) != NULL;
    if (indent < 0 || indent > level->indent || (is_known && !level->has_indented)) {
        return false;
    }
    for (const struct level *up = level->up; up != NULL; up = up->up) {
        if (option_find(up->options, name, strlen(name)) != NULL) {
            return true;
        }
    }
    return false;
}

/* The cause is said before whatever it made look wrong. */
static void end_unclosed(struct scan *scan, const struct level *level)
{
    complain(scan, level->line, "", _("这里开始的 { 没有用 } 结束"));
    findings_lead(scan->guard->findings, level->found);
    scan->is_broken = true;
    scan->unclosed = level->line;
}

/* One statement; false when the level ends here. */
static bool scan_statement(struct scan *scan, struct level *level)
{
    struct tokens *tokens = &scan->tokens;
    int line = tokens->token_line;

    if (tokens->kind == TOKEN_CLOSE && level->up != NULL) {
        token_next(tokens);
        return false;
    }
    bool is_outer =
        tokens->kind == TOKEN_WORD && belongs_outside(level, str_text(&tokens->text), tokens->indent);
    level->at = tokens->indent >= 0 ? tokens->indent : level->at;
    level->has_indented = level->has_indented || tokens->indent > level->indent;
    if (level->up != NULL && (tokens->kind == TOKEN_END || is_outer)) {
        end_unclosed(scan, level);
        return false;
    }
    if (tokens->kind == TOKEN_END) {
        return false;
    }
    if (tokens->kind == TOKEN_WORD) {
        char *name = mem_copy(str_text(&tokens->text));
        const struct option *option = option_find(level->options, name, strlen(name));
        token_next(tokens);
        if (option != NULL) {
            scan_known(scan, level, option, line);
        } else {
            scan_unknown(scan, level, name, line);
        }
        free(name);
        return true;
    }
    complain(scan, line, "",
             tokens->kind == TOKEN_CLOSE  ? _("多余的 }，没有与它配对的 {")
             : tokens->kind == TOKEN_OPEN ? _("多余的 {")
                                          : _("这里应为选项的名称"));
    scan->is_broken = true;
    token_next(tokens);
    if (tokens->token_line == line && tokens->kind != TOKEN_WORD) {
        skip_statement(scan, line);
    }
    return true;
}

static void scan_level(struct scan *scan, struct level *level)
{
    while (scan_statement(scan, level)) {
        ;
    }
    for (size_t i = 0; level->options[i].name != NULL; i++) {
        const struct option *option = &level->options[i];
        if (level->accepted[i]) {
            continue;
        }
        if (option->type == OPTION_SECTION) {
            if (option->fallback != NULL && level->seen[i] == 0) {
                str_add(&scan->guard->clean, option->fallback);
            }
            continue;
        }
        /* What an unclosed section inside it swallowed may be there all the same. */
        bool is_known = scan->unclosed == 0 || level->line > scan->unclosed;
        if (is_known && level->seen[i] == 0 && (option->flags & OPTION_REQUIRED)) {
            complain_place(scan, level->line, option->name, _("缺少这一项"));
        }
        if (option->fallback != NULL) {
            str_add(&scan->guard->clean, option->name);
            str_add(&scan->guard->clean, " = ");
            str_add(&scan->guard->clean, option->fallback);
            str_add_char(&scan->guard->clean, '\n');
        }
    }
}

void guard_scan(struct guard *guard, const char *file, const char *bytes, size_t length,
                const struct option *options, struct findings *findings)
{
    size_t errors = findings->errors;
    struct level level = {.options = options};
    struct scan scan = {.guard = guard};

    *guard = (struct guard){.file = file, .findings = findings};
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    bool has_nul, is_text = guard_is_text(guard, bytes, length, &has_nul);
    if (has_nul) {
        return;
    }
    scan.tokens = (struct tokens){.file = file,
                                  .findings = findings,
                                  .at = bytes,
                                  .end = bytes + length,
                                  .line_start = bytes,
                                  .line = 1};
    token_next(&scan.tokens);
    scan_level(&scan, &level);
    guard->is_whole = is_text && !scan.is_broken && !scan.tokens.is_broken;
    guard->is_sound = findings->errors == errors;
    str_free(&scan.tokens.text);
    for (size_t i = 0; i < scan.title_count; i++) {
        free(scan.titles[i].text);
    }
    free(scan.titles);
}
