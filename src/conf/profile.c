#include <confuse.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/conf/loader.h"

#define INTO(type, member) .offset = offsetof(struct type, member), .size = sizeof(((struct type *)0)->member)
#define CODE_HIGH          40
#define FORM_HIGH          23
#define LINE_HIGH          30 /* characters of a line that is ticked; see struct choice */

static const struct option choice_options[] = {
    {"label", OPTION_TEXT, 1, 15, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(choice, label)},
    {"default", OPTION_FLAG, .text = N_("新记录的默认选择"), INTO(choice, is_default)},
    {0},
};

static const struct option notice_options[] = {
    {"label", OPTION_TEXT, 1, 15, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(choice, label)},
    {"default", OPTION_FLAG, .text = N_("新公告的默认选择"), INTO(choice, is_default)},
    {"outage", OPTION_FLAG, .text = N_("停供：来电人在范围内时，登记时提示并可关联"),
     INTO(choice, is_outage)},
    {0},
};

/* How a call ended. */
static const struct option outcome_options[] = {
    {"label", OPTION_TEXT, 1, 15, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(choice, label)},
    {"default", OPTION_FLAG, .text = N_("新记录的默认选择"), INTO(choice, is_default)},
    {"no_case", OPTION_FLAG, .text = N_("这样结束的来电只记联系记录，不开工单"), INTO(choice, is_alone)},
    {0},
};

/* A channel; its form is the side record its contacts have. */
static const struct option channel_options[] = {
    {"label", OPTION_TEXT, 1, 15, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(choice, label)},
    {"default", OPTION_FLAG, .text = N_("新记录的默认选择"), INTO(choice, is_default)},
    {"form", OPTION_CODE, 0, FORM_HIGH, .text = N_("登记表单：visit letter call_out outing；不写是来电"),
     INTO(choice, form)},
    {0},
};

/* Lines that are ticked in a form; they hold for all that lies below, unless that has its own. */
#define TELL                                                                                                 \
    {                                                                                                        \
        "tell", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("先对来电人说的话，按顺序，说一条勾一条")  \
    }
#define BRING                                                                                                \
    {                                                                                                        \
        "bring", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("一次性告知：用户应带的材料，每项一条")   \
    }

static const struct option subcategory_options[] = {
    {"label", OPTION_TEXT, 1, 15, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(choice, label)},
    TELL,
    BRING,
    {0},
};

static const struct option category_options[] = {
    {"label", OPTION_TEXT, 1, 15, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(choice, label)},
    TELL,
    BRING,
    {"category", OPTION_SECTION, 1, CODE_HIGH, .flags = OPTION_CODE_TITLE, .inner = subcategory_options,
     .text = N_("下一级类别"), INTO(choice, code)},
    {0},
};

static const struct option type_options[] = {
    {"label", OPTION_TEXT, 1, 15, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(choice, label)},
    {"default", OPTION_FLAG, .text = N_("新记录的默认选择"), INTO(choice, is_default)},
    {"form", OPTION_CODE, 0, FORM_HIGH, .text = N_("登记表单：complaint repair emergency business；可不写"),
     INTO(choice, form)},
    {"grade", OPTION_CODE, 0, CODE_HIGH, .text = N_("这类工单的默认级别；不写则用户等级，再没有则默认级别"),
     INTO(choice, grade)},
    {"urgent", OPTION_FLAG, .text = N_("在每个屏幕上排在最前"), INTO(choice, is_urgent)},
    TELL,
    BRING,
    {"category", OPTION_SECTION, 1, CODE_HIGH, .flags = OPTION_CODE_TITLE, .inner = category_options,
     .text = N_("第一级类别"), INTO(choice, code)},
    {0},
};

/* Whether somebody spoke with us (R2.13). */
static const struct option reached_options[] = {
    {"label", OPTION_TEXT, 1, 15, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(choice, label)},
    {"default", OPTION_FLAG, .text = N_("新记录的默认选择"), INTO(choice, is_default)},
    {"talk", OPTION_FLAG, .text = N_("通上了话：回访算完成；否则只记一次尝试"), INTO(choice, is_talk)},
    {0},
};

static const struct option satisfaction_options[] = {
    {"label", OPTION_TEXT, 1, 15, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(choice, label)},
    {"default", OPTION_FLAG, .text = N_("新记录的默认选择"), INTO(choice, is_default)},
    {"redo", OPTION_FLAG, .text = N_("不满意：回访之后自动重办"), INTO(choice, is_redo)},
    {0},
};

static const struct option severity_options[] = {
    {"label", OPTION_TEXT, 1, 15, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(choice, label)},
    {"default", OPTION_FLAG, .text = N_("新记录的默认选择"), INTO(choice, is_default)},
    {"report", OPTION_FLAG, .text = N_("先上报，再办别的"), INTO(choice, is_reported)},
    {0},
};

/* The codes of enum move_effect. */
static const char *const effect_words[] = {"suspend",  "resume", "extend", "chase", "supervise",
                                           "escalate", "return", "object", "redo",  "callback",
                                           "reopen",   "merge",  "split",  NULL};

static const struct option move_options[] = {
    {"label", OPTION_TEXT, 1, 7, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(move_rule, label)},
    {"from", OPTION_TEXTS, .flags = OPTION_REQUIRED | OPTION_BY_CODE, .text = N_("可以做的状态")},
    {"to", OPTION_CODE, 0, CODE_HIGH, .text = N_("做完到的状态；不写则不变"), INTO(move_rule, to)},
    {"roles", OPTION_TEXTS, .flags = OPTION_REQUIRED | OPTION_BY_CODE, .text = N_("operator lead admin")},
    {"ask", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("问的工单字段")},
    {"need", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("其中必填的")},
    {"reporter", OPTION_FLAG, .text = N_("由承办单位完成：问谁报告、何时完成"),
     INTO(move_rule, asks_reporter)},
    {"closes", OPTION_FLAG, .text = N_("结束工单"), INTO(move_rule, closes)},
    {"types", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("只用于这些类型；不写则都可以")},
    {"effect", OPTION_TEXT, .words = effect_words, .flags = OPTION_BY_CODE,
     .text = N_("除了改变状态还做什么；可不写")},
    {"start", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("从这个动作重新起算的环节")},
    {"voids", OPTION_TEXTS, .flags = OPTION_BY_CODE,
     .text = N_("作废的动作：由它们起算、还没完成的环节停止")},
    {"extend", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("延期的环节")},
    {"tell", OPTION_TEXTS, .flags = OPTION_BY_CODE,
     .text = N_("办完要告知谁：unit copies customer owner lead management")},
    {"limit", OPTION_NUMBER, 0, 99, .unit = N_("次"), .text = N_("一张工单最多几次；0 不限"),
     INTO(move_rule, limit)},
    {"within", OPTION_DURATION, .text = N_("只能在 since 之后多久以内做"), INTO(move_rule, within)},
    {"since", OPTION_CODE, 0, 15, .text = N_("within 从哪个动作算起"), INTO(move_rule, since)},
    {"approve", OPTION_FLAG, .text = N_("坐席提出后，由班长批准才生效"), INTO(move_rule, is_approved)},
    {"before_due", OPTION_FLAG, .text = N_("只能在要延的环节超时之前提出"), INTO(move_rule, is_before_due)},
    {0},
};

static const struct option leg_label_options[] = {
    {"label", OPTION_TEXT, 1, 7, .flags = OPTION_REQUIRED, .text = N_("显示的文字"), INTO(leg_label, label)},
    {"apart", OPTION_FLAG, .text = N_("不在环节链上：做了它，前面的环节照样计时；做了后面的，它也照样计时"),
     INTO(leg_label, is_apart)},
    {0},
};

static const struct option leg_options[] = {
    {"from", OPTION_CODE, 1, 15, .flags = OPTION_REQUIRED, .text = N_("起算的动作，或 accept"),
     INTO(leg_rule, from)},
    {"within", OPTION_DURATION, .flags = OPTION_REQUIRED, .text = N_("时限"), INTO(leg_rule, within)},
    {"grade", OPTION_CODE, 0, CODE_HIGH, .text = N_("适用的级别"), INTO(leg_rule, grade)},
    {"types", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("适用的类型")},
    {"categories", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("适用的类别，含其下的")},
    {"channels", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("适用的受理渠道")},
    {"also", OPTION_FLAG, .text = N_("另外还有的一个期限：和上面适用的那条同时计时，从别的动作起算"),
     INTO(leg_rule, is_also)},
    {"joint", OPTION_FLAG, .text = N_("只用于几个单位一起承办的工单"), INTO(leg_rule, is_joint)},
    {0},
};

/* A part of the task sheet (domain/sheet_rule.h). */
static const struct option sheet_options[] = {
    {"show", OPTION_TEXTS, .flags = OPTION_BY_CODE,
     .text = N_(
         "列出什么：工单字段、customer. contact. 等的字段、leg.环节、by.动作、note.动作；前面可写“名称=”")},
    {"sign", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("谁签字，一人一行")},
    {"room", OPTION_NUMBER, 0, 20, .unit = N_("行"), .text = N_("留几行空白手写"),
     INTO(sheet_part_rule, room)},
    {0},
};

#define CHOICES_OF(name, words, options)                                                                     \
    {                                                                                                        \
        name, OPTION_SECTION, 1, CODE_HIGH, .flags = OPTION_CODE_TITLE, .inner = (options), .text = (words), \
                                            INTO(choice, code)                                               \
    }
#define CHOICE(name, words) CHOICES_OF(name, words, choice_options)

const struct option profile_options[] = {
    {"label", OPTION_TEXT, 1, 15, .flags = OPTION_REQUIRED, .text = N_("行业名称"), INTO(profile, label)},
    {"station_label", OPTION_TEXT, 1, 8, .fallback = "\"换热站\"",
     .text = N_("用户所属的站叫什么：换热站、台区、调压站"), INTO(profile, station)},
    {"first_state", OPTION_CODE, 1, CODE_HIGH, .flags = OPTION_REQUIRED, .text = N_("受理后的状态"),
     INTO(profile, first_state)},
    {"closed_state", OPTION_CODE, 1, CODE_HIGH, .flags = OPTION_REQUIRED, .text = N_("当场答复的状态"),
     INTO(profile, closed_state)},
    {"sheet_title", OPTION_TEXT, 1, 20, .fallback = "\"任务单\"", .text = N_("任务单的标题"),
     INTO(profile, sheet.title)},
    {"sheet", OPTION_SECTION, 1, 10, .inner = sheet_options, .text = N_("任务单的一栏，从上到下"),
     INTO(sheet_part_rule, title)},
    {"type", OPTION_SECTION, 1, CODE_HIGH, .flags = OPTION_CODE_TITLE, .inner = type_options,
     .text = N_("类型"), INTO(choice, code)},
    CHOICE("grade", N_("级别")),
    CHOICES_OF("channel", N_("渠道"), channel_options),
    CHOICE("title", N_("称呼")),
    CHOICES_OF("outcome", N_("通话结果"), outcome_options),
    CHOICE("kind", N_("用户性质")),
    CHOICE("supply", N_("供应状态")),
    CHOICES_OF("satisfaction", N_("满意度"), satisfaction_options),
    CHOICE("relation", N_("投诉人身份")),
    CHOICES_OF("severity", N_("投诉紧急程度"), severity_options),
    CHOICE("upheld", N_("投诉是否成立")),
    CHOICE("appliance", N_("报修的设备")),
    CHOICE("acceptance", N_("用户验收")),
    CHOICE("hazard", N_("现场危险")),
    CHOICE("purpose", N_("去电目的")),
    CHOICES_OF("reached", N_("接通情况"), reached_options),
    CHOICE("way", N_("答复方式")),
    {"questions", OPTION_TEXTS, .flags = OPTION_BY_CODE, .text = N_("回访时问的话，用户说“是”就勾上")},
    CHOICE("announced", N_("上门前的告知")),
    CHOICE("finding", N_("上门结果")),
    CHOICE("state", N_("工单状态")),
    {"notice", OPTION_SECTION, 1, CODE_HIGH, .flags = OPTION_CODE_TITLE, .inner = notice_options,
     .text = N_("公告种类"), INTO(choice, code)},
    {"move", OPTION_SECTION, 1, 15, .flags = OPTION_CODE_TITLE | OPTION_REPEATS, .inner = move_options,
     .text = N_("动作"), INTO(move_rule, id)},
    {"leg_label", OPTION_SECTION, 1, 15, .flags = OPTION_CODE_TITLE, .inner = leg_label_options,
     .text = N_("环节的名称"), INTO(leg_label, id)},
    {"leg", OPTION_SECTION, 1, 12, .flags = OPTION_CODE_TITLE | OPTION_REPEATS, .inner = leg_options,
     .text = N_("环节与时限"), INTO(leg_rule, id)},
    {0},
};

static const struct {
    const char *name;
    enum choice_set set;
} choice_sections[] = {
    {"grade", SET_GRADE},
    {"channel", SET_CHANNEL},
    {"title", SET_TITLE},
    {"outcome", SET_OUTCOME},
    {"kind", SET_KIND},
    {"supply", SET_SUPPLY},
    {"state", SET_STATE},
    {"satisfaction", SET_SATISFACTION},
    {"relation", SET_RELATION},
    {"severity", SET_SEVERITY},
    {"upheld", SET_UPHELD},
    {"appliance", SET_APPLIANCE},
    {"acceptance", SET_ACCEPTANCE},
    {"hazard", SET_HAZARD},
    {"purpose", SET_PURPOSE},
    {"reached", SET_REACHED},
    {"announced", SET_ANNOUNCED},
    {"notice", SET_NOTICE},
    {"finding", SET_FINDING},
    {"way", SET_WAY},
};

static struct choice *add_choice(struct profile *profile, enum choice_set set, cfg_t *section,
                                 const struct option *option, const char *parent)
{
    struct choices *choices = &profile->sets[set];
    mem_reserve((void **)&choices->items, &choices->capacity, choices->count + 1, sizeof(*choices->items));
    struct choice *choice = &choices->items[choices->count++];
    conf_fill(section, option->inner, option, choice);
    text_copy(choice->parent, sizeof(choice->parent), parent);
    return choice;
}

/* The lines of one list, under a code. */
static void load_list_lines(struct profile *profile, struct conf_file *file, cfg_t *section, const char *name,
                            enum choice_set set, const char *parent)
{
    struct choices *choices = &profile->sets[set];
    for (unsigned i = 0; i < cfg_size(section, name); i++) {
        mem_reserve((void **)&choices->items, &choices->capacity, choices->count + 1,
                    sizeof(*choices->items));
        struct choice *line = &choices->items[choices->count++];
        const char *text = cfg_getnstr(section, name, i);
        if (utf8_count(text) > LINE_HIGH || !text_copy(line->label, sizeof(line->label), text)) {
            conf_finding(file, false, section, name, _("“%.60s”太长，最多 %d 个字"), text, LINE_HIGH);
        }
        text_copy(line->parent, sizeof(line->parent), parent);
    }
}

/* The lines a type or category lists, under its code. */
static void load_lines(struct profile *profile, struct conf_file *file, cfg_t *section, const char *parent)
{
    load_list_lines(profile, file, section, "tell", SET_TELL, parent);
    load_list_lines(profile, file, section, "bring", SET_BRING, parent);
}

/* A type's categories and theirs; numbers select the first ten of a level only. */
static void load_categories(struct profile *profile, struct conf_file *file, cfg_t *section,
                            const struct option *options, const char *parent)
{
    const struct option *option = option_find(options, "category", strlen("category"));
    char code[FIELD_CODE_SIZE];

    if (option == NULL) {
        return;
    }
    if (cfg_size(section, "category") > 10) {
        conf_finding(file, true, section, "", _("“%s”有 %u 个类别，数字键只能选前 10 个"), parent,
                     cfg_size(section, "category"));
    }
    for (unsigned i = 0; i < cfg_size(section, "category"); i++) {
        cfg_t *inner = cfg_getnsec(section, "category", i);
        text_copy(code, sizeof(code), add_choice(profile, SET_CATEGORY, inner, option, parent)->code);
        load_lines(profile, file, inner, code);
        load_categories(profile, file, inner, option->inner, code);
    }
}

static void load_choices(struct profile *profile, struct conf_file *file)
{
    const struct option *option = option_find(profile_options, "type", strlen("type"));
    char code[FIELD_CODE_SIZE];

    for (unsigned i = 0; i < cfg_size(file->cfg, "type"); i++) {
        cfg_t *section = cfg_getnsec(file->cfg, "type", i);
        text_copy(code, sizeof(code), add_choice(profile, SET_TYPE, section, option, "")->code);
        load_lines(profile, file, section, code);
        load_categories(profile, file, section, option->inner, code);
    }
    for (size_t s = 0; s < sizeof(choice_sections) / sizeof(choice_sections[0]); s++) {
        const char *name = choice_sections[s].name;
        option = option_find(profile_options, name, strlen(name));
        for (unsigned i = 0; i < cfg_size(file->cfg, name); i++) {
            add_choice(profile, choice_sections[s].set, cfg_getnsec(file->cfg, name, i), option, "");
        }
    }
    load_list_lines(profile, file, file->cfg, "questions", SET_QUESTION, "");
}

/* The fields a move asks for; those needed come along even when `ask` does not repeat them. */
static void load_ask(struct conf_file *file, cfg_t *section, struct move_rule *move)
{
    char needed[MOVE_FIELDS_MAX][48];
    size_t needed_count = conf_list(file, section, "need", needed[0], sizeof(needed[0]), MOVE_FIELDS_MAX);

    move->ask_count = conf_list(file, section, "ask", move->ask[0], sizeof(move->ask[0]), MOVE_FIELDS_MAX);
    for (size_t n = 0; n < needed_count; n++) {
        size_t at = 0;
        while (at < move->ask_count && strcmp(move->ask[at], needed[n]) != 0) {
            at++;
        }
        if (at == MOVE_FIELDS_MAX) {
            conf_finding(file, false, section, "need", _("最多问 %d 个字段"), MOVE_FIELDS_MAX);
            return;
        }
        if (at == move->ask_count) {
            text_copy(move->ask[move->ask_count++], sizeof(move->ask[0]), needed[n]);
        }
        move->ask_needed[at] = true;
    }
}

static void load_roles(struct conf_file *file, cfg_t *section, struct move_rule *move)
{
    for (unsigned i = 0; i < cfg_size(section, "roles"); i++) {
        const char *code = cfg_getnstr(section, "roles", i);
        enum role role = role_parse(code);
        if (role == ROLE_NONE) {
            conf_finding(file, false, section, "roles", _("没有角色“%.40s”，应为 operator lead admin"), code);
        } else {
            move->roles[role] = true;
        }
    }
}

static void load_tell(struct conf_file *file, cfg_t *section, struct move_rule *move)
{
    for (unsigned i = 0; i < cfg_size(section, "tell"); i++) {
        const char *code = cfg_getnstr(section, "tell", i);
        enum move_tell tell = move_tell_parse(code);
        if (tell == TELL_COUNT) {
            conf_finding(file, false, section, "tell",
                         _("没有“%.40s”，应为 unit copies customer owner lead management"), code);
        } else {
            move->tell[tell] = true;
        }
    }
}

static void load_move(struct conf_file *file, cfg_t *section, struct move_rule *move)
{
    move->from_count = conf_list(file, section, "from", move->from[0], sizeof(move->from[0]),
                                 sizeof(move->from) / sizeof(move->from[0]));
    move->type_count =
        conf_list(file, section, "types", move->types[0], sizeof(move->types[0]), MOVE_TYPES_MAX);
    move->start_count =
        conf_list(file, section, "start", move->start[0], sizeof(move->start[0]), MOVE_LEGS_MAX);
    move->void_count =
        conf_list(file, section, "voids", move->voids[0], sizeof(move->voids[0]), MOVE_LEGS_MAX);
    move->extend_count =
        conf_list(file, section, "extend", move->extend[0], sizeof(move->extend[0]), MOVE_LEGS_MAX);
    load_roles(file, section, move);
    load_ask(file, section, move);
    load_tell(file, section, move);
    move->effect = move_effect_parse(cfg_getstr(section, "effect"));
}

static void load_moves(struct profile *profile, struct conf_file *file)
{
    const struct option *option = option_find(profile_options, "move", strlen("move"));

    for (unsigned i = 0; i < cfg_size(file->cfg, "move"); i++) {
        cfg_t *section = cfg_getnsec(file->cfg, "move", i);
        mem_reserve((void **)&profile->moves, &profile->move_capacity, profile->move_count + 1,
                    sizeof(*profile->moves));
        struct move_rule *move = &profile->moves[profile->move_count++];
        conf_fill(section, option->inner, option, move);
        load_move(file, section, move);
    }
}

static void load_legs(struct profile *profile, struct conf_file *file)
{
    const struct option *option = option_find(profile_options, "leg_label", strlen("leg_label"));

    for (unsigned i = 0; i < cfg_size(file->cfg, "leg_label"); i++) {
        mem_reserve((void **)&profile->leg_labels, &profile->leg_label_capacity, profile->leg_label_count + 1,
                    sizeof(*profile->leg_labels));
        conf_fill(cfg_getnsec(file->cfg, "leg_label", i), option->inner, option,
                  &profile->leg_labels[profile->leg_label_count++]);
    }
    option = option_find(profile_options, "leg", strlen("leg"));
    for (unsigned i = 0; i < cfg_size(file->cfg, "leg"); i++) {
        cfg_t *section = cfg_getnsec(file->cfg, "leg", i);
        mem_reserve((void **)&profile->legs, &profile->leg_capacity, profile->leg_count + 1,
                    sizeof(*profile->legs));
        struct leg_rule *leg = &profile->legs[profile->leg_count++];
        conf_fill(section, option->inner, option, leg);
        leg->type_count =
            conf_list(file, section, "types", leg->types[0], sizeof(leg->types[0]), LEG_TYPES_MAX);
        leg->category_count = conf_list(file, section, "categories", leg->categories[0],
                                        sizeof(leg->categories[0]), LEG_CATEGORIES_MAX);
        leg->channel_count = conf_list(file, section, "channels", leg->channels[0], sizeof(leg->channels[0]),
                                       LEG_CHANNELS_MAX);
    }
}

static void load_sheet(struct profile *profile, struct conf_file *file)
{
    const struct option *option = option_find(profile_options, "sheet", strlen("sheet"));
    struct sheet_rule *sheet = &profile->sheet;

    for (unsigned i = 0; i < cfg_size(file->cfg, "sheet"); i++) {
        cfg_t *section = cfg_getnsec(file->cfg, "sheet", i);
        if (i == SHEET_PARTS_MAX) {
            conf_finding(file, false, section, "", _("任务单最多 %d 栏"), SHEET_PARTS_MAX);
            return;
        }
        struct sheet_part_rule *part = &sheet->parts[sheet->part_count++];
        conf_fill(section, option->inner, option, part);
        part->show_count =
            conf_list(file, section, "show", part->show[0], SHEET_FIELD_SIZE, SHEET_FIELDS_MAX);
        part->sign_count =
            conf_list(file, section, "sign", part->sign[0], sizeof(part->sign[0]), SHEET_SIGNS_MAX);
    }
}

bool profile_load(struct profile *profile, const char *path, const char *name, struct findings *findings)
{
    struct conf_file file;
    size_t errors = findings->errors;

    text_copy(profile->name, sizeof(profile->name), name);
    if (conf_file_open(&file, path, profile_options, findings)) {
        conf_fill(file.cfg, profile_options, NULL, profile);
        load_choices(profile, &file);
        load_moves(profile, &file);
        load_legs(profile, &file);
        load_sheet(profile, &file);
        /* After an error of the guard parts are missing; what would be found then might not be true. */
        if (file.guard.is_sound) {
            profile_check(profile, &file);
        }
    }
    conf_file_close(&file);
    return findings->errors == errors;
}
