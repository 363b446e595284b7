#include "zuoxi/desk/case_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/privacy.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/step_store.h"

#define COPIES_MAX 1000

/* What a sheet is filled in from. */
struct source {
    struct desk *desk;
    struct case_file *file;
    struct customer *customer; /* empty where the case has none */
    struct step *step;         /* of the move asked for last */
    char move[MOVE_ID_SIZE];   /* that move */
};

/* "1001 王芳"; a badge nobody has any more stays as it is. */
static void name_badge(const struct source *from, const char *badge, struct str *out)
{
    struct person person;
    str_add(out, badge);
    if (badge[0] != '\0' && people_store_find(from->desk->store, badge, &person, NULL) == STATUS_OK) {
        str_printf(out, " %s", person.name);
    }
    explicit_bzero(&person, sizeof(person));
}

/* "2026-11-21 14:32" */
static void add_time(struct str *out, int64_t utc)
{
    char time[20];
    clock_format(utc, time);
    str_printf(out, "%.16s", time);
}

/* Whole for who does casework, as in the case itself: whoever repairs has to ring the customer. */
static void add_phone(const struct source *from, const char *digits, struct str *out)
{
    char phone[PHONE_SIZE];
    privacy_phone(from->desk, TIE_TASK, digits, phone);
    str_add(out, phone);
}

static void add_code(const struct source *from, const struct field *field, const void *record,
                     struct str *out)
{
    const struct profile *profile = from->desk->profile;
    char label[300];
    if (field->set == SET_CATEGORY) {
        profile_category_path(profile, from->file->record.type, field_text_const(field, record), label,
                              sizeof(label));
    } else {
        char shown[80];
        text_copy(label, sizeof(label),
                  profile_label(profile, field->set, field_text_const(field, record), shown));
    }
    str_add(out, label);
}

static void add_value(const struct source *from, const struct field *field, const void *record,
                      struct str *out)
{
    struct str text = {0};
    if (field_is_empty(field, record) && field->set != SET_CATEGORY) {
        return; /* to be written in by hand */
    }
    if (field->kind == FIELD_CODE) {
        add_code(from, field, record, out);
    } else if (field->kind == FIELD_FLAG) {
        str_add(out, _("是"));
    } else if (field->flags & FIELD_PHONE) {
        add_phone(from, field_text_const(field, record), out);
    } else if (strcmp(field->name, "owner") == 0) {
        name_badge(from, field_text_const(field, record), out);
    } else if (field->flags & (FIELD_ADDRESS | FIELD_ROOM)) {
        mask_value(field, field_text_const(field, record), privacy_sight(from->desk, TIE_TASK), out);
    } else {
        field_format(field, record, &text);
        str_add_bytes(out, str_text(&text), field->kind == FIELD_TIME && text.length > 16 ? 16 : text.length);
    }
    str_free(&text);
}

/* "2026-11-21 10:35（时限 10:42，超时 12分）": the last run of a leg; nothing where none has begun. */
static void add_leg(const struct source *from, const char *id, struct str *out)
{
    const struct leg *leg = NULL;
    for (size_t i = 0; i < from->file->leg_count; i++) {
        leg = strcmp(from->file->legs[i].id, id) == 0 ? &from->file->legs[i] : leg;
    }
    if (leg == NULL) {
        return;
    }
    if (leg->met != 0) {
        add_time(out, leg->met);
    }
    str_add(out, _("（时限 "));
    add_time(out, leg->due);
    if (leg->met != 0) {
        str_add(out, leg->late > 0 ? _("，超时") : _("，按时"));
    } else if (leg->is_dropped) {
        str_add(out, _("，已撤销"));
    }
    str_add(out, _("）"));
}

/* The last line of the timeline that a move left; NULL when it was never made. */
static const struct timeline_row *last_move(const struct source *from, const char *move)
{
    const struct timeline_row *found = NULL;
    for (size_t i = 0; i < from->file->timeline_count; i++) {
        const struct timeline_row *row = &from->file->timeline[i];
        found = strcmp(row->action, move) == 0 ? row : found;
    }
    return found;
}

static void add_by(const struct source *from, const char *move, struct str *out)
{
    const struct timeline_row *row = last_move(from, move);
    if (row != NULL && row->reporter[0] != '\0') {
        str_add(out, row->reporter);
    } else if (row != NULL) {
        name_badge(from, row->badge, out);
    }
}

/* "handle.signed_by": what was filled in when the move was made last, empty when it never was. */
static const struct field *find_step(struct source *from, const char *name, const void **record)
{
    size_t length = strcspn(name, ".");
    int64_t id = 0;
    if (name[length] != '.' || length >= sizeof(from->move)) {
        return NULL;
    }
    if (strncmp(from->move, name, length) != 0 || from->move[length] != '\0') {
        text_format(from->move, sizeof(from->move), "%.*s", (int)length, name);
        memset(from->step, 0, sizeof(*from->step));
        if (step_store_last(from->desk->store, from->file->record.head.id, from->move, &id, NULL) ==
                STATUS_OK &&
            id != 0) {
            record_load(from->desk->store, detail_kind_find("step")->fields, id, from->step, NULL);
        }
    }
    *record = from->step;
    return field_find(detail_kind_find("step")->fields, name + length + 1);
}

/* A field of the case, its customer, its first contact or a side record that such a case has; NULL: none
 * here. */
static const struct field *find_field(struct source *from, const char *name, const void **record)
{
    const struct detail_kind *kind;
    const struct field *field;
    if (strncmp(name, "step.", 5) == 0) {
        return find_step(from, name + 5, record);
    }
    if (strncmp(name, "customer.", 9) == 0) {
        *record = from->customer;
        return field_find(&customer_fields, name + 9);
    }
    if (strncmp(name, "contact.", 8) == 0) {
        *record = &from->file->contact;
        return field_find(&contact_fields, name + 8);
    }
    *record = &from->file->record;
    field = field_find(&case_record_fields, name);
    if (field == NULL && detail_find_field(name, &kind, &field) &&
        detail_applies(from->desk->profile, kind, from->file->record.type, from->file->contact.channel)) {
        *record = detail_record_const(kind, &from->file->details, 0);
        return field;
    }
    return strchr(name, '.') == NULL ? field : NULL;
}

static bool begins(const char *name, const char *with, const char **rest)
{
    size_t length = strlen(with);
    *rest = name + length;
    return strncmp(name, with, length) == 0;
}

/* One entry of a part; what such a case does not have leaves no trace. */
static void add_entry(struct source *from, const char *entry, struct sheet_part *part)
{
    struct str value = {0}, label = {0};
    size_t length;
    const char *name, *rest;
    const void *record = NULL;
    const struct field *field = NULL;
    bool is_known = true;
    sheet_entry_split(entry, &length, &name);
    str_add_bytes(&label, entry, length);
    if (begins(name, "leg.", &rest)) {
        add_leg(from, rest, &value);
        str_add(&label, label.length > 0 ? "" : profile_leg_label(from->desk->profile, rest));
    } else if (begins(name, "by.", &rest)) {
        add_by(from, rest, &value);
    } else if (begins(name, "note.", &rest)) {
        const struct timeline_row *row = last_move(from, rest);
        str_add(&value, row != NULL ? row->note : "");
        is_known = value.length > 0;
    } else if ((field = find_field(from, name, &record)) != NULL) {
        add_value(from, field, record, &value);
        is_known =
            record != from->step || value.length > 0; /* what a move said beside the record, if it did */
        str_add(&label, label.length > 0 ? "" : _(field->label));
    } else {
        is_known = false;
    }
    if (is_known) {
        bool is_long = (field != NULL && field->kind == FIELD_LONG) || strncmp(name, "note.", 5) == 0;
        sheet_add(part, str_text(&label), str_text(&value), is_long);
    }
    str_free(&value);
    str_free(&label);
}

static void fill(struct source *from, struct sheet *sheet)
{
    const struct sheet_rule *rule = &from->desk->profile->sheet;
    struct str printed = {0};
    text_copy(sheet->company, sizeof(sheet->company), from->desk->settings->company);
    text_copy(sheet->title, sizeof(sheet->title), rule->title);
    text_copy(sheet->number, sizeof(sheet->number), from->file->record.number);
    str_add(&printed, _("打印 "));
    add_time(&printed, clock_now(from->desk->clock));
    str_add(&printed, "  ");
    name_badge(from, from->desk->actor.badge, &printed);
    text_copy(sheet->printed, sizeof(sheet->printed), str_text(&printed));
    str_free(&printed);
    for (size_t i = 0; i < rule->part_count; i++) {
        struct sheet_part *part = &sheet->parts[sheet->count++];
        part->rule = &rule->parts[i];
        for (size_t e = 0; e < part->rule->show_count; e++) {
            add_entry(from, part->rule->show[e], part);
        }
    }
}

enum status case_sheet_make(struct desk *desk, int64_t case_id, struct sheet *sheet, struct err *err)
{
    *sheet = (struct sheet){0};
    if (desk->profile->sheet.part_count == 0) {
        err_set(err, STATUS_FAILED, _("行业方案“%s”没有写任务单"), desk->profile->name);
        return err_advise(err, _("请管理员在方案文件里写 sheet_title 和 sheet"));
    }
    struct source from = {.desk = desk,
                          .file = mem_new(1, sizeof(*from.file)),
                          .customer = mem_new(1, sizeof(*from.customer)),
                          .step = mem_new(1, sizeof(*from.step))};
    enum status status = casework_load(desk, case_id, from.file, err);
    if (status == STATUS_OK && from.file->record.customer_id != 0) {
        status =
            record_load(desk->store, &customer_fields, from.file->record.customer_id, from.customer, err);
    }
    if (status == STATUS_OK) {
        fill(&from, sheet);
    }
    free(from.file);
    free(from.customer);
    free(from.step);
    return status;
}

enum status case_sheet_printed(struct desk *desk, void *argument, int64_t *case_id, struct err *err)
{
    const struct sheet_print *print = argument;
    *case_id = print->id;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK
               ? desk_audit(desk, "case.print", "case", print->id, NULL, NULL, NULL, print->way, err)
               : status;
}

enum status case_sheet_write(const struct desk *desk, const char *stem, const char *extension,
                             const char *bytes, size_t length, char path[PATH_SIZE], struct err *err)
{
    char directory[PATH_SIZE], name[61];
    text_copy(name, sizeof(name), stem);
    for (char *at = name; *at != '\0'; at++) { /* an old case's number may hold anything */
        *at = strchr("/\\ .", *at) != NULL || (unsigned char)*at < 0x20 ? '_' : *at;
    }
    if (desk->settings->print_directory[0] != '\0') {
        text_copy(directory, sizeof(directory), desk->settings->print_directory);
    } else {
        path_documents(directory);
    }
    enum status status = path_make_directories(directory, err);
    if (status != STATUS_OK) {
        return status;
    }
    text_format(path, PATH_SIZE, "%.900s/%s.%.10s", directory, name, extension);
    status = path_create(path, bytes, length, err);
    for (int i = 2; status == STATUS_CONFLICT && i < COPIES_MAX; i++) {
        text_format(path, PATH_SIZE, "%.900s/%s-%d.%.10s", directory, name, i, extension);
        status = path_create(path, bytes, length, err);
    }
    return status;
}
