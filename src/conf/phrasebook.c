#include <confuse.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/conf/loader.h"

#define INTO(type, member) .offset = offsetof(struct type, member), .size = sizeof(((struct type *)0)->member)

/* 早上好, 明天见: up to this many characters without a comma it is a word, not a whole phrase (R3.4). */
#define WORD_CHARACTERS 5

static const char *const stages[] = {"迎声", "问询", "倾听", "核实", "复述", "答复", "转接", "等候",
                                     "致歉", "道谢", "婉拒", "安抚", "告别", "外呼", "上门", NULL};
static const char *const kinds[] = {"称呼语", "问候语", "告别语",       "道歉语", "道谢语",
                                    "应答语", "征询语", "基本礼貌用语", NULL};
static const char *const rules[] = {"三要", "三不", "三声", "四个一样", "十字用语", NULL};

static const struct option phrase_options[] = {
    {"stage", OPTION_TEXT, 1, 7, .flags = OPTION_REQUIRED, .words = stages, .text = N_("环节"),
     INTO(phrase, stage)},
    {"kind", OPTION_TEXT, 0, 7, .words = kinds, .text = N_("种类"), INTO(phrase, kind)},
    {"rule", OPTION_TEXT, 0, 7, .words = rules, .text = N_("所依据的规定"), INTO(phrase, rule)},
    {"text", OPTION_TEXT, 1, 299, .flags = OPTION_REQUIRED, .text = N_("话术，可用占位符"),
     INTO(phrase, text)},
    {0},
};

static const struct option taboo_options[] = {
    {"better", OPTION_TEXT, 1, 59, .flags = OPTION_REQUIRED, .text = N_("应该怎么说"), INTO(taboo, better)},
    {0},
};

const struct option phrasebook_options[] = {
    {"phrase", OPTION_SECTION, 1, 30, .flags = OPTION_CODE_TITLE, .inner = phrase_options,
     .text = N_("一条话术"), INTO(phrase, id)},
    {"taboo", OPTION_SECTION, 1, 29, .inner = taboo_options, .text = N_("一条忌语"), INTO(taboo, text)},
    {0},
};

static bool has_stage(const struct phrasebook *book, const char *stage)
{
    for (size_t i = 0; i < book->stage_count; i++) {
        if (strcmp(book->stages[i], stage) == 0) {
            return true;
        }
    }
    return false;
}

static const struct phrase *find_phrase(const struct phrasebook *book, const char *id)
{
    for (size_t i = 0; i < book->count; i++) {
        if (strcmp(book->phrases[i].id, id) == 0) {
            return &book->phrases[i];
        }
    }
    return NULL;
}

static void load_phrase(struct phrasebook *book, struct conf_file *file, cfg_t *section)
{
    struct phrase phrase = {.line = conf_line(section)};
    char bad[32];

    conf_fill(section, phrase_options, &phrasebook_options[0], &phrase);
    text_copy(phrase.file, sizeof(phrase.file), file->path);
    const struct phrase *known = find_phrase(book, phrase.id);
    if (known != NULL) {
        conf_finding(file, false, section, "", _("话术 \"%s\" 在 %s 第 %d 行已经有了"), phrase.id,
                     known->file, known->line);
        return;
    }
    if (!phrase_check(phrase.text, bad)) {
        conf_finding(file, false, section, "text", _("没有占位符 {%s}"), bad);
    }
    mem_reserve((void **)&book->phrases, &book->capacity, book->count + 1, sizeof(*book->phrases));
    book->phrases[book->count++] = phrase;
    if (!has_stage(book, phrase.stage) &&
        book->stage_count < sizeof(book->stages) / sizeof(book->stages[0])) {
        text_copy(book->stages[book->stage_count++], sizeof(book->stages[0]), phrase.stage);
    }
}

static void load_taboo(struct phrasebook *book, struct conf_file *file, cfg_t *section)
{
    struct taboo taboo = {0};

    conf_fill(section, taboo_options, &phrasebook_options[1], &taboo);
    for (size_t i = 0; i < book->taboo_count; i++) {
        if (strcmp(book->taboos[i].text, taboo.text) == 0) {
            conf_finding(file, false, section, "", _("忌语“%s”在另一个文件里已经有了"), taboo.text);
            return;
        }
    }
    mem_reserve((void **)&book->taboos, &book->taboo_capacity, book->taboo_count + 1, sizeof(*book->taboos));
    book->taboos[book->taboo_count++] = taboo;
}

bool phrasebook_load(struct phrasebook *book, const char *path, struct findings *findings)
{
    struct conf_file file;
    size_t errors = findings->errors;

    if (conf_file_open(&file, path, phrasebook_options, findings)) {
        for (unsigned i = 0; i < cfg_size(file.cfg, "phrase"); i++) {
            load_phrase(book, &file, cfg_getnsec(file.cfg, "phrase", i));
        }
        for (unsigned i = 0; i < cfg_size(file.cfg, "taboo"); i++) {
            load_taboo(book, &file, cfg_getnsec(file.cfg, "taboo", i));
        }
    }
    conf_file_close(&file);
    return findings->errors == errors;
}

static bool is_word(const char *text)
{
    return utf8_count(text) <= WORD_CHARACTERS && strstr(text, "，") == NULL;
}

/* Does text end in `ending`, closing punctuation aside? */
static bool ends_in(const char *text, const char *ending)
{
    static const char *const marks[] = {"。", "！", "!", ".", "”", "～", " "};
    size_t length = strlen(text), size = strlen(ending);
    bool cuts = true;

    while (cuts) {
        cuts = false;
        for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]) && !cuts; i++) {
            size_t mark = strlen(marks[i]);
            cuts = length >= mark && memcmp(text + length - mark, marks[i], mark) == 0;
            length -= cuts ? mark : 0;
        }
    }
    return length >= size && memcmp(text + length - size, ending, size) == 0;
}

static void check_phrase(const struct phrasebook *book, const struct phrase *phrase,
                         struct findings *findings)
{
    const struct taboo *taboo = taboo_find(book, phrase->text, NULL);
    bool is_greeting = strcmp(phrase->stage, "迎声") == 0, is_farewell = strcmp(phrase->stage, "告别") == 0;

    if (taboo != NULL) {
        findings_add(findings, false, phrase->file, phrase->line, phrase->id, _("含有忌语“%s”，请说：%s"),
                     taboo->text, taboo->better);
    }
    if (is_word(phrase->text)) {
        return;
    }
    if (is_greeting && strstr(phrase->text, "请") == NULL && strstr(phrase->text, "您") == NULL) {
        findings_add(findings, false, phrase->file, phrase->line, phrase->id,
                     _("迎声里没有“请”也没有“您”（三要：请字当头，您字不离口）"));
    }
    if (is_farewell && !ends_in(phrase->text, "再见")) {
        findings_add(findings, false, phrase->file, phrase->line, phrase->id,
                     _("告别没有以“再见”结尾（三要：再见结尾）"));
    }
}

void phrasebook_check(const struct phrasebook *book, struct findings *findings)
{
    for (size_t i = 0; i < book->count; i++) {
        check_phrase(book, &book->phrases[i], findings);
    }
}
