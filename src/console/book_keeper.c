#include "zuoxi/console/book_keeper.h"

#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"

void book_keeper_begin(struct book_keeper *keeper, struct console *console)
{
    *keeper = (struct book_keeper){.console = console};
    book_files_find(&keeper->files, console->config);
    keeper->stamp = keeper->seen = book_files_stamp(&keeper->files);
}

void book_keeper_end(struct book_keeper *keeper)
{
    book_files_clear(&keeper->files);
}

/* "own.conf 第 3 行：没有占位符 {nmae}": the folder is known, the line is what is looked for. */
static void say_refused(struct console *console, const struct findings *findings)
{
    size_t at = 0;
    while (at + 1 < findings->count && findings->items[at].is_warning) {
        at++;
    }
    const struct finding *finding = &findings->items[at];
    const char *slash = strrchr(finding->file, '/');
    const char *name = slash != NULL ? slash + 1 : finding->file;
    if (finding_line(finding) == 0) {
        ui_status(console->ui, STYLE_ERROR, _("话术没有更新，仍用原来的：%s：%s"), name, finding->text);
        return;
    }
    ui_status(console->ui, STYLE_ERROR, _("话术没有更新，仍用原来的：%s 第 %d 行 %s：%s"), name,
              finding_line(finding), finding->option, finding->text);
}

static void take(struct book_keeper *keeper, struct phrasebook *book)
{
    struct console *console = keeper->console;
    phrasebook_clear(&console->config->book);
    console->config->book = *book;
    console->book_generation++;
    if (ui_front(console->ui) != NULL) {
        view_touch(ui_front(console->ui));
    }
    ui_status(console->ui, STYLE_GOOD, _("话术已更新：%zu 条话术，%zu 条忌语，%zu 条知识。"), book->count,
              book->taboo_count, book->answer_count);
}

static void read_again(struct book_keeper *keeper)
{
    struct phrasebook book = {0};
    struct findings findings = {0};
    book_files_find(&keeper->files, keeper->console->config);
    keeper->stamp = keeper->seen = book_files_stamp(&keeper->files);
    keeper->is_refused = !config_read_book(keeper->console->config, &book, &findings);
    if (keeper->is_refused) {
        say_refused(keeper->console, &findings);
        phrasebook_clear(&book);
    } else {
        take(keeper, &book);
    }
    findings_clear(&findings);
    mem_settle();
}

void book_keeper_step(struct book_keeper *keeper)
{
    int64_t now = console_now(keeper->console);
    if (now == keeper->looked_at) {
        return;
    }
    keeper->looked_at = now;
    uint64_t stamp = book_files_stamp(&keeper->files), before = keeper->seen;
    keeper->seen = stamp;
    /* Two looks alike: whoever writes has written. */
    if (stamp != keeper->stamp && stamp == before) {
        read_again(keeper);
    }
}
