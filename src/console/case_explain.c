/* Why this due time (spec R2.8): each leg's start, length, and every interval that counts or does not. */

#include "zuoxi/base/text.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/paint.h"

static void explain_leg(const struct console *console, const struct leg *leg, struct str *out)
{
    const struct config *config = console->config;
    struct deadline_steps steps = {0};
    char within[40], start[20], due[20];
    int missing_year = 0;
    duration_describe(leg->within, within);
    clock_format(leg->start, start);
    clock_format(leg->due, due);
    str_printf(out, _("%s  %s\n  起算 %s\n"), profile_leg_label(&config->profile, leg->id), within, start);
    int64_t counted = deadline_due(leg->start, leg->within, &config->settings.rules, &steps, &missing_year);
    for (size_t i = 0; i < steps.count; i++) {
        char line[200];
        deadline_describe_step(&steps.steps[i], line, sizeof(line));
        str_printf(out, "    %s\n", line);
    }
    deadline_steps_clear(&steps);
    if (counted != leg->due) {
        char length[24];
        time_length(leg->due - counted, length);
        str_printf(out, _("    暂停顺延 %s\n"), length);
    }
    str_printf(out, _("  应于 %s\n"), due);
    if (missing_year != 0) {
        str_printf(out, _("  注意：没有 %d 年的节假日安排，只按周末推算。请管理员补充 calendar/%d.conf。\n"),
                   missing_year, missing_year);
    }
    if (leg->met != 0) {
        char met[20], late[24];
        clock_format(leg->met, met);
        time_length(leg->late, late);
        str_printf(out, leg->late > 0 ? _("  完成 %s，迟 %s\n") : _("  完成 %s，按时\n"), met, late);
    } else if (leg->is_dropped) {
        str_add(out, _("  未完成即撤销\n"));
    }
    str_add_char(out, '\n');
}

void case_explain(const struct console *console, const struct case_file *file, struct str *out)
{
    for (size_t i = 0; i < file->leg_count; i++) {
        explain_leg(console, &file->legs[i], out);
    }
    if (file->leg_count == 0) {
        str_add(out, _("这张工单没有时限（当场答复，或类型没有规定环节）。"));
    }
}
