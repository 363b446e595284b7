/* zuoxi customer duplicates|distinct|merge|unmerge: households entered twice. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/customer.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/distinct.h"
#include "zuoxi/desk/merge.h"
#include "zuoxi/desk/privacy.h"

#define GROUPS 16 /* a step */

static json_t *group_json(const struct duplicate_group *group)
{
    static const char *const kinds[] = {"phone", "address", "name", "distinct"};
    json_t *object = json_object(), *members = json_array();
    for (size_t i = 0; i < group->count; i++) {
        json_array_append_new(members, cli_customer_row_json(&group->members[i]));
    }
    json_object_set_new(object, "reason", json_string(kinds[group->kind]));
    json_object_set_new(object, "key", cli_text_json(group->key));
    json_object_set_new(object, "customers", members);
    json_object_set_new(object, "has_more", json_boolean(group->has_more));
    return object;
}

static void print_group(struct cli_context *context, const struct duplicate_group *group)
{
    cli_line(context->out, _("%s：%s%s"), merge_reason(group->kind), group->key,
             group->has_more ? _("（只列出前几户）") : "");
    for (size_t i = 0; i < group->count; i++) {
        const struct customer_row *row = &group->members[i];
        cli_line(context->out, "  #%lld  %s  %s  %s  %s", (long long)row->id, row->account, row->name,
                 row->phone, row->address);
    }
}

/* What a group has in common is no more to be seen than those of its members. */
static void hide(const struct desk *desk, struct duplicate_group *group)
{
    bool is_phone = group->kind == DUPLICATE_PHONE, is_address = group->kind == DUPLICATE_ADDRESS;
    cli_customer_hide(desk, group->members, group->count);
    privacy_hide_row(desk, TIE_STRANGER, is_phone ? group->key : NULL, sizeof(group->key),
                     is_address ? group->key : NULL, sizeof(group->key));
}

enum status cli_customer_duplicates(struct cli_context *context, struct desk *desk, int argc, char **argv,
                                    struct err *err)
{
    struct duplicate_group *groups = mem_new(GROUPS, sizeof(*groups));
    struct duplicate_cursor cursor = {0};
    json_t *list = json_array();
    bool is_watched = isatty(fileno(context->err)) != 0;
    enum status status = STATUS_OK;
    (void)argc;
    (void)argv;
    while (status == STATUS_OK && cursor.kind < DUPLICATE_KINDS) {
        size_t count = 0;
        status = merge_duplicates(desk, &cursor, GROUPS, groups, &count, err);
        for (size_t i = 0; i < count && status == STATUS_OK; i++) {
            hide(desk, &groups[i]);
            if (context->options.json) {
                json_array_append_new(list, group_json(&groups[i]));
            } else {
                print_group(context, &groups[i]);
            }
        }
        if (is_watched) {
            fprintf(context->err, "\r%lld ", (long long)cursor.seen);
            fflush(context->err);
        }
    }
    if (is_watched) {
        fputs("\r          \r", context->err);
    }
    if (status == STATUS_OK && context->options.json) {
        cli_json(context, list);
    } else {
        json_decref(list);
    }
    free(groups);
    return status;
}

static enum status list_distinct(struct cli_context *context, struct desk *desk, struct err *err)
{
    struct duplicate_group *groups = mem_new(GROUPS, sizeof(*groups));
    struct distinct_pair after = {0};
    json_t *list = json_array();
    enum status status = STATUS_OK;
    for (bool is_end = false; status == STATUS_OK && !is_end;) {
        size_t count = 0;
        status = distinct_list(desk, &after, GROUPS, groups, &count, &is_end, err);
        for (size_t i = 0; i < count && status == STATUS_OK; i++) {
            hide(desk, &groups[i]);
            if (context->options.json) {
                json_array_append_new(list, group_json(&groups[i]));
            } else {
                print_group(context, &groups[i]);
            }
        }
    }
    if (status == STATUS_OK && context->options.json) {
        cli_json(context, list);
    } else {
        json_decref(list);
    }
    free(groups);
    return status;
}

enum status cli_customer_distinct(struct cli_context *context, struct desk *desk, int argc, char **argv,
                                  struct err *err)
{
    struct distinct_mark mark = {.count = 1, .is_distinct = true};
    const char *typed[2];
    size_t given = 0;
    int64_t id;
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--undo") == 0) {
            mark.is_distinct = false;
        } else if (given < 2) {
            typed[given++] = argv[i];
        } else {
            return err_set(err, STATUS_USAGE, _("不认识“%s”"), argv[i]);
        }
    }
    if (given != 2) {
        return given == 0 && mark.is_distinct ? list_distinct(context, desk, err)
                                              : err_set(err, STATUS_USAGE, _("请给出两户"));
    }
    request_make(mark.request);
    enum status status = cli_customer_pick(desk, typed[0], &mark.id, err);
    if (status == STATUS_OK) {
        status = cli_customer_pick(desk, typed[1], &mark.others[0], err);
    }
    return status == STATUS_OK ? task_run(desk, distinct_save, &mark, mark.request, CLI_LIMIT_MS, &id, err)
                               : status;
}

/* Fields named behind the two households come from the dropped one. */
static enum status choose(struct merge *merge, int count, char **names, struct err *err)
{
    for (int i = 0; i < count; i++) {
        const struct field *field = field_find(&customer_fields, names[i]);
        if (field == NULL) {
            return err_set(err, STATUS_USAGE, _("没有字段“%s”"), names[i]);
        }
        merge->takes[field - customer_fields.fields] = true;
    }
    return STATUS_OK;
}

enum status cli_customer_merge(struct cli_context *context, struct desk *desk, int argc, char **argv,
                               struct err *err)
{
    struct customer *kept = mem_new(1, sizeof(*kept)), *dropped = mem_new(1, sizeof(*dropped));
    struct merge merge;
    int64_t kept_id = 0, dropped_id = 0;
    enum status status = cli_customer_pick(desk, argv[2], &kept_id, err);
    if (status == STATUS_OK) {
        status = cli_customer_pick(desk, argv[3], &dropped_id, err);
    }
    if (status == STATUS_OK) {
        status = lookup_customer(desk, kept_id, kept, err);
    }
    if (status == STATUS_OK) {
        status = lookup_customer(desk, dropped_id, dropped, err);
    }
    if (status == STATUS_OK) {
        merge_begin(kept, dropped, &merge);
        status = choose(&merge, argc - 4, argv + 4, err);
    }
    if (status == STATUS_OK) {
        status = task_run(desk, merge_run, &merge, merge.request, CLI_LIMIT_MS, &kept_id, err);
    }
    free(kept);
    free(dropped);
    return status == STATUS_OK ? cli_customer_print(context, desk, kept_id, err) : status;
}

/* A merged household is found through the one it became part of: by its own 户号 among that one's parts. */
static enum status pick_part(struct desk *desk, const char *typed, int64_t *id, struct err *err)
{
    enum { PARTS = 8 };
    struct customer *parts = mem_new(PARTS, sizeof(*parts));
    size_t count = 0, fits = 0;
    enum status status = cli_customer_pick(desk, typed, id, err);
    if (status == STATUS_OK && typed[0] != '#') {
        status = merge_parts(desk, *id, PARTS, parts, &count, err);
        for (size_t i = 0; i < count; i++) {
            if (count == 1 || strcmp(parts[i].account, typed) == 0) {
                *id = parts[i].head.id;
                fits++;
            }
        }
        if (status == STATUS_OK && fits != 1) {
            status = err_set(err, STATUS_NOT_FOUND, _("“%s”没有并入别的用户，或不止一户"), typed);
        }
    }
    free(parts);
    return status;
}

enum status cli_customer_unmerge(struct cli_context *context, struct desk *desk, int argc, char **argv,
                                 struct err *err)
{
    struct unmerge unmerge = {0};
    int64_t id = 0;
    (void)argc;
    request_make(unmerge.request);
    enum status status = pick_part(desk, argv[2], &unmerge.dropped_id, err);
    if (status == STATUS_OK) {
        status = task_run(desk, merge_undo, &unmerge, unmerge.request, CLI_LIMIT_MS, &id, err);
    }
    return status == STATUS_OK ? cli_customer_print(context, desk, id, err) : status;
}
