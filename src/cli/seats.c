/* zuoxi seats list|out|unlock: who is signed in where, and helping from a shell whoever cannot go on. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/people.h"
#include "zuoxi/desk/seat.h"

static void add_json(json_t *list, const struct seat_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "badge", cli_text_json(row->person.badge));
    json_object_set_new(object, "name", cli_text_json(row->person.name));
    json_object_set_new(object, "role", json_string(role_code(row->person.role)));
    json_object_set_new(object, "is_signed_in", json_boolean(row->is_signed_in));
    json_object_set_new(object, "state", json_string(seat_state_code(row->seat.state)));
    json_object_set_new(object, "since", cli_time_json(row->seat.since));
    json_object_set_new(object, "signed_at", cli_time_json(row->is_signed_in ? row->seat.signed_at : 0));
    json_object_set_new(object, "terminal", cli_text_json(row->is_signed_in ? row->seat.terminal : ""));
    json_object_set_new(object, "wait_seconds", json_integer(row->wait_seconds));
    json_array_append_new(list, object);
}

static void add_line(struct cli_table *table, const struct seat_row *row)
{
    char(*cells)[128] = cli_table_add(table), since[20];
    text_copy(cells[0], sizeof(cells[0]), row->person.badge);
    text_copy(cells[1], sizeof(cells[1]), row->person.name);
    text_copy(cells[2], sizeof(cells[2]), role_label(row->person.role));
    bool is_at_work = row->is_signed_in && row->seat.state == SEAT_OUT; /* an admin: takes no calls */
    text_copy(cells[3], sizeof(cells[3]), is_at_work ? _("在线") : seat_state_label(row->seat.state));
    if (row->is_signed_in) {
        clock_format(row->seat.state == SEAT_LOCKED ? row->seat.locked_at : row->seat.since, since);
        text_copy(cells[4], sizeof(cells[4]), since);
        text_copy(cells[5], sizeof(cells[5]), row->seat.terminal);
    }
    if (row->wait_seconds > 0) {
        text_format(cells[6], sizeof(cells[6]), _("还要等 %lld 秒"), (long long)row->wait_seconds);
    }
}

static int list_seats(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    (void)argc;
    (void)argv;
    struct seat_row *rows = mem_new(PEOPLE_MAX + 1, sizeof(*rows));
    struct cli_table table = {
        .heads = {N_("工号"), N_("姓名"), N_("角色"), N_("状态"), N_("自"), N_("终端"), N_("输错密码")}};
    struct err err = {0};
    size_t count = 0;
    enum status status = seat_list(desk, rows, PEOPLE_MAX + 1, &count, &err);
    cli_people_cut(context, &count);
    json_t *list = json_array();
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        if (context->options.json) {
            add_json(list, &rows[i]);
        } else {
            add_line(&table, &rows[i]);
        }
    }
    free(rows);
    if (status != STATUS_OK) {
        json_decref(list);
        return cli_fail(context, &err);
    }
    if (context->options.json) {
        cli_json(context, list);
    } else {
        json_decref(list);
        cli_table_print(context->out, &table);
    }
    return 0;
}

static int run_on_badge(struct cli_context *context, struct desk *desk, char *badge, task_work work,
                        const char *done)
{
    struct err err = {0};
    if (task_run(desk, work, badge, NULL, CLI_LIMIT_MS, NULL, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    cli_line(context->out, done, badge);
    return 0;
}

static int sign_out(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    (void)argc;
    return run_on_badge(context, desk, argv[2], seat_end, _("已将工号 %s 签退，他没有保存的在草稿里"));
}

static int unlock(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    (void)argc;
    return run_on_badge(context, desk, argv[2], people_unlock, _("工号 %s 可以马上再试密码"));
}

int cli_seats(struct cli_context *context, int argc, char **argv)
{
    static const struct cli_verb verbs[] = {{"list", list_seats, 2, 2, N_("seats list 后面没有别的")},
                                            {"out", sign_out, 3, 3, N_("请给出工号")},
                                            {"unlock", unlock, 3, 3, N_("请给出工号")}};
    return cli_run_verb(context, "seats", verbs, sizeof(verbs) / sizeof(verbs[0]), argc, argv);
}
