/* What happens, as JSON for the programs that want it, into the outbox. */

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/domain/case_number.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/deadline.h"

/* One thing that has happened; what it is about is what is not NULL. */
struct news {
    const char *event, *label, *subject;
    const struct hook_case *about;
    const struct move_rule *move;
    const struct leg *leg;
    const struct ring *ring;
    const struct cluster *cluster;
    const struct notice *notice;
};

static void put_text(json_t *object, const char *name, const char *text)
{
    json_object_set_new(object, name, json_string(text));
}

static void put_time(json_t *object, const char *name, int64_t utc)
{
    char iso[26];
    if (utc != 0) {
        clock_format_iso(utc, iso);
        put_text(object, name, iso);
    }
}

/* A code, and its label under <name>_label. */
static void put_code(const struct desk *desk, json_t *object, const char *name, enum choice_set set,
                     const char *code)
{
    char key[40], label[80];
    text_format(key, sizeof(key), "%s_label", name);
    put_text(object, name, code);
    put_text(object, key, code[0] == '\0' ? "" : profile_label(desk->profile, set, code, label));
}

static const char *unit_phone(const struct desk *desk, const char *unit)
{
    for (size_t i = 0; i < desk->settings->unit_count; i++) {
        if (strcmp(desk->settings->units[i].name, unit) == 0) {
            return desk->settings->units[i].phone;
        }
    }
    return "";
}

static void put_leg(const struct desk *desk, const struct leg *leg, json_t *object)
{
    static const char *const levels[] = {[LEVEL_CALM] = "calm",
                                         [LEVEL_WARNING] = "warning",
                                         [LEVEL_CRITICAL] = "critical",
                                         [LEVEL_OVERDUE] = "overdue"};
    const struct level_times times = {leg->warning, leg->critical, leg->due + 1};
    int64_t now = clock_now(desk->clock);
    put_text(object, "leg", leg->id);
    put_text(object, "leg_label", profile_leg_label(desk->profile, leg->id));
    put_time(object, "due", leg->due);
    put_text(object, "level", leg->suspended_at != 0 ? "suspended" : levels[deadline_level(now, &times)]);
    json_object_set_new(object, "seconds_left", json_integer(leg->due - now));
}

static void put_case(const struct desk *desk, const struct news *news, json_t *object)
{
    const struct case_record *record = news->about->record;
    char path[256];
    put_text(object, "number", record->number);
    put_code(desk, object, "type", SET_TYPE, record->type);
    profile_category_path(desk->profile, record->type, record->category, path, sizeof(path));
    put_text(object, "category", record->category);
    put_text(object, "category_label", record->category[0] == '\0' ? "" : path);
    put_code(desk, object, "grade", SET_GRADE, record->grade);
    put_code(desk, object, "state", SET_STATE, record->state);
    put_text(object, "unit", record->unit);
    put_text(object, "unit_phone", unit_phone(desk, record->unit));
    put_text(object, "station", record->station);
    put_text(object, "owner", record->owner);
    put_time(object, "accepted", record->accepted_at.value);
    if (news->leg != NULL) {
        put_leg(desk, news->leg, object);
    }
}

/* Whom the profile wants to be told of the move: "unit copies". */
static void put_tell(const struct move_rule *move, json_t *object)
{
    struct str list = {0};
    for (enum move_tell tell = TELL_UNIT; tell < TELL_COUNT; tell++) {
        if (move->tell[tell]) {
            str_printf(&list, "%s%s", list.length > 0 ? " " : "", move_tell_code(tell));
        }
    }
    put_text(object, "tell", str_text(&list));
    str_free(&list);
}

/* "城西站 维修一班" */
static void put_copies(const char *copies, json_t *object)
{
    char line[4 * 300 + 1];
    text_copy(line, sizeof(line), copies == NULL ? "" : copies);
    for (char *byte = line; *byte != '\0'; byte++) {
        *byte = *byte == '\n' ? ' ' : *byte;
    }
    put_text(object, "copies", line);
}

static void put_customer(const struct news *news, json_t *object)
{
    const struct case_record *record = news->about->record;
    put_text(object, "name", record->name);
    put_text(object, "phone", record->phone);
    put_text(object, "address", record->address);
    put_text(object, "content", record->content);
    put_text(object, "note", news->about->note);
}

static void put_ring(const struct ring *ring, bool is_personal, json_t *object)
{
    put_text(object, "line", ring->line);
    put_time(object, "ring", ring->ring_at.value);
    put_time(object, "ended", ring->ended_at.value);
    if (is_personal) {
        put_text(object, "phone", ring->phone);
    }
}

static void put_cluster(const struct desk *desk, const struct cluster *cluster, json_t *object)
{
    bool is_category = profile_choice(desk->profile, SET_CATEGORY, cluster->category) != NULL;
    put_text(object, "place", cluster->place);
    put_text(object, "station", cluster->station);
    put_code(desk, object, "type", SET_TYPE, cluster->type);
    put_code(desk, object, "category", is_category ? SET_CATEGORY : SET_TYPE, cluster->category);
    json_object_set_new(object, "cases", json_integer(cluster->case_count));
}

static void put_notice(const struct desk *desk, const struct notice *notice, json_t *object)
{
    put_code(desk, object, "kind", SET_NOTICE, notice->kind);
    put_text(object, "title", notice->title);
    put_text(object, "buildings", notice->buildings);
    put_text(object, "stations", notice->stations);
    put_time(object, "start", notice->start_at.value);
    put_time(object, "expected", notice->expected_at.value);
    put_time(object, "ended", notice->ended_at.value);
}

/* Who to go to: "，孙丽 13800005678 阳光城7-1-402". */
static void describe_customer(const struct case_record *record, struct str *out)
{
    const char *const words[] = {record->name, record->phone, record->address};
    const char *before = _("，");
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (words[i][0] != '\0') {
            str_printf(out, "%s%s", before, words[i]);
            before = " ";
        }
    }
}

/* "派单：20261121-0007 报修 单户不热，城东站，接单时限 11-21 14:42" */
static void describe(const struct desk *desk, const struct news *news, bool is_personal, struct str *out)
{
    str_printf(out, _("%s：%s"), news->label, news->subject);
    if (news->about == NULL) {
        return;
    }
    const struct case_record *record = news->about->record;
    char label[80];
    str_printf(out, " %s", profile_label(desk->profile, SET_TYPE, record->type, label));
    if (record->category[0] != '\0') {
        str_printf(out, " %s", profile_label(desk->profile, SET_CATEGORY, record->category, label));
    }
    if (record->unit[0] != '\0') {
        str_printf(out, _("，%s"), record->unit);
    }
    if (news->leg != NULL) {
        char due[20];
        clock_format(news->leg->due, due);
        str_printf(out, _("，%s时限 %.11s"), profile_leg_label(desk->profile, news->leg->id), due + 5);
    }
    if (is_personal) {
        describe_customer(record, out);
    }
}

static json_t *make_json(const struct desk *desk, const struct news *news, const struct hook *hook,
                         const char *id)
{
    json_t *object = json_object();
    struct str text = {0};
    put_text(object, "id", id);
    put_text(object, "hook", hook->name);
    put_text(object, "event", news->event);
    put_text(object, "event_label", news->label);
    put_time(object, "at", clock_now(desk->clock));
    put_text(object, "by", desk->actor.badge);
    describe(desk, news, hook->is_personal, &text);
    put_text(object, "text", str_text(&text));
    str_free(&text);
    if (news->about != NULL) {
        put_case(desk, news, object);
    }
    if (news->move != NULL) {
        put_tell(news->move, object);
        put_copies(news->about->copies, object);
    }
    if (news->about != NULL && hook->is_personal) {
        put_customer(news, object);
    }
    if (news->ring != NULL) {
        put_ring(news->ring, hook->is_personal, object);
    }
    if (news->cluster != NULL) {
        put_cluster(desk, news->cluster, object);
    }
    if (news->notice != NULL) {
        put_notice(desk, news->notice, object);
    }
    return object;
}

static void print_json(const struct desk *desk, const struct news *news, const struct hook *hook,
                       const char *id, struct str *out)
{
    json_t *object = make_json(desk, news, hook, id);
    char *text = json_dumps(object, JSON_COMPACT | JSON_PRESERVE_ORDER);
    str_add(out, text == NULL ? "{}" : text);
    str_add_char(out, '\n');
    free(text);
    json_decref(object);
}

static bool is_wanted(const struct hook *hook, const struct news *news)
{
    if (news->about == NULL || !hook_wants(hook, news->event)) {
        return hook_wants(hook, news->event);
    }
    const struct case_record *record = news->about->record;
    const char *copies = news->about->copies;
    if (record->is_confidential) { /* a program outside is not among those who see it */
        return false;
    }
    struct str units = {0};
    str_printf(&units, "%s\n%s\n%s", record->unit, news->about->unit_before, copies == NULL ? "" : copies);
    bool is_it = hook_wants_case(hook, record->type, str_text(&units));
    str_free(&units);
    return is_it;
}

static enum status tell(struct desk *desk, const struct news *news, struct err *err)
{
    enum status status = STATUS_OK;
    struct hook_run run = {.at = clock_now(desk->clock)};
    for (size_t i = 0; i < desk->settings->hook_count && status == STATUS_OK; i++) {
        const struct hook *hook = &desk->settings->hooks[i];
        struct str payload = {0};
        if (!is_wanted(hook, news)) {
            continue;
        }
        if (run.event_id[0] == '\0') {
            request_make(run.event_id);
        }
        run.next_at = run.at;
        run.case_id = news->about == NULL ? 0 : news->about->record->head.id;
        text_copy(run.hook, sizeof(run.hook), hook->name);
        text_copy(run.event, sizeof(run.event), news->event);
        text_copy(run.subject, sizeof(run.subject), news->subject);
        print_json(desk, news, hook, run.event_id, &payload);
        status = hook_store_add(desk->store, &run, str_text(&payload), err);
        str_free(&payload);
    }
    return status;
}

static enum status tell_case(struct desk *desk, const char *event, const struct hook_case *what,
                             const struct move_rule *move, const struct leg *leg, struct err *err)
{
    const struct news news = {.event = event,
                              .move = move,
                              .label = hook_event_label(desk, event),
                              .subject = what->record->number,
                              .about = what,
                              .leg = leg};
    return tell(desk, &news, err);
}

enum status hook_happened(struct desk *desk, const char *event, const struct hook_case *what, struct err *err)
{
    return desk->settings->hook_count == 0
               ? STATUS_OK
               : tell_case(desk, event, what, NULL, leg_most_urgent(what->legs, what->count), err);
}

enum status hook_accepted(struct desk *desk, const struct hook_case *what, struct err *err)
{
    enum status status = hook_happened(desk, "accept", what, err);
    return status == STATUS_OK && what->record->closed_at.given ? hook_happened(desk, "close", what, err)
                                                                : status;
}

enum status hook_moved(struct desk *desk, const struct move_rule *move, const struct hook_case *what,
                       struct err *err)
{
    if (desk->settings->hook_count == 0) {
        return STATUS_OK;
    }
    bool is_close = strcmp(move->id, "close") == 0;
    enum status status = tell_case(desk, move->id, what, move, leg_most_urgent(what->legs, what->count), err);
    return status == STATUS_OK && move->closes && !is_close ? hook_happened(desk, "close", what, err)
                                                            : status;
}

enum status hook_level(struct desk *desk, const struct hook_case *what, const struct leg *leg, int level,
                       struct err *err)
{
    static const char *const events[] = {
        [LEVEL_WARNING] = "warning", [LEVEL_CRITICAL] = "critical", [LEVEL_OVERDUE] = "overdue"};
    return tell_case(desk, events[level], what, NULL, leg, err);
}

enum status hook_missed(struct desk *desk, const struct ring *ring, struct err *err)
{
    const struct news news = {.event = "ring_missed",
                              .label = hook_event_label(desk, "ring_missed"),
                              .subject = ring->line,
                              .ring = ring};
    return tell(desk, &news, err);
}

enum status hook_cluster(struct desk *desk, const struct cluster *cluster, struct err *err)
{
    char subject[160];
    if (desk->settings->hook_count == 0) {
        return STATUS_OK;
    }
    cluster_describe(desk, cluster, subject, sizeof(subject));
    const struct news news = {.event = "cluster",
                              .label = hook_event_label(desk, "cluster"),
                              .subject = subject,
                              .cluster = cluster};
    return tell(desk, &news, err);
}

enum status hook_notice(struct desk *desk, const struct notice *notice, bool is_end, struct err *err)
{
    const char *event = is_end ? "notice_end" : "notice";
    const struct news news = {
        .event = event, .label = hook_event_label(desk, event), .subject = notice->title, .notice = notice};
    return tell(desk, &news, err);
}

void hook_example(const struct desk *desk, const struct hook *hook, struct str *out)
{
    struct case_record record = {.head = {.id = 0},
                                 .number = "20261121-0007",
                                 .name = "测试",
                                 .phone = "13800000000",
                                 .accepted_at = {.value = clock_now(desk->clock), .given = true}};
    const struct leg leg = {.id = "dispatch",
                            .start = record.accepted_at.value,
                            .due = record.accepted_at.value + 600,
                            .warning = record.accepted_at.value + 450,
                            .critical = record.accepted_at.value + 540};
    const struct hook_case what = {.record = &record, .unit_before = "", .note = ""};
    const struct news news = {
        .event = "test", .label = _("测试"), .subject = record.number, .about = &what, .leg = &leg};
    char id[REQUEST_ID_SIZE];
    const struct choices *types = &desk->profile->sets[SET_TYPE];
    if (hook->unit_count > 0 || desk->settings->unit_count > 0) {
        text_copy(record.unit, sizeof(record.unit),
                  hook->unit_count > 0 ? hook->units[0] : desk->settings->units[0].name);
    }
    if (hook->type_count > 0 || types->count > 0) {
        text_copy(record.type, sizeof(record.type),
                  hook->type_count > 0 ? hook->types[0] : types->items[0].code);
    }
    text_copy(record.state, sizeof(record.state), desk->profile->first_state);
    text_copy(record.address, sizeof(record.address), _("测试地址"));
    text_copy(record.content, sizeof(record.content), _("这是 zuoxi hooks test 发出的测试，不是真的工单。"));
    request_make(id);
    print_json(desk, &news, hook, id, out);
}
