#include <confuse.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/conf/loader.h"
#include "zuoxi/domain/taboo.h"

#define INTO(type, member) .offset = offsetof(struct type, member), .size = sizeof(((struct type *)0)->member)
#define BY_CODE(low, high) OPTION_TEXT, low, high, .flags = OPTION_BY_CODE
#define NEEDED(low, high)  OPTION_TEXT, low, high, .flags = OPTION_BY_CODE | OPTION_REQUIRED
#define LIST               OPTION_TEXTS, 1, 40, .flags = OPTION_BY_CODE

static const char *const kinds[] = {"称呼语", "问候语", "告别语",       "道歉语", "道谢语",
                                    "应答语", "征询语", "基本礼貌用语", NULL};
static const char *const rules[] = {"三要",     "三不",       "三声", "四个一样", "十字用语",
                                    "首问负责", "一次性告知", "安全", NULL};
static const char *const taboo_kinds[] = {"生硬", "推卸", "责备", NULL};
static const char *const outages[] = {"yes", "no", NULL};
static const char *const faults[] = {"ours", "other", "unknown", NULL};

static const struct option phrase_options[] = {
    {"stage", OPTION_TEXT, 1, 7, .flags = OPTION_REQUIRED, .words = phrase_stages, .text = N_("环节"),
     INTO(phrase, stage)},
    {"kind", OPTION_TEXT, 0, 7, .words = kinds, .text = N_("种类"), INTO(phrase, kind)},
    {"rule", OPTION_TEXT, 0, 7, .words = rules, .text = N_("所依据的规定"), INTO(phrase, rule)},
    {"text", NEEDED(1, 299), .text = N_("话术，可用占位符")},
    {"order", OPTION_NUMBER, 1, 999, .text = N_("次序，小的在前"), INTO(phrase, order)},
    {"digit", OPTION_NUMBER, 1, 9, .text = N_("固定的数字键"), INTO(phrase, digit)},
    {"heard", LIST, .text = N_("来电人说到这些词就先说它所在的环节")},
    {"hours", BY_CODE(0, 11), .text = N_("每天的时段，如 05:00-11:00")},
    {"channels", LIST, .text = N_("适用的渠道")},
    {"types", LIST, .text = N_("适用的类型")},
    {"profiles", LIST, .text = N_("适用的行业方案")},
    {"outage", OPTION_TEXT, 0, 3, .words = outages, .text = N_("来电人是否在停供范围内"),
     INTO(phrase, when.outage)},
    {"fault", OPTION_TEXT, 0, 7, .words = faults, .text = N_("责任在谁"), INTO(phrase, when.fault)},
    {0},
};

static const struct option taboo_options[] = {
    {"better", OPTION_TEXT, 1, 59, .flags = OPTION_REQUIRED, .text = N_("应该怎么说"), INTO(taboo, better)},
    {"kind", OPTION_TEXT, 0, 2, .words = taboo_kinds, .text = N_("违反三不的哪一条"), INTO(taboo, kind)},
    {"except", LIST, .text = N_("含有这几个字却不是忌语的词")},
    {0},
};

static const struct option answer_options[] = {
    {"question", NEEDED(1, 60), .text = N_("问题")},
    {"text", NEEDED(1, 500), .text = N_("答案")},
    {"words", BY_CODE(0, 60), .text = N_("还可以用哪些词找到")},
    {"source", NEEDED(1, 60), .text = N_("出处")},
    {"date", OPTION_TEXT, 10, 10, .flags = OPTION_REQUIRED, .text = N_("核对的日期"), INTO(answer, date)},
    {"expires", OPTION_TEXT, 10, 10, .text = N_("有效到哪一天"), INTO(answer, expires)},
    {"types", LIST, .text = N_("适用的类型")},
    {"profiles", LIST, .text = N_("适用的行业方案")},
    {0},
};

const struct option phrasebook_options[] = {
    {"phrase", OPTION_SECTION, 1, 30, .flags = OPTION_CODE_TITLE, .inner = phrase_options,
     .text = N_("一条话术"), INTO(phrase, id)},
    {"taboo", OPTION_SECTION, 1, 29, .inner = taboo_options, .text = N_("一条忌语"), INTO(taboo, text)},
    {"answer", OPTION_SECTION, 1, 30, .flags = OPTION_CODE_TITLE, .inner = answer_options,
     .text = N_("一条知识"), INTO(answer, id)},
    {0},
};

/* The items of a list between `mark`s, with one at both ends unless it is a newline; NULL when none is given.
 */
static const char *keep_list(struct phrasebook *book, cfg_t *section, const char *name, char mark)
{
    struct str list = {0};
    unsigned count = cfg_size(section, name);
    for (unsigned i = 0; i < count; i++) {
        if (i > 0 || mark == ' ') {
            str_add_char(&list, mark);
        }
        str_add(&list, cfg_getnstr(section, name, i));
    }
    if (mark == ' ') {
        str_add_char(&list, mark);
    }
    const char *kept = count == 0 ? NULL : phrasebook_keep(book, str_text(&list));
    str_free(&list);
    return kept;
}

static const char *keep_text(struct phrasebook *book, cfg_t *section, const char *name)
{
    const char *text = cfg_getstr(section, name);
    return phrasebook_keep(book, text == NULL ? "" : text);
}

/* "22:00-06:00" */
static void load_hours(struct conf_file *file, cfg_t *section, struct phrase_when *when)
{
    const char *text = cfg_getstr(section, "hours");
    char from[6] = "", until[6] = "";
    if (text == NULL || text[0] == '\0') {
        return;
    }
    text_copy(from, sizeof(from), text);
    if (strlen(text) == 11 && text[5] == '-') {
        text_copy(until, sizeof(until), text + 6);
    }
    when->from = clock_minutes(from);
    when->until = clock_minutes(until);
    if (when->from < 0 || when->until < 0) {
        conf_finding(file, false, section, "hours", _("“%.40s”应写成 \"05:00-11:00\""), text);
    } else if (when->from == when->until) {
        conf_finding(file, false, section, "hours", _("开始和结束相同，这条永远不会出现"));
    }
}

/* The file's path, once. */
static const char *keep_path(struct phrasebook *book, const struct conf_file *file)
{
    for (size_t i = book->text_count; i > 0; i--) {
        if (strcmp(book->texts[i - 1], file->path) == 0) {
            return book->texts[i - 1];
        }
    }
    return phrasebook_keep(book, file->path);
}

static void load_phrase(struct phrasebook *book, struct conf_file *file, const char *path, cfg_t *section)
{
    struct phrase phrase = {.line = conf_line(section), .file = path};
    char bad[32];

    conf_fill(section, phrase_options, &phrasebook_options[0], &phrase);
    const struct phrase *known = phrasebook_find(book, phrase.id);
    if (known != NULL) {
        conf_finding(file, false, section, "", _("话术 \"%s\" 在 %s 第 %d 行已经有了，请换一个编号"),
                     phrase.id, known->file, known->line);
        return;
    }
    phrase.text = keep_text(book, section, "text");
    phrase.heard = keep_list(book, section, "heard", '\n');
    phrase.when.channels = keep_list(book, section, "channels", ' ');
    phrase.when.types = keep_list(book, section, "types", ' ');
    phrase.when.profiles = keep_list(book, section, "profiles", ' ');
    load_hours(file, section, &phrase.when);
    if (!phrase_check(phrase.text, bad)) {
        conf_finding(file, false, section, "text", _("没有占位符 {%s}"), bad);
    }
    mem_reserve((void **)&book->phrases, &book->capacity, book->count + 1, sizeof(*book->phrases));
    book->phrases[book->count++] = phrase;
}

static void load_taboo(struct phrasebook *book, struct conf_file *file, const char *path, cfg_t *section)
{
    struct taboo taboo = {.line = conf_line(section), .file = path};

    conf_fill(section, taboo_options, &phrasebook_options[1], &taboo);
    for (size_t i = 0; i < book->taboo_count; i++) {
        if (strcmp(book->taboos[i].text, taboo.text) == 0) {
            conf_finding(file, false, section, "", _("忌语“%s”在 %s 第 %d 行已经有了"), taboo.text,
                         book->taboos[i].file, book->taboos[i].line);
            return;
        }
    }
    mem_reserve((void **)&book->taboos, &book->taboo_capacity, book->taboo_count + 1, sizeof(*book->taboos));
    book->taboos[book->taboo_count++] = taboo;
    for (unsigned i = 0; i < cfg_size(section, "except"); i++) {
        const char *except = cfg_getnstr(section, "except", i);
        if (strstr(except, taboo.text) == NULL) {
            conf_finding(file, false, section, "except", _("“%s”里没有“%s”，写在这里没有用"), except,
                         taboo.text);
        }
        mem_reserve((void **)&book->excepts, &book->except_capacity, book->except_count + 1,
                    sizeof(*book->excepts));
        book->excepts[book->except_count++] = mem_copy(except);
    }
}

static void check_date(struct conf_file *file, cfg_t *section, const char *name, const char *date)
{
    int64_t utc;
    if (date[0] != '\0' && (strlen(date) != 10 || !clock_parse(date, &utc))) {
        conf_finding(file, false, section, name, _("“%s”不是日期，应写成 \"2026-10-15\""), date);
    }
}

static void load_answer(struct phrasebook *book, struct conf_file *file, const char *path, cfg_t *section)
{
    struct answer answer = {.line = conf_line(section), .file = path};

    conf_fill(section, answer_options, &phrasebook_options[2], &answer);
    for (size_t i = 0; i < book->answer_count; i++) {
        if (strcmp(book->answers[i].id, answer.id) == 0) {
            conf_finding(file, false, section, "", _("知识 \"%s\" 在 %s 第 %d 行已经有了，请换一个编号"),
                         answer.id, book->answers[i].file, book->answers[i].line);
            return;
        }
    }
    check_date(file, section, "date", answer.date);
    check_date(file, section, "expires", answer.expires);
    answer.question = keep_text(book, section, "question");
    answer.text = keep_text(book, section, "text");
    answer.words = keep_text(book, section, "words");
    answer.source = keep_text(book, section, "source");
    answer.when.types = keep_list(book, section, "types", ' ');
    answer.when.profiles = keep_list(book, section, "profiles", ' ');
    mem_reserve((void **)&book->answers, &book->answer_capacity, book->answer_count + 1,
                sizeof(*book->answers));
    book->answers[book->answer_count++] = answer;
}

bool phrasebook_load(struct phrasebook *book, const char *path, struct findings *findings)
{
    static const struct {
        const char *name;
        void (*load)(struct phrasebook *book, struct conf_file *file, const char *path, cfg_t *section);
    } sections[] = {{"phrase", load_phrase}, {"taboo", load_taboo}, {"answer", load_answer}};
    struct conf_file file;
    size_t errors = findings->errors;

    if (conf_file_open(&file, path, phrasebook_options, findings)) {
        const char *kept = keep_path(book, &file);
        for (size_t k = 0; k < sizeof(sections) / sizeof(sections[0]); k++) {
            for (unsigned i = 0; i < cfg_size(file.cfg, sections[k].name); i++) {
                sections[k].load(book, &file, kept, cfg_getnsec(file.cfg, sections[k].name, i));
            }
        }
    }
    conf_file_close(&file);
    return findings->errors == errors;
}
