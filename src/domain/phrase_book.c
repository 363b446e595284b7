/* The book as a whole: what it owns and in which order it is offered. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/domain/taboo.h"

const char *const phrase_stages[] = {"急情", "迎声", "问询", "倾听", "安抚", "核实", "等候", "转接", "致歉",
                                     "婉拒", "答复", "复述", "续问", "道谢", "告别", "外呼", "上门", NULL};

static void free_texts(char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(texts[i]);
    }
    free(texts);
}

void phrasebook_clear(struct phrasebook *book)
{
    free(book->phrases);
    free(book->taboos);
    free(book->answers);
    free_texts(book->texts, book->text_count);
    free_texts(book->excepts, book->except_count);
    taboo_table_free(&book->table);
    *book = (struct phrasebook){0};
}

const char *phrasebook_keep(struct phrasebook *book, const char *text)
{
    if (text == NULL) {
        return NULL;
    }
    mem_reserve((void **)&book->texts, &book->text_capacity, book->text_count + 1, sizeof(*book->texts));
    book->texts[book->text_count] = mem_copy(text);
    return book->texts[book->text_count++];
}

static int stage_rank(const char *stage)
{
    int rank = 0;
    while (phrase_stages[rank] != NULL && strcmp(phrase_stages[rank], stage) != 0) {
        rank++;
    }
    return rank;
}

/* Before those that say nothing of it. */
static int order_of(const struct phrase *phrase)
{
    return phrase->order > 0 ? phrase->order : 1000;
}

static bool comes_before(const struct phrase *one, const struct phrase *other)
{
    int rank = stage_rank(one->stage) - stage_rank(other->stage);
    return rank != 0 ? rank < 0 : order_of(one) < order_of(other);
}

/* Insertion keeps the files' order among equals; the files are nearly in order. */
static void sort(struct phrase *phrases, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct phrase phrase = phrases[i];
        size_t to = i;
        while (to > 0 && comes_before(&phrase, &phrases[to - 1])) {
            phrases[to] = phrases[to - 1];
            to--;
        }
        phrases[to] = phrase;
    }
}

static void fit(struct phrasebook *book)
{
    mem_fit((void **)&book->phrases, &book->capacity, book->count, sizeof(*book->phrases));
    mem_fit((void **)&book->taboos, &book->taboo_capacity, book->taboo_count, sizeof(*book->taboos));
    mem_fit((void **)&book->answers, &book->answer_capacity, book->answer_count, sizeof(*book->answers));
}

void phrasebook_arrange(struct phrasebook *book)
{
    const size_t most = sizeof(book->stages) / sizeof(book->stages[0]);
    fit(book);
    sort(book->phrases, book->count);
    book->stage_count = 0;
    for (size_t i = 0; i < book->count; i++) {
        bool is_new = i == 0 || strcmp(book->phrases[i].stage, book->phrases[i - 1].stage) != 0;
        if (is_new && book->stage_count < most) {
            text_copy(book->stages[book->stage_count++], sizeof(book->stages[0]), book->phrases[i].stage);
        }
    }
    taboo_table_free(&book->table);
    book->table = taboo_table_new(book);
}

const struct phrase *phrasebook_find(const struct phrasebook *book, const char *id)
{
    for (size_t i = 0; i < book->count; i++) {
        if (strcmp(book->phrases[i].id, id) == 0) {
            return &book->phrases[i];
        }
    }
    return NULL;
}

bool answer_is_expired(const struct answer *answer, const char *today)
{
    return answer->expires[0] != '\0' && strcmp(answer->expires, today) < 0;
}

bool phrase_is_heard(const struct phrase *phrase, const char *said)
{
    for (const char *at = phrase->heard; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, "\n");
        char word[120];
        if (length < sizeof(word)) {
            memcpy(word, at, length);
            word[length] = '\0';
            if (strstr(said, word) != NULL) {
                return true;
            }
        }
        at += length + (at[length] == '\n');
    }
    return false;
}
