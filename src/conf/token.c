#include "zuoxi/conf/token.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"

static void complain(struct tokens *tokens, int line, const char *text)
{
    findings_add(tokens->findings, false, tokens->file, line, "", "%s", text);
}

static void newline(struct tokens *tokens)
{
    tokens->at++;
    tokens->line++;
    tokens->line_start = tokens->at;
}

static bool looking_at(const struct tokens *tokens, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(tokens->end - tokens->at) >= length && memcmp(tokens->at, text, length) == 0;
}

static void skip_line(struct tokens *tokens)
{
    while (tokens->at < tokens->end && *tokens->at != '\n') {
        tokens->at++;
    }
}

static void skip_comment(struct tokens *tokens)
{
    int line = tokens->line;

    tokens->at += 2;
    while (tokens->at < tokens->end && !looking_at(tokens, "*/")) {
        if (*tokens->at == '\n') {
            newline(tokens);
        } else {
            tokens->at++;
        }
    }
    if (tokens->at < tokens->end) {
        tokens->at += 2;
        return;
    }
    complain(tokens, line, _("这里开始的注释 /* 没有用 */ 结束，它后面的内容全部无效"));
    tokens->is_broken = true;
}

static void skip_blank(struct tokens *tokens)
{
    while (tokens->at < tokens->end) {
        if (*tokens->at == '\n') {
            newline(tokens);
        } else if (*tokens->at == ' ' || *tokens->at == '\t' || *tokens->at == '\r') {
            tokens->at++;
        } else if (*tokens->at == '#' || looking_at(tokens, "//")) {
            skip_line(tokens);
        } else if (looking_at(tokens, "/*")) {
            skip_comment(tokens);
        } else {
            return;
        }
    }
}

static void bad_string(struct tokens *tokens, const char *text)
{
    if (!tokens->is_bad) {
        complain(tokens, tokens->line, text);
    }
    tokens->is_bad = true;
}

/* A backslash in a double-quoted string: \" \\ \n and a line that goes on; the rest libconfuse reads in its
 * own way. */
static void read_escape(struct tokens *tokens)
{
    tokens->at++;
    char byte = tokens->at < tokens->end ? *tokens->at : '\0';
    if (byte == '\n') {
        newline(tokens);
        return;
    }
    if (byte == '"' || byte == '\\') {
        str_add_char(&tokens->text, byte);
    } else if (byte == 'n') {
        str_add_char(&tokens->text, '\n');
    } else {
        bad_string(tokens, _("引号内的 \\ 只能写成 \\\" \\\\ \\n，或放在行尾接下一行；\\0、\\x 之类不接受"));
    }
    if (tokens->at < tokens->end) {
        tokens->at++;
    }
}

/* Of a string: nothing that read_string() has to look at. */
static bool is_plain_byte(char byte, char quote)
{
    return byte != quote && byte != '\n' && byte != '\\' && byte != '$';
}

static void read_string(struct tokens *tokens)
{
    char quote = *tokens->at++;

    tokens->kind = TOKEN_STRING;
    while (tokens->at < tokens->end && *tokens->at != quote && *tokens->at != '\n') {
        if (quote == '"' && *tokens->at == '\\') {
            read_escape(tokens);
            continue;
        }
        if (quote == '\'' && *tokens->at == '\\') {
            bad_string(tokens, _("单引号内不要用 \\，请改用双引号"));
        }
        if (quote == '"' && looking_at(tokens, "${")) {
            bad_string(tokens, _("不支持 ${…} 引用环境变量，请直接写出内容"));
        }
        const char *start = tokens->at++;
        while (tokens->at < tokens->end && is_plain_byte(*tokens->at, quote)) {
            tokens->at++;
        }
        str_add_bytes(&tokens->text, start, (size_t)(tokens->at - start));
    }
    if (tokens->at < tokens->end && *tokens->at == quote) {
        tokens->at++;
        return;
    }
    complain(tokens, tokens->token_line, _("这里开始的引号没有在本行结束；长文字在行尾写 \\ 接下一行"));
    tokens->is_bad = true;
    tokens->is_broken = true;
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '_' || byte == '.' || byte == ':' || byte == '%' || byte == '-';
}

static void read_word(struct tokens *tokens)
{
    tokens->kind = TOKEN_WORD;
    while (tokens->at < tokens->end && is_word_byte(*tokens->at)) {
        tokens->at++;
    }
    str_add_bytes(&tokens->text, tokens->start, (size_t)(tokens->at - tokens->start));
}

/* Bytes that start no token: say what is meant, skip the run of them. */
static void skip_strange(struct tokens *tokens)
{
    static const char *const full_width[] = {"＝", "“",  "”",  "‘",  "’",  "｛",
                                             "｝", "，", "；", "：", "＃", "　"};
    uint32_t code;

    for (size_t i = 0; i < sizeof(full_width) / sizeof(full_width[0]); i++) {
        if (!looking_at(tokens, full_width[i])) {
            continue;
        }
        findings_add(tokens->findings, false, tokens->file, tokens->line, "",
                     _("“%s”是全角符号，请换成半角的"), full_width[i]);
        skip_line(tokens);
        return;
    }
    if (looking_at(tokens, "${")) {
        complain(tokens, tokens->line, _("不支持 ${…} 引用环境变量，请直接写出内容"));
    } else if (looking_at(tokens, "+=")) {
        complain(tokens, tokens->line, _("不支持 +=，请用 = 写出完整的列表"));
    } else if ((unsigned char)*tokens->at >= 0x80 &&
               utf8_decode(tokens->at, (size_t)(tokens->end - tokens->at), &code) > 1) {
        complain(tokens, tokens->line, _("中文要放在半角双引号里"));
    } else if ((unsigned char)*tokens->at < 0x80) {
        findings_add(tokens->findings, false, tokens->file, tokens->line, "", _("多余的字符“%c”"),
                     *tokens->at >= ' ' && *tokens->at < 0x7f ? *tokens->at : '?');
    }
    skip_line(tokens);
}

void token_next(struct tokens *tokens)
{
    static const struct {
        char byte;
        enum token_kind kind;
    } single[] = {{'{', TOKEN_OPEN}, {'}', TOKEN_CLOSE}, {'=', TOKEN_EQUAL}, {',', TOKEN_COMMA}};

    str_reset(&tokens->text);
    tokens->is_bad = false;
    for (;;) {
        skip_blank(tokens);
        tokens->token_line = tokens->line;
        tokens->start = tokens->at;
        tokens->indent = strspn(tokens->line_start, " \t") == (size_t)(tokens->at - tokens->line_start)
                             ? (int)(tokens->at - tokens->line_start)
                             : -1;
        tokens->kind = TOKEN_END;
        if (tokens->at >= tokens->end) {
            break;
        }
        for (size_t i = 0; i < sizeof(single) / sizeof(single[0]); i++) {
            if (*tokens->at == single[i].byte) {
                tokens->kind = single[i].kind;
            }
        }
        if (tokens->kind != TOKEN_END) {
            tokens->at++;
        } else if (*tokens->at == '"' || *tokens->at == '\'') {
            read_string(tokens);
        } else if (is_word_byte(*tokens->at)) {
            read_word(tokens);
        }
        if (tokens->kind != TOKEN_END) {
            break;
        }
        skip_strange(tokens);
    }
    tokens->length = (size_t)(tokens->at - tokens->start);
}
