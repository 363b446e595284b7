/* One case: its legs on a line, what was said, what was done, and the moves it allows now. */

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/case_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/promises.h"
#include "zuoxi/console/sheet.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/popup.h"

#include <stdlib.h>

#define HEAD_ROWS    3
#define LEGS_ROWS    3
#define WIDE_COLUMNS 110 /* from here on fields and timeline stand side by side */

static struct case_page *self_of(struct view *view)
{
    return (struct case_page *)view;
}

static void reload(struct case_page *self)
{
    struct console *console = self->console;
    preview_show(&self->preview, console, self->case_id, true);
    self->lines_width = 0;
    self->move_count = 0;
    if (self->preview.id != 0) {
        preview_show_as(&self->preview, console, reveal_tie(&self->reveal, self->preview.tie));
        self->move_count = casework_moves(&console->desk, self->preview.file, self->moves, CASE_MOVES_MAX);
    }
    view_touch(&self->view);
}

/* The last move may be taken back, for a while. */
static bool can_undo(const struct case_page *self)
{
    return self->move == NULL &&
           casework_undo_until(&self->console->desk, self->preview.file) >= console_now(self->console);
}

static void step(struct view *view)
{
    struct case_page *self = self_of(view);
    case_move_step(self);
    errand_step(&self->reading.errand, self->console);
    approval_step(&self->approval, self->console);
    if (self->preview.id != 0 && self->offers_undo != can_undo(self)) {
        view_touch(view); /* its minute is over */
    }
    bool is_uncovered = reveal_step(&self->reveal); /* or covered again */
    if (console_changed(self->console, &self->seen) || is_uncovered) {
        reload(self);
    }
    if (others_look(&self->others, self->console, "case", self->case_id)) {
        view_touch(view);
    }
}

static void draw_head(struct case_page *self, struct canvas *canvas)
{
    const struct profile *profile = &self->console->config->profile;
    const struct case_record *record = &self->preview.shown->record;
    int width = canvas_width(canvas) - 2;
    char number[CASE_NUMBER_SIZE], path[300], grade[80], state[80], phone[PHONE_SIZE];
    console_number(self->console, record->number, number, sizeof(number));
    profile_category_path(profile, record->type, record->category, path, sizeof(path));
    console_phone(self->console, self->preview.eyes, record->phone, phone);
    int x = 1 + draw_text(canvas, 0, 1, -1, STYLE_STRONG, number) + 2;
    x += draw_text(canvas, 0, x, -1, STYLE_NORMAL, path) + 2;
    x += draw_text(canvas, 0, x, -1, STYLE_NORMAL, profile_label(profile, SET_GRADE, record->grade, grade)) +
         2;
    x += draw_text(canvas, 0, x, -1, STYLE_STRONG, profile_label(profile, SET_STATE, record->state, state)) +
         2;
    if (record->is_confidential) {
        x += draw_text(canvas, 0, x, -1, STYLE_WARNING, _("[保密]")) + 2;
    }
    if (self->preview.file->asked.head.id != 0) {
        draw_format(canvas, 0, x, -1, STYLE_WARNING, _("申请%s待审批"),
                    profile_action_label(profile, self->preview.file->asked.action));
    }

    struct str line = {0};
    preview_add_person(profile, record, &line);
    str_printf(&line, _("  电话 %s"), phone[0] != '\0' ? phone : "--");
    preview_add_customer(&self->preview, &line);
    draw_text(canvas, 1, 1, width, STYLE_NORMAL, str_text(&line));
    str_reset(&line);
    str_add(&line, record->address[0] != '\0' ? record->address : _("（没有地址）"));
    if (record->station[0] != '\0') {
        str_printf(&line, "  %s %s", _("换热站"), record->station);
    }
    str_printf(&line, _("  经办 %s  首问 %s"), record->unit[0] != '\0' ? record->unit : "--", record->owner);
    draw_text(canvas, 2, 1, width, STYLE_NORMAL, str_text(&line));
    str_free(&line);
}

/* Returns the rows the legs took. */
static int draw_legs(struct case_page *self, struct canvas *canvas)
{
    struct leg_piece pieces[LEGS_MAX];
    const struct case_file *file = self->preview.file;
    size_t count = legs_describe(&self->console->config->profile, &file->record, file->legs, file->leg_count,
                                 console_now(self->console), pieces, LEGS_MAX);
    return paint_legs(canvas, HEAD_ROWS, 1, canvas_width(canvas) - 2, LEGS_ROWS, pieces, count);
}

/* "办理  1 派单  2 联系用户": the digits work at once. What has no room is in the menu. */
static void draw_moves(struct case_page *self, struct canvas *canvas, int y)
{
    int width = canvas_width(canvas);
    draw_rule(canvas, y, 0, width, STYLE_BORDER);
    draw_text(canvas, y + 1, 0, width, STYLE_NORMAL, "");
    int x = 1 + draw_text(canvas, y + 1, 1, -1, STYLE_LABEL, _("办理")) + 2;
    const char *more = _("F9 更多");
    self->offers_undo = can_undo(self);
    int last = width - width_text(more) - 1 - (self->offers_undo ? width_text(_("u 撤销")) + 2 : 0);
    for (size_t i = 0; i < self->move_count; i++) {
        if (i == 10 || x + 3 + width_text(self->moves[i]->label) > last) {
            x += draw_text(canvas, y + 1, x, -1, STYLE_DIM, more) + 2;
            break;
        }
        x += draw_format(canvas, y + 1, x, -1, STYLE_KEY, "%zu", (i + 1) % 10);
        x += draw_text(canvas, y + 1, x, -1, STYLE_BAR, self->moves[i]->label) + 2;
    }
    if (self->offers_undo) {
        x += draw_text(canvas, y + 1, x, -1, STYLE_KEY, "u") + 1;
        x += draw_text(canvas, y + 1, x, -1, STYLE_BAR, _("撤销")) + 2;
    }
    if (self->move_count == 0 && !self->offers_undo) {
        draw_text(canvas, y + 1, x, -1, STYLE_DIM, _("没有您可以办理的步骤"));
    }
    draw_rule(canvas, y + 2, 0, width, STYLE_BORDER);
}

static void make_lines(struct case_page *self, int width)
{
    if (self->lines_width == width) {
        return;
    }
    self->lines_width = width;
    text_lines_clear(&self->left);
    text_lines_clear(&self->right);
    if (width >= WIDE_COLUMNS) {
        case_lines_fields(self, &self->left, width / 2 - 2);
        case_lines_timeline(self, &self->right, width - width / 2 - 2);
    } else {
        case_lines_fields(self, &self->left, width - 2);
        text_lines_add(&self->left, width - 2, 0, STYLE_LABEL, _("经过"));
        case_lines_timeline(self, &self->left, width - 2);
    }
}

/* Of the longer column. */
static size_t line_count(const struct case_page *self)
{
    return self->left.count > self->right.count ? self->left.count : self->right.count;
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct case_page *self = self_of(view);
    int width = canvas_width(canvas);
    (void)has_focus;
    draw_clear(canvas);
    if (self->preview.id == 0) {
        draw_text(canvas, 1, 1, width - 1, STYLE_ERROR, _("这张工单读不出来，按 Esc 返回。"));
        return;
    }
    draw_head(self, canvas);
    int y = HEAD_ROWS + draw_legs(self, canvas);
    draw_moves(self, canvas, y);
    y += 3;
    make_lines(self, width);
    text_scroll_fit(&self->scroll, canvas, y, line_count(self));
    size_t top = self->scroll.top;
    text_lines_draw(&self->left, canvas, y, 1, width >= WIDE_COLUMNS ? width / 2 - 2 : width - 2, top);
    text_lines_draw(&self->right, canvas, y, width / 2 + 1, width - width / 2 - 2, top);
    text_scroll_mark(&self->scroll, canvas, line_count(self));
}

static void tick(struct view *view, struct canvas *canvas)
{
    struct case_page *self = self_of(view);
    if (self->preview.id != 0) {
        draw_legs(self, canvas);
    }
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct case_page *self = self_of(view);
    if (pressed >= '0' && pressed <= '9') {
        size_t index = pressed == '0' ? 9 : pressed - '1';
        if (index < self->move_count) {
            case_move_ask(self, self->moves[index]);
        }
        return VIEW_HANDLED;
    }
    if (!text_scroll_key(&self->scroll, line_count(self), pressed)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct case_page *self = self_of(view);
    (void)y, (void)x;
    if (!text_scroll_mouse(&self->scroll, line_count(self), what)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned run_moves(struct view *view)
{
    case_move_menu(self_of(view));
    return VIEW_HANDLED;
}

static unsigned run_reveal(struct view *view)
{
    struct case_page *self = self_of(view);
    reveal_ask(&self->reveal, view, "case", self->preview.id, self->preview.tie);
    return VIEW_HANDLED;
}

static unsigned run_edit(struct view *view)
{
    struct case_page *self = self_of(view);
    struct err err;
    if (desk_allow(&self->console->desk, RIGHT_CASE_EDIT, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    } else if (self->preview.id != 0 &&
               reveal_for_work(self->console, self->preview.tie, "case", self->case_id, _("修改工单"))) {
        case_edit_open(self->console, self->preview.file);
    }
    return VIEW_HANDLED;
}

static unsigned run_explain(struct view *view)
{
    struct case_page *self = self_of(view);
    if (self->preview.id != 0) {
        case_explain_open(self->console, self->preview.file);
    }
    return VIEW_HANDLED;
}

/* For the script book, which shows what it fills in, and outlives a reveal: as the tie has it. */
static const struct intake *host_intake(void *context)
{
    struct case_page *self = context;
    if (self->preview.id == 0) {
        return NULL;
    }
    if (self->book_intake == NULL) {
        self->book_intake = mem_new(1, sizeof(*self->book_intake));
    }
    self->book_intake->record = self->preview.file->record;
    privacy_hide(&self->console->desk, self->preview.tie, &case_record_fields, &self->book_intake->record);
    self->book_intake->opened_at = self->preview.file->record.accepted_at.value;
    return self->book_intake;
}

static unsigned run_book(struct view *view)
{
    struct case_page *self = self_of(view);
    struct phrase_host host;
    case_view_host(view, &host);
    phrasebook_open(self->console, &host, true);
    return VIEW_HANDLED;
}

static unsigned run_contacts(struct view *view)
{
    case_contacts_menu(self_of(view));
    return VIEW_HANDLED;
}

static unsigned run_sign(struct view *view)
{
    reading_ask(&self_of(view)->reading);
    return VIEW_HANDLED;
}

static unsigned run_approve(struct view *view)
{
    struct case_page *self = self_of(view);
    const struct step *asked = &self->preview.file->asked;
    if (self->preview.id != 0) {
        approval_ask(&self->approval, self->console, self->case_id, asked->action, asked->badge,
                     asked->reason);
    }
    return VIEW_HANDLED;
}

static unsigned run_undo(struct view *view)
{
    struct case_page *self = self_of(view);
    if (self->preview.id != 0 && !self->task.is_running) {
        approval_undo(&self->approval, self->console, self->case_id);
    }
    return VIEW_HANDLED;
}

static unsigned run_customer(struct view *view)
{
    struct case_page *self = self_of(view);
    customer_card_open_as(self->console, self->preview.id != 0 ? self->preview.file->record.customer_id : 0,
                          self->preview.tie);
    return VIEW_HANDLED;
}

static unsigned run_promise(struct view *view)
{
    struct case_page *self = self_of(view);
    struct promise about;
    if (self->preview.id != 0 &&
        reveal_for_work(self->console, self->preview.tie, "case", self->case_id, _("预约回复"))) {
        promises_about_case(&self->preview.file->record, &about);
        promises_ask(self->console, &about, NULL);
    }
    return VIEW_HANDLED;
}

static unsigned run_search(struct view *view)
{
    search_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct case_page *self = self_of(view);
    char kept[200];
    if (self->task.is_running) {
        task_cancel(&self->task);
        self->task.is_running = false;
        text_format(kept, sizeof(kept), _("已停止保存，“%s”的草稿已留，再选它即可继续。"), self->move->label);
        draft_keeper_aside(&self->draft, STYLE_WARNING, kept, _("再选它即可继续"));
        return VIEW_HANDLED;
    }
    if (self->move != NULL) {
        /* As with a call form: what is not finished stays open behind the desk. */
        queue_view_show(self->console);
        text_format(kept, sizeof(kept), _("“%s”没有提交，草稿已留，F6 切换回来继续。"), self->move->label);
        draft_keeper_left(&self->draft, kept);
        return VIEW_HANDLED;
    }
    return VIEW_CLOSE | VIEW_HANDLED;
}

/* A move that lies half filled is what F8 is about, as in every form. */
static unsigned run_sheet(struct view *view)
{
    struct case_page *self = self_of(view);
    if (self->move != NULL) {
        case_move_discard(self);
    } else if (reveal_for_work(self->console, self->preview.tie, "case", self->case_id, _("任务单"))) {
        sheet_view_open(self->console, self->case_id);
    }
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    struct case_page *self = self_of(view);
    char number[CASE_NUMBER_SIZE] = "", name[120];
    if (self->preview.id != 0) {
        console_number(self->console, self->preview.file->record.number, number, sizeof(number));
    }
    if (self->move != NULL && self->draft.has_draft) {
        text_format(name, sizeof(name), _("工单 %s  %s未提交"), number, self->move->label);
    } else {
        text_format(name, sizeof(name), _("工单 %s"), number);
    }
    draft_keeper_title(&self->draft, name, out, size);
    others_title(&self->others, out, size);
}

static void close_view(struct view *view)
{
    struct case_page *self = self_of(view);
    case_move_free(self);
    errand_free(&self->reading.errand);
    errand_free(&self->approval.errand);
    text_lines_clear(&self->left);
    text_lines_clear(&self->right);
    preview_free(&self->preview);
    free(self->book_intake);
    free(self);
}

static const struct action actions[] = {
    {"case.moves", UI_KEY_F(9), N_("办理"), N_("选择下一步：派单、接单、办结……（也可直接按数字）"), run_moves,
     ACTION_BAR},
    {"case.edit", UI_KEY_F(4), N_("修改"), N_("修改工单的内容、类别、级别等"), run_edit, ACTION_BAR},
    {"case.explain", 'e', N_("时限说明"), N_("列出每个时限是怎么算出来的"), run_explain, ACTION_BAR},
    {"case.book", UI_KEY_F(5), N_("话术"), N_("打开话术，按这张工单填好"), run_book, ACTION_BAR},
    {"case.contacts", 'c', N_("联系记录"), N_("看这张工单的每次来电、来访，更正记录"), run_contacts, 0},
    {"case.notice", UI_CTRL | 'B', N_("关联停供"), N_("把这张工单关联到它所在的停供公告，有消息时回电"),
     case_notice_run, 0},
    {"case.family", 'f', N_("有关工单"), N_("打开上级、下级工单，和并单的另一张"), case_family_run, 0},
    {"case.undo", 'u', N_("撤销上一步"),
     N_("撤销自己一分钟之内、之后没人动过的最后一步；并单、没批的申请随时可撤"), run_undo, 0},
    {"case.approve", 'a', N_("审批"), N_("批准或驳回这张工单上等班长的申请"), run_approve,
     NEEDS(RIGHT_CASE_APPROVE)},
    {"case.sign", 'v', N_("阅签"), N_("班长签上已阅和意见"), run_sign, NEEDS(RIGHT_READING_SIGN)},
    {"case.customer", UI_KEY_F(11), N_("用户"), N_("打开这张工单的用户资料"), run_customer, 0},
    {"case.promise", UI_CTRL | 'R', N_("预约回复"), N_("承诺就这张工单回电，到时提醒"), run_promise, 0},
    {"case.search", '/', N_("查找"), N_("按工单号、电话或任意文字查找"), run_search, 0},
    {"case.reveal", 'r', N_("看号码"), N_("选一个原因，显示隐藏的完整号码和地址（记入审计）"), run_reveal,
     NEEDS(RIGHT_PHONE_REVEAL)},
    {"case.sheet", UI_KEY_F(8), N_("任务单"), N_("任务单：写成文件、打印；办理填了一半时是放弃它（先询问）"),
     run_sheet, ACTION_BAR},
    {"case.back", UI_KEY_ESC, N_("返回"), N_("关闭这张工单"), run_back, ACTION_BAR},
    {"case.explain_upper", 'E', N_("时限说明"), N_("列出每个时限是怎么算出来的"), run_explain, ACTION_HIDDEN},
};

const struct action_table case_view_actions = {"case", N_("工单"), actions,
                                               sizeof(actions) / sizeof(actions[0]), true};

static const struct view_ops ops = {
    .name = "case",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .tick = tick,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

/* The case's page, in front; opened when it is not there yet. */
static struct case_page *show_page(struct console *console, int64_t case_id)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == &ops && self_of(page)->case_id == case_id) {
            ui_show_page(console->ui, page);
            return self_of(page);
        }
    }
    struct case_page *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->case_id = case_id;
    reading_begin(&self->reading, console, &case_record_fields, case_id);
    ui_open_page(console->ui, &self->view);
    console_changed(console, &self->seen);
    reload(self);
    return self;
}

bool case_view_host(struct view *view, struct phrase_host *host)
{
    *host = view->ops == &ops ? (struct phrase_host){.intake = host_intake, .context = view}
                              : (struct phrase_host){0};
    return view->ops == &ops;
}

void case_view_open(struct console *console, int64_t case_id)
{
    show_page(console, case_id);
}

void case_view_begin(struct console *console, int64_t case_id, enum move_effect effect)
{
    struct case_page *self = show_page(console, case_id);
    for (size_t i = 0; i < self->move_count; i++) {
        if (self->moves[i]->effect == effect) {
            case_move_ask(self, self->moves[i]);
            return;
        }
    }
}

bool case_view_restore(struct console *console, const struct draft *draft, struct err *err)
{
    return case_move_restore(show_page(console, draft->move->request.case_id), draft, err);
}

size_t case_view_unsaved(struct console *console)
{
    size_t count = 0;
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        count += page->ops == &ops && self_of(page)->draft.has_draft;
    }
    return count;
}
