#include "fuzz/fuzz.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "fault/figure.h"
#include "store/store_fixture.h"

#define TEXT_MAX   65536
#define CORPUS_MAX 256

struct text {
    char *bytes;
    size_t length;
};

struct corpus {
    struct text texts[CORPUS_MAX];
    size_t count;
};

/* What lies at borders of some rule or other. */
static const char *const pieces[] = {
    "\"",
    "{",
    "}",
    "=",
    "#",
    "\n",
    "\r\n",
    "\0",
    ",",
    ";",
    "\t",
    "\\",
    "//",
    "\033[",
    "\033[200~",
    "\033[201~",
    "\033[<0;1;1M",
    "\xE2\x80\xAE",
    "\xEF\xBB\xBF",
    "\xF4\x90\x80\x80",
    "\xC0\x80",
    "\xE6\x9A",
    "\xCC\x80",
    "暖气",
    "中",
    "0",
    "-1",
    "99999999999999999999",
    "3wd",
    "8wh",
    "2h",
    "明天9点",
    "下午三点半",
    "13800001234",
    "=cmd|' /C calc'!A0",
    "%s%n",
    "' OR 1=1 --",
    "AND OR NOT NEAR(",
    "*",
    "^",
    "\"\"",
    "户号",
    "电话",
};

static struct text read_text(const char *path)
{
    struct text text = {.bytes = malloc(TEXT_MAX + 1)};
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    text.length = fread(text.bytes, 1, TEXT_MAX, file);
    fclose(file);
    return text;
}

static void read_corpus(const char *name, struct corpus *corpus)
{
    char directory[128], path[400];
    snprintf(directory, sizeof(directory), "tests/fuzz/corpus/%s", name);
    DIR *folder = opendir(directory);
    ck_assert_msg(folder != NULL, "no corpus %s", directory);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL && corpus->count < CORPUS_MAX;) {
        if (entry->d_name[0] != '.') {
            snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
            corpus->texts[corpus->count++] = read_text(path);
        }
    }
    closedir(folder);
    ck_assert_msg(corpus->count > 0, "the corpus %s is empty", directory);
}

/* Put `length` bytes at `at`, in place of `gone` that stood there. */
static void put_in(struct text *text, size_t at, size_t gone, const char *bytes, size_t length)
{
    if (text->length - gone + length > TEXT_MAX) {
        return;
    }
    memmove(text->bytes + at + length, text->bytes + at + gone, text->length - at - gone);
    memcpy(text->bytes + at, bytes, length);
    text->length += length - gone;
}

static void change_once(struct text *text, const struct corpus *corpus, uint64_t *seed)
{
    size_t at = fixture_random(seed, (unsigned)text->length + 1), rest = text->length - at;
    size_t few = fixture_random(seed, rest < 16 ? (unsigned)rest + 1 : 16);
    const struct text *other = &corpus->texts[fixture_random(seed, (unsigned)corpus->count)];
    const char *piece = pieces[fixture_random(seed, sizeof(pieces) / sizeof(pieces[0]))];
    char byte = (char)fixture_random(seed, 256), twice[16];
    size_t from = fixture_random(seed, (unsigned)other->length + 1);
    switch (fixture_random(seed, 6)) {
    case 0: /* one byte another */
        put_in(text, at, rest > 0, &byte, 1);
        break;
    case 1: /* one bit another */
        if (rest > 0) {
            text->bytes[at] ^= (char)(1 << fixture_random(seed, 8));
        }
        break;
    case 2:
        put_in(text, at, few, "", 0);
        break;
    case 3:
        put_in(text, at, 0, piece, piece[0] == '\0' ? 1 : strlen(piece));
        break;
    case 4: /* some of it twice */
        few = at < few ? at : few;
        memcpy(twice, text->bytes + at - few, few);
        put_in(text, at, 0, twice, few);
        break;
    default: /* the end of another */
        put_in(text, at, rest, other->bytes + from, other->length - from);
        break;
    }
}

static int open_kept(const char *name)
{
    char path[64];
    snprintf(path, sizeof(path), "/tmp/zuoxi-fuzz-%s", name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600);
    ck_assert_int_ge(fd, 0);
    return fd;
}

/* The bytes under test stand in a file: a crash leaves them there. */
static void try(int kept, fuzz_target target, const struct text *text)
{
    ck_assert_int_eq(ftruncate(kept, (off_t)text->length), 0);
    ck_assert_int_eq(pwrite(kept, text->bytes, text->length, 0), (ssize_t)text->length);
    target(text->bytes, text->length);
}

static bool goes_on(time_t begun, int done, int few)
{
    const char *seconds = getenv("FUZZ_SECONDS");
    return seconds != NULL ? time(NULL) - begun < atoi(seconds) : done < few;
}

void fuzz_run(const char *name, fuzz_target target, int few)
{
    struct corpus *corpus = calloc(1, sizeof(*corpus));
    struct text text = {.bytes = malloc(TEXT_MAX + 1)};
    const char *wanted = getenv("FUZZ_SEED");
    time_t begun = time(NULL);
    uint64_t seed = wanted != NULL                   ? strtoull(wanted, NULL, 10)
                    : getenv("FUZZ_SECONDS") != NULL ? (uint64_t)begun
                                                     : 20261122;
    int done = 0, kept = open_kept(name);
    read_corpus(name, corpus);
    for (size_t i = 0; i < corpus->count; i++) {
        corpus->texts[i].bytes[corpus->texts[i].length] = '\0';
        try(kept, target, &corpus->texts[i]);
    }
    for (; goes_on(begun, done, few); done++) {
        const struct text *first = &corpus->texts[fixture_random(&seed, (unsigned)corpus->count)];
        memcpy(text.bytes, first->bytes, text.length = first->length);
        for (unsigned changes = 1 + fixture_random(&seed, 6); changes > 0; changes--) {
            change_once(&text, corpus, &seed);
        }
        text.bytes[text.length] = '\0';
        try(kept, target, &text);
    }
    figure_reached("S15", true, "%s: %zu texts of the corpus and %d made of them in %ld s, no finding", name,
                   corpus->count, done, (long)(time(NULL) - begun));
    for (size_t i = 0; i < corpus->count; i++) {
        free(corpus->texts[i].bytes);
    }
    close(kept);
    free(text.bytes);
    free(corpus);
}
