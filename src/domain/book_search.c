#include "zuoxi/domain/book_search.h"

#include <string.h>

#include "zuoxi/domain/pinyin.h"

#define TEXT_MAX 2400 /* bytes of an entry's longest text, 500 characters and more */
#define WORD_MAX 64   /* bytes of one word of a query */

/* Is the word in the text, or, of letters alone, in its initials? */
static bool text_has(const char *text, const char *word, bool is_spelling)
{
    char initials[TEXT_MAX];
    if (text == NULL || text[0] == '\0') {
        return false;
    }
    if (strstr(text, word) != NULL) {
        return true;
    }
    if (!is_spelling) {
        return false;
    }
    pinyin_words(text, initials, sizeof(initials));
    return strstr(initials, word) != NULL;
}

static bool any_has(const char *const *texts, size_t count, const char *word)
{
    bool is_spelling = strspn(word, "abcdefghijklmnopqrstuvwxyz") == strlen(word);
    for (size_t i = 0; i < count; i++) {
        if (text_has(texts[i], word, is_spelling)) {
            return true;
        }
    }
    return false;
}

/* Every word of the query in one of the texts? */
static bool all_found(const char *const *texts, size_t count, const char *query)
{
    bool is_any = false;
    for (const char *at = query + strspn(query, " "); *at != '\0';) {
        char word[WORD_MAX];
        size_t length = strcspn(at, " ");
        text_format(word, sizeof(word), "%.*s", (int)length, at);
        if (!any_has(texts, count, word)) {
            return false;
        }
        is_any = true;
        at += length;
        at += strspn(at, " ");
    }
    return is_any;
}

static const struct phrase_when *when_of(const struct phrasebook *book, const struct book_item *item)
{
    return item->is_answer ? &book->answers[item->index].when : &book->phrases[item->index].when;
}

static bool is_meant(const struct phrasebook *book, const struct book_item *item,
                     const struct phrase_scene *scene)
{
    return scene == NULL || phrase_when_holds(when_of(book, item), scene);
}

static bool matches(const struct phrasebook *book, const struct book_item *item, const char *query)
{
    if (item->is_answer) {
        const struct answer *answer = &book->answers[item->index];
        const char *const texts[] = {answer->question, answer->text, answer->words, answer->source,
                                     answer->id};
        return all_found(texts, sizeof(texts) / sizeof(texts[0]), query);
    }
    const struct phrase *phrase = &book->phrases[item->index];
    const char *const texts[] = {phrase->text, phrase->stage, phrase->kind, phrase->rule, phrase->id};
    return all_found(texts, sizeof(texts) / sizeof(texts[0]), query);
}

size_t book_search(const struct phrasebook *book, const char *query, const struct phrase_scene *scene,
                   struct book_item *items, size_t max)
{
    size_t count = 0;
    for (int round = 0; round < (scene == NULL ? 1 : 2); round++) {
        for (size_t i = 0; i < book->count + book->answer_count && count < max; i++) {
            struct book_item item = {.is_answer = i >= book->count,
                                     .index = i >= book->count ? i - book->count : i};
            if (is_meant(book, &item, scene) == (round == 0) && matches(book, &item, query)) {
                items[count++] = item;
            }
        }
    }
    return count;
}

size_t book_of_stage(const struct phrasebook *book, const char *stage, const struct phrase_scene *scene,
                     struct book_item *items, size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < book->count && count < max; i++) {
        struct book_item item = {.index = i};
        if (strcmp(book->phrases[i].stage, stage) == 0 && is_meant(book, &item, scene)) {
            items[count++] = item;
        }
    }
    return count;
}

size_t book_answers(const struct phrasebook *book, const struct phrase_scene *scene, struct book_item *items,
                    size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < book->answer_count && count < max; i++) {
        struct book_item item = {.is_answer = true, .index = i};
        if (is_meant(book, &item, scene)) {
            items[count++] = item;
        }
    }
    return count;
}
