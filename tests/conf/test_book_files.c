#include "suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/conf/book_files.h"

static char directory[64];

static void write_file(const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof(path), "%s/%s", directory, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
    chmod(path, 0600);
}

/* A folder with a zuoxi.conf and an empty phrases/. */
static void make_folder(struct config *config)
{
    char path[200];
    snprintf(directory, sizeof(directory), "/tmp/zuoxi-book-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(path, sizeof(path), "%s/phrases", directory);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    write_file("zuoxi.conf", "profile = \"gas\"\n");
    *config = (struct config){0};
    snprintf(config->file, sizeof(config->file), "%s/zuoxi.conf", directory);
    snprintf(config->profile.name, sizeof(config->profile.name), "gas");
}

static void remove_folder(void)
{
    char command[200];
    snprintf(command, sizeof(command), "rm -r '%s'", directory);
    ck_assert_int_eq(system(command), 0);
}

/* "common.conf gas.conf own.conf*": a star where it is the folder's own. */
static void show(const struct book_files *files, char out[400])
{
    out[0] = '\0';
    for (size_t i = 0; i < files->count; i++) {
        strcat(out, i > 0 ? " " : "");
        strcat(out, strrchr(files->paths[i], '/') + 1);
        strcat(out, strncmp(files->paths[i], directory, strlen(directory)) == 0 ? "*" : "");
    }
}

START_TEST(find__what_is_beside_wins_and_other_trades_are_left_out)
{
    struct config config;
    struct book_files files = {0};
    char out[400];
    make_folder(&config);
    book_files_find(&files, &config);
    show(&files, out);
    ck_assert_str_eq(out, "common.conf gas.conf taboo.conf");
    write_file("phrases/own.conf", "");
    write_file("phrases/aaa.conf", "");
    write_file("phrases/taboo.conf", "");
    write_file("phrases/heating.conf", ""); /* another trade's */
    write_file("phrases/.hidden.conf", "");
    write_file("phrases/own.conf~", "");
    book_files_find(&files, &config);
    show(&files, out);
    ck_assert_str_eq(out, "common.conf gas.conf aaa.conf* own.conf* taboo.conf*");
    book_files_clear(&files);
    remove_folder();
}
END_TEST

START_TEST(stamp__every_change__is_seen_and_nothing_else)
{
    struct config config;
    struct book_files files = {0};
    make_folder(&config);
    write_file("phrases/own.conf", "# 1\n");
    book_files_find(&files, &config);
    uint64_t first = book_files_stamp(&files);
    ck_assert_uint_eq(book_files_stamp(&files), first);
    write_file("phrases/own.conf", "# 22\n");
    uint64_t changed = book_files_stamp(&files);
    ck_assert_uint_ne(changed, first);
    write_file("phrases/new.conf", "");
    ck_assert_uint_ne(book_files_stamp(&files), changed);
    book_files_clear(&files);
    remove_folder();
}
END_TEST

START_TEST(read__an_own_file__adds_to_the_shipped_book)
{
    struct config config;
    struct findings findings = {0};
    struct phrasebook before = {0}, after = {0}, broken = {0};
    make_folder(&config);
    ck_assert(config_read_book(&config, &before, &findings));
    write_file("phrases/own.conf",
               "phrase \"own\" { stage = \"迎声\" order = 1 text = \"您好，冬至安康。\" }\n");
    ck_assert(config_read_book(&config, &after, &findings));
    ck_assert_uint_eq(after.count, before.count + 1);
    ck_assert_ptr_nonnull(phrasebook_find(&after, "own"));
    ck_assert_uint_eq(findings.count, 0);
    write_file("phrases/own.conf", "\n\nphrase \"hello\" { stage = \"迎声\" text = \"您好。\" }\n");
    ck_assert(!config_read_book(&config, &broken, &findings)); /* the id is the shipped greeting's */
    ck_assert_int_eq(findings.items[0].line, 3);
    ck_assert_ptr_nonnull(strstr(findings.items[0].text, "已经有了"));
    findings_clear(&findings);
    phrasebook_clear(&before);
    phrasebook_clear(&after);
    phrasebook_clear(&broken);
    remove_folder();
}
END_TEST

SUITE_MAIN("conf/book_files", find__what_is_beside_wins_and_other_trades_are_left_out,
           stamp__every_change__is_seen_and_nothing_else, read__an_own_file__adds_to_the_shipped_book)
