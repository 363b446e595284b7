/* The audit's filtered lines as CSV. */

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "exchange_private.h"
#include "zuoxi/base/csv.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/audit.h"

#define WAIT_MS 10000
#define ROWS    64

static void add_row(struct str *out, const char *const cells[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        str_add(out, i > 0 ? "," : "");
        csv_add_cell(out, cells[i]);
    }
    str_add(out, "\r\n");
}

static enum status flush(struct audit_export *export, struct err *err)
{
    enum status status =
        exchange_write(export->fd, export->path, str_text(&export->text), export->text.length, err);
    str_reset(&export->text);
    return status;
}

/* What was asked for: part of the line that tells of the export. */
static void describe(const struct audit_wish *wish, const char *path, struct str *out)
{
    const char *const given[] = {wish->badge, wish->action, wish->object,
                                 wish->from,  wish->until,  wish->words};
    str_add(out, path);
    for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++) {
        str_printf(out, "%s%s", given[i][0] != '\0' ? "; " : "", given[i]);
    }
}

/* task_work: argument = the note. */
static enum status tell(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    *result = 1;
    return desk_audit(desk, "audit.export", "audit", 0, NULL, NULL, NULL, argument, err);
}

static enum status make_path(const struct desk *desk, struct audit_export *export, struct err *err)
{
    char directory[PATH_SIZE], time[20];
    if (desk->settings->print_directory[0] != '\0') {
        text_copy(directory, sizeof(directory), desk->settings->print_directory);
    } else {
        path_documents(directory);
    }
    clock_format(clock_now(desk->clock), time);
    text_format(export->path, sizeof(export->path), _("%.900s/审计-%.4s%.2s%.2s-%.2s%.2s%.2s.csv"), directory,
                time, time + 5, time + 8, time + 11, time + 14, time + 17);
    return path_make_directories(directory, err);
}

static enum status open_file(struct audit_export *export, struct err *err)
{
    const char *const heads[] = {_("编号"), _("时间"),     _("谁"),   _("方式"), _("从哪里"),
                                 _("动作"), _("动作代码"), _("对象"), _("改动")};
    enum status status =
        path_create(export->path, "", 0, err); /* never over another one, nor through a link */
    if (status != STATUS_OK) {
        return status;
    }
    export->fd = open(export->path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (export->fd < 0) {
        return path_error(err, _("打开"), export->path);
    }
    str_add(&export->text, "\xEF\xBB\xBF"); /* spreadsheets take it for UTF-8 then */
    add_row(&export->text, heads, sizeof(heads) / sizeof(heads[0]));
    return STATUS_OK;
}

enum status audit_export_begin(struct desk *desk, const struct audit_wish *wish, const char *path,
                               struct audit_export *export, struct err *err)
{
    struct str note = {0};
    memset(export, 0, sizeof(*export));
    export->fd = -1;
    enum status status = audit_view_begin(desk, wish, &export->finder, err);
    if (status == STATUS_OK && path[0] == '\0') {
        status = make_path(desk, export, err);
    } else if (status == STATUS_OK) {
        text_copy(export->path, sizeof(export->path), path);
    }
    if (status == STATUS_OK) {
        describe(wish, export->path, &note);
        status = task_run(desk, tell, note.bytes, NULL, WAIT_MS, NULL, err);
    }
    str_free(&note);
    export->all = export->finder.next - export->finder.first;
    return status == STATUS_OK ? open_file(export, err) : status;
}

static enum status add_line(struct desk *desk, struct audit_export *export, const struct audit_view_row *view,
                            struct err *err)
{
    const struct audit_row *row = &view->row;
    struct str changes = {0};
    char id[24], at[26];
    text_format(id, sizeof(id), "%lld", (long long)row->id);
    clock_format_iso(row->at, at);
    enum status status = audit_view_changes(desk, row, &changes, err);
    const char *const cells[] = {id,
                                 at,
                                 row->badge,
                                 row->origin,
                                 row->place,
                                 audit_view_action(desk, row->action),
                                 row->action,
                                 view->subject,
                                 str_text(&changes)};
    add_row(&export->text, cells, sizeof(cells) / sizeof(cells[0]));
    export->lines++;
    str_free(&changes);
    return status;
}

static enum status close_file(struct audit_export *export, struct err *err)
{
    enum status status = fsync(export->fd) == 0 ? STATUS_OK : path_error(err, _("写入"), export->path);
    close(export->fd);
    export->fd = -1;
    return status;
}

enum status audit_export_step(struct desk *desk, struct audit_export *export, struct err *err)
{
    struct audit_view_row rows[ROWS];
    size_t count = 0;
    enum status status = audit_view_step(desk, &export->finder, rows, ROWS, &count, err);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = add_line(desk, export, &rows[i], err);
    }
    if (status == STATUS_OK) {
        status = flush(export, err);
    }
    if (status == STATUS_OK && export->finder.is_done) {
        status = close_file(export, err);
    }
    if (status != STATUS_OK) {
        unlink(export->path);
    }
    return status;
}

int audit_export_percent(const struct audit_export *export)
{
    int64_t left = export->finder.is_done ? 0 : export->finder.next - export->finder.first;
    return export->all > 0 ? (int)((export->all - left) * 100 / export->all) : 100;
}

void audit_export_end(struct audit_export *export)
{
    if (export->fd >= 0) {
        close(export->fd);
        export->fd = -1;
        if (!export->finder.is_done) {
            unlink(export->path);
        }
    }
    str_free(&export->text);
}
