#include "tui/ui_console.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/tui/form.h"
#include "zuoxi/tui/list.h"
#include "zuoxi/tui/popup.h"
#include "zuoxi/tui/ui.h"

struct desk {
    struct view view;
    struct form *form;
};

static const struct form_choice types[] = {{"ask", "咨询", NULL, ""},
                                           {"repair", "报修", NULL, ""},
                                           {"cold", "不热", "repair", ""},
                                           {"leak", "漏水", "repair", ""}};
static const struct form_item items[] = {
    {.name = "phone",
     .label = "号码",
     .kind = FORM_LINE,
     .max = 20,
     .row = 0,
     .span = 6,
     .flags = FORM_PHONE},
    {.name = "name", .label = "用户", .kind = FORM_LINE, .max = 20, .row = 0, .column = 6, .span = 6},
    {.name = "type",
     .label = "类型",
     .kind = FORM_CHOICE,
     .row = 1,
     .span = 6,
     .flags = FORM_REQUIRED,
     .choices = types,
     .choice_count = 4},
    {.name = "content", .label = "内容", .kind = FORM_PARAGRAPH, .max = 3000, .row = 2, .span = 12},
    {.name = "told", .label = "已复述", .kind = FORM_TICK, .row = 3, .span = 6},
};

static void desk_title(struct view *view, char *out, size_t size)
{
    (void)view;
    snprintf(out, size, "来电登记");
}

static void desk_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    form_draw(((struct desk *)view)->form, canvas, has_focus);
}

static unsigned desk_key(struct view *view, uint32_t key)
{
    return form_key(((struct desk *)view)->form, key, NULL) ? VIEW_HANDLED : 0;
}

static unsigned desk_paste(struct view *view, const char *bytes, size_t length)
{
    form_paste(((struct desk *)view)->form, bytes, length, NULL);
    return VIEW_HANDLED;
}

static unsigned desk_mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    return what == UI_MOUSE_PRESS && form_click(((struct desk *)view)->form, y, x) ? VIEW_HANDLED : 0;
}

static void desk_close(struct view *view)
{
    form_free(&((struct desk *)view)->form);
    free(view);
}

static void picked(void *context, int index)
{
    ui_status(context, STYLE_GOOD, "选了第 %d 条", index);
}

static unsigned open_menu(struct view *view)
{
    static const struct menu_item entries[] = {
        {"派单", "F9", NULL}, {"催办", NULL, NULL}, {"挂起", NULL, NULL}};

    menu_open(view->ui, "办理", entries, 3, picked, view->ui);
    return VIEW_HANDLED;
}

static void side_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    (void)view;
    (void)has_focus;
    draw_text(canvas, 0, 0, -1, STYLE_NORMAL, "1 您好,请讲");
}

static void side_title(struct view *view, char *out, size_t size)
{
    (void)view;
    snprintf(out, size, "话术");
}

static unsigned close_side(struct view *view)
{
    (void)view;
    return VIEW_CLOSE;
}

static void side_close(struct view *view)
{
    free(view);
}

static const struct action side_actions[] = {
    {"side.close", UI_KEY_ESC, "收起", "收起话术", close_side, ACTION_BAR}};
static const struct view_ops side_ops = {.name = "side",
                                         .title = side_title,
                                         .draw = side_draw,
                                         .actions = side_actions,
                                         .action_count = 1,
                                         .close = side_close};

static unsigned open_side(struct view *view)
{
    struct view *side = calloc(1, sizeof(*side));

    side->ops = &side_ops;
    ui_set_side(view->ui, side);
    ui_focus_side(view->ui, true);
    return VIEW_HANDLED;
}

/* What covers everything; at its first step a menu opens on the page beneath, and the status line is used. */
struct cover {
    struct view view;
    bool has_stepped;
};

static void cover_title(struct view *view, char *out, size_t size)
{
    (void)view;
    snprintf(out, size, "锁定");
}

static void cover_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    (void)view;
    (void)has_focus;
    draw_clear(canvas);
    draw_text(canvas, 3, 0, -1, STYLE_NORMAL, "全都盖住了");
}

static void cover_step(struct view *view)
{
    struct cover *self = (struct cover *)view;

    if (!self->has_stepped) {
        self->has_stepped = true;
        open_menu(ui_front(view->ui));
        ui_status(view->ui, STYLE_ERROR, "下面出了错");
    }
}

static unsigned uncover(struct view *view)
{
    (void)view;
    return VIEW_CLOSE;
}

static const struct action cover_actions[] = {
    {"cover.close", UI_KEY_ENTER, "解锁", "回到原处", uncover, ACTION_BAR}};
static const struct view_ops cover_ops = {.name = "cover",
                                          .title = cover_title,
                                          .draw = cover_draw,
                                          .step = cover_step,
                                          .actions = cover_actions,
                                          .action_count = 1,
                                          .close = side_close};

static unsigned open_cover(struct view *view)
{
    struct cover *cover = calloc(1, sizeof(*cover));

    cover->view.ops = &cover_ops;
    ui_cover(view->ui, &cover->view);
    return VIEW_HANDLED;
}

static void confirmed(void *context, bool is_yes)
{
    if (is_yes) {
        ui_quit(context);
    }
}

static unsigned leave(struct view *view)
{
    confirm_open(view->ui, "退出", "真的要退出吗?", confirmed, view->ui);
    return VIEW_HANDLED;
}

static unsigned help(struct view *view)
{
    text_popup_open(view->ui, "帮助", "第一行\n第二行:在任何表单上按 F5 打开话术。\n");
    return VIEW_HANDLED;
}

static const struct action desk_actions[] = {
    {"desk.menu", UI_KEY_F(9), "办理", "办理这一单", open_menu, ACTION_BAR},
    {"desk.side", UI_KEY_F(5), "话术", "打开话术", open_side, ACTION_BAR},
    {"desk.cover", UI_CTRL | 'L', "锁屏", "盖住", open_cover, 0},
};
static const struct action global_actions[] = {
    {"help", UI_KEY_F(1), "帮助", "这一页的按键", help, ACTION_BAR},
    {"quit", UI_KEY_F(10), "退出", "退出程序", leave, ACTION_BAR},
};
static const struct view_ops desk_ops = {.name = "desk",
                                         .title = desk_title,
                                         .draw = desk_draw,
                                         .key = desk_key,
                                         .paste = desk_paste,
                                         .mouse = desk_mouse,
                                         .actions = desk_actions,
                                         .action_count = 3,
                                         .close = desk_close};

int ui_console_run(bool is_ascii)
{
    struct ui_options options = {
        .clock = &clock_system, .is_ascii = is_ascii, .actions = global_actions, .action_count = 2};
    struct desk *desk = calloc(1, sizeof(*desk));
    struct ui *ui;
    struct err err = {0};
    bool is_wished;

    clock_set_zone("Asia/Shanghai");
    if (ui_open(&ui, &options, &err) != STATUS_OK) {
        fprintf(stderr, "%s。%s\n", err.what, err.todo);
        free(desk);
        return 1;
    }
    desk->view.ops = &desk_ops;
    desk->form = form_new(items, sizeof(items) / sizeof(items[0]));
    ui_open_page(ui, &desk->view);
    is_wished = ui_run(ui);
    ui_close(&ui);
    printf("再见\n");
    return is_wished ? 0 : 9;
}
