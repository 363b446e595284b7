/* zuoxi phrases list|search|usage: the script book and how it is used. */

#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/usage.h"
#include "zuoxi/domain/book_search.h"
#include "zuoxi/domain/when.h"

#define FOUND_MAX 2000 /* far more than a book has */
#define DAYS      7

static json_t *item_json(const struct phrasebook *book, const struct book_item *item)
{
    json_t *object = json_object();
    if (item->is_answer) {
        const struct answer *answer = &book->answers[item->index];
        json_object_set_new(object, "id", json_string(answer->id));
        json_object_set_new(object, "question", cli_text_json(answer->question));
        json_object_set_new(object, "text", cli_text_json(answer->text));
        json_object_set_new(object, "source", cli_text_json(answer->source));
        json_object_set_new(object, "date", json_string(answer->date));
        json_object_set_new(object, "expires",
                            answer->expires[0] != '\0' ? json_string(answer->expires) : json_null());
        return object;
    }
    const struct phrase *phrase = &book->phrases[item->index];
    json_object_set_new(object, "id", json_string(phrase->id));
    json_object_set_new(object, "stage", cli_text_json(phrase->stage));
    json_object_set_new(object, "kind", cli_text_json(phrase->kind));
    json_object_set_new(object, "rule", cli_text_json(phrase->rule));
    json_object_set_new(object, "text", cli_text_json(phrase->text));
    json_object_set_new(object, "digit", phrase->digit > 0 ? json_integer(phrase->digit) : json_null());
    return object;
}

static void print_items(struct cli_context *context, const struct book_item *items, size_t count)
{
    const struct phrasebook *book = &context->config.book;
    if (context->options.json) {
        json_t *list = json_array();
        for (size_t i = 0; i < count; i++) {
            json_array_append_new(list, item_json(book, &items[i]));
        }
        cli_json(context, list);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (items[i].is_answer) {
            const struct answer *answer = &book->answers[items[i].index];
            cli_line(context->out, _("%-20s 知识  %s %s（%s，%s）"), answer->id, answer->question,
                     answer->text, answer->source, answer->date);
        } else {
            const struct phrase *phrase = &book->phrases[items[i].index];
            cli_line(context->out, "%-20s %s  %s", phrase->id, phrase->stage, phrase->text);
        }
    }
}

/* All of a stage, the answers (知识), or with neither the whole book. */
static int phrases_list(struct cli_context *context, int argc, char **argv)
{
    const struct phrasebook *book = &context->config.book;
    struct book_item *items = mem_new(FOUND_MAX, sizeof(*items));
    size_t count = 0;
    for (size_t i = 0; i < book->stage_count; i++) {
        if (argc < 3 || strcmp(argv[2], book->stages[i]) == 0) {
            count += book_of_stage(book, book->stages[i], NULL, items + count, FOUND_MAX - count);
        }
    }
    if (argc < 3 || strcmp(argv[2], _("知识")) == 0) {
        count += book_answers(book, NULL, items + count, FOUND_MAX - count);
    }
    print_items(context, items, count);
    free(items);
    if (count == 0 && argc > 2) {
        struct err err = {0};
        err_set(&err, STATUS_NOT_FOUND, _("话术里没有“%s”这一环节"), argv[2]);
        return cli_fail(context, &err);
    }
    return 0;
}

static int phrases_search(struct cli_context *context, int argc, char **argv)
{
    struct book_item *items = mem_new(FOUND_MAX, sizeof(*items));
    struct str query = {0};
    for (int i = 2; i < argc; i++) {
        str_printf(&query, "%s%s", i > 2 ? " " : "", argv[i]);
    }
    size_t count = book_search(&context->config.book, str_text(&query), NULL, items, FOUND_MAX);
    struct err err = {0};
    int code = 0;
    print_items(context, items, count);
    if (count == 0) {
        err_set(&err, STATUS_NOT_FOUND, _("话术里没有找到“%s”"), str_text(&query));
        code = cli_fail(context, &err);
    }
    str_free(&query);
    free(items);
    return code;
}

static json_t *usage_json(const struct usage *usage)
{
    json_t *object = json_object(), *steps = json_object(), *phrases = json_object(), *people = json_array(),
           *taboos = json_array();
    for (enum guide_step step = 0; step < GUIDE_COUNT; step++) {
        json_object_set_new(steps, guide_code(step),
                            json_pack("{s:I, s:I}", "wanted", (json_int_t)usage->wanted[step], "done",
                                      (json_int_t)usage->done[step]));
    }
    for (size_t i = 0; i < usage->phrases.count; i++) {
        json_object_set_new(phrases, usage->phrases.items[i].code,
                            json_integer(usage->phrases.items[i].times));
    }
    for (size_t i = 0; i < usage->person_count; i++) {
        const struct usage_person *person = &usage->people[i];
        json_array_append_new(
            people, json_pack("{s:s, s:I, s:I, s:I, s:I}", "badge", person->badge, "calls",
                              (json_int_t)person->calls, "phrases", (json_int_t)person->phrases, "skipped",
                              (json_int_t)person->skipped, "taboos", (json_int_t)person->taboos));
    }
    for (size_t i = 0; i < usage->taboos.count; i++) {
        const struct usage_item *item = &usage->taboos.items[i];
        json_array_append_new(taboos, json_pack("{s:s, s:s, s:I}", "badge", item->badge, "taboo", item->code,
                                                "times", (json_int_t)item->times));
    }
    json_object_set_new(object, "first", json_integer(usage->first));
    json_object_set_new(object, "last", json_integer(usage->last));
    json_object_set_new(object, "calls", json_integer(usage->calls));
    json_object_set_new(object, "steps", steps);
    json_object_set_new(object, "people", people);
    json_object_set_new(object, "phrases", phrases);
    json_object_set_new(object, "taboos", taboos);
    return object;
}

static void print_usage(struct cli_context *context, const struct usage *usage)
{
    long long first = usage->first, last = usage->last;
    cli_line(context->out, _("%04lld-%02lld-%02lld 至 %04lld-%02lld-%02lld，通话 %lld"), first / 10000,
             first / 100 % 100, first % 100, last / 10000, last / 100 % 100, last % 100,
             (long long)usage->calls);
    for (enum guide_step step = 0; step < GUIDE_COUNT; step++) {
        if (usage->wanted[step] > 0) {
            cli_line(context->out, _("环节 %s  做到 %lld / 应做 %lld"), guide_label(step),
                     (long long)usage->done[step], (long long)usage->wanted[step]);
        }
    }
    for (size_t i = 0; i < usage->person_count; i++) {
        const struct usage_person *person = &usage->people[i];
        cli_line(context->out, _("坐席 %s  通话 %lld  念话术 %lld  漏环节 %lld  忌语 %lld"), person->badge,
                 (long long)person->calls, (long long)person->phrases, (long long)person->skipped,
                 (long long)person->taboos);
    }
    for (size_t i = 0; i < usage->taboos.count; i++) {
        const struct usage_item *item = &usage->taboos.items[i];
        cli_line(context->out, _("忌语 %s  %s  %lld"), item->badge, item->code, (long long)item->times);
    }
    for (size_t i = 0; i < usage->phrases.count; i++) {
        const struct usage_item *item = &usage->phrases.items[i];
        cli_line(context->out, _("话术 %-20s %lld"), item->code, (long long)item->times);
    }
}

/* "--from 11-01": a day as people write it. */
static bool parse_day(struct cli_context *context, const char *text, int64_t *utc)
{
    return clock_parse(text, utc) || when_parse(text, clock_now(context->clock), utc);
}

static int phrases_usage(struct cli_context *context, int argc, char **argv)
{
    struct civil begin = clock_civil(clock_now(context->clock));
    int64_t last = clock_now(context->clock), first;
    struct desk desk;
    int code = 0;
    begin.day -= DAYS - 1;
    begin.hour = 12;
    first = clock_utc(begin);
    for (int i = 2; i < argc; i++) {
        const char *from = cli_option(argc, argv, &i, "--from");
        const char *to = from == NULL ? cli_option(argc, argv, &i, "--to") : NULL;
        if ((from == NULL && to == NULL) ||
            !parse_day(context, from != NULL ? from : to, from != NULL ? &first : &last)) {
            return cli_usage(context, "phrases", _("usage 只有 --from 日期 和 --to 日期，写作 2026-11-21"));
        }
    }
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    struct usage *usage = mem_new(1, sizeof(*usage));
    struct err err = {0};
    usage_begin(usage, first, last);
    while (!usage->is_done && usage_read(&desk, usage, &err) == STATUS_OK) {
    }
    if (err.status != STATUS_OK) {
        code = cli_fail(context, &err);
    } else if (context->options.json) {
        cli_json(context, usage_json(usage));
    } else {
        print_usage(context, usage);
    }
    usage_clear(usage);
    free(usage);
    desk_close(&desk);
    return code;
}

int cli_phrases(struct cli_context *context, int argc, char **argv)
{
    struct err err = {0};
    if (argc > 1 && strcmp(argv[1], "usage") == 0) {
        return phrases_usage(context, argc, argv);
    }
    if (argc < 2 || (strcmp(argv[1], "list") != 0 && strcmp(argv[1], "search") != 0) ||
        (strcmp(argv[1], "list") == 0 && argc > 3) || (strcmp(argv[1], "search") == 0 && argc < 3)) {
        return cli_usage(context, "phrases", _("请写 list [环节]、search 文字… 或 usage"));
    }
    if (cli_config(context, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    return strcmp(argv[1], "list") == 0 ? phrases_list(context, argc, argv)
                                        : phrases_search(context, argc, argv);
}
