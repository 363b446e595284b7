/* The book against the rules (R3.4) and against itself, once all its files are in. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/conf/loader.h"
#include "zuoxi/domain/taboo.h"

/* 早上好, 明天见: up to this many characters without a comma it is a word, not a whole phrase (R3.4). */
#define WORD_CHARACTERS 5

static bool is_word(const char *text)
{
    return utf8_count(text) <= WORD_CHARACTERS && strstr(text, "，") == NULL;
}

/* Does text end in `ending`, closing punctuation aside? */
static bool ends_in(const char *text, const char *ending)
{
    static const char *const marks[] = {"。", "！", "!", ".", "”", "～", " "};
    size_t length = strlen(text), size = strlen(ending);
    bool cuts = true;

    while (cuts) {
        cuts = false;
        for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]) && !cuts; i++) {
            size_t mark = strlen(marks[i]);
            cuts = length >= mark && memcmp(text + length - mark, marks[i], mark) == 0;
            length -= cuts ? mark : 0;
        }
    }
    return length >= size && memcmp(text + length - size, ending, size) == 0;
}

static void check_words(const struct phrasebook *book, const struct phrase *phrase, struct findings *findings)
{
    const struct taboo *taboo = taboo_find(book, phrase->text, NULL);
    bool is_greeting = strcmp(phrase->stage, "迎声") == 0, is_farewell = strcmp(phrase->stage, "告别") == 0;

    if (taboo != NULL) {
        findings_add(findings, false, phrase->file, phrase->line, phrase->id, _("含有忌语“%s”，请说：%s"),
                     taboo->text, taboo->better);
    }
    if (is_word(phrase->text)) {
        return;
    }
    if (is_greeting && strstr(phrase->text, "请") == NULL && strstr(phrase->text, "您") == NULL) {
        findings_add(findings, false, phrase->file, phrase->line, phrase->id,
                     _("迎声里没有“请”也没有“您”（三要：请字当头，您字不离口）"));
    }
    if (is_farewell && !ends_in(phrase->text, "再见")) {
        findings_add(findings, false, phrase->file, phrase->line, phrase->id,
                     _("告别没有以“再见”结尾（三要：再见结尾）"));
    }
}

/* Which of two phrases a digit picks must never be a matter of chance. */
static void check_digit(const struct phrasebook *book, size_t index, struct findings *findings)
{
    const struct phrase *phrase = &book->phrases[index];
    for (size_t i = 0; i < index && phrase->digit > 0; i++) {
        const struct phrase *other = &book->phrases[i];
        if (other->digit == phrase->digit && strcmp(other->stage, phrase->stage) == 0 &&
            phrase_when_meet(&other->when, &phrase->when)) {
            findings_add(findings, false, phrase->file, phrase->line, phrase->id,
                         _("数字 %d 在“%s”已给了话术 \"%s\"（%s 第 %d 行）"), phrase->digit, phrase->stage,
                         other->id, other->file, other->line);
            return;
        }
    }
}

/* Something that is said once cannot wait for a condition that never holds. */
static void check_list(const struct profile *profile, enum choice_set set, const char *list,
                       const struct phrase *phrase, struct findings *findings)
{
    bool is_any = list == NULL;
    for (const char *at = list; at != NULL && at[1] != '\0';) {
        char code[FIELD_CODE_SIZE];
        size_t length = strcspn(at + 1, " ");
        text_format(code, sizeof(code), "%.*s", (int)length, at + 1);
        is_any = is_any || profile_choice(profile, set, code) != NULL;
        at += 1 + length;
    }
    if (!is_any) {
        char listed[80]; /* the list without the space at each end */
        text_format(listed, sizeof(listed), "%.*s", (int)strlen(list) - 2, list + 1);
        findings_add(findings, false, phrase->file, phrase->line, phrase->id,
                     set == SET_TYPE ? _("这条永远不会出现：行业方案 %s 没有类型“%.60s”")
                                     : _("这条永远不会出现：行业方案 %s 没有渠道“%.60s”"),
                     profile->name, listed);
    }
}

static void check_when(const struct profile *profile, const struct phrase *phrase, struct findings *findings)
{
    if (profile->sets[SET_TYPE].count == 0 || !phrase_list_holds(phrase->when.profiles, profile->name)) {
        return; /* not known here, or not meant for it */
    }
    check_list(profile, SET_TYPE, phrase->when.types, phrase, findings);
    check_list(profile, SET_CHANNEL, phrase->when.channels, phrase, findings);
}

static void check_answer(const struct phrasebook *book, const struct answer *answer,
                         struct findings *findings)
{
    const struct taboo *taboo = taboo_find(book, answer->text, NULL);
    if (taboo != NULL) {
        findings_add(findings, false, answer->file, answer->line, answer->id, _("含有忌语“%s”，请说：%s"),
                     taboo->text, taboo->better);
    }
    if (answer->expires[0] != '\0' && strcmp(answer->expires, answer->date) < 0) {
        findings_add(findings, false, answer->file, answer->line, answer->id, _("expires %s 早于 date %s"),
                     answer->expires, answer->date);
    }
}

/* What is offered instead must not be as bad. */
static void check_taboo(const struct phrasebook *book, const struct taboo *taboo, struct findings *findings)
{
    const struct taboo *again = taboo_find(book, taboo->better, NULL);
    if (again != NULL) {
        findings_add(findings, false, taboo->file, taboo->line, taboo->text,
                     _("建议的说法里还有忌语“%s”，请换一种说法"), again->text);
    }
}

void phrasebook_check(const struct phrasebook *book, const struct profile *profile, struct findings *findings)
{
    for (size_t i = 0; i < book->count; i++) {
        check_words(book, &book->phrases[i], findings);
        check_digit(book, i, findings);
        check_when(profile, &book->phrases[i], findings);
    }
    for (size_t i = 0; i < book->taboo_count; i++) {
        check_taboo(book, &book->taboos[i], findings);
    }
    for (size_t i = 0; i < book->answer_count; i++) {
        check_answer(book, &book->answers[i], findings);
    }
}

void phrasebook_check_expired(const struct phrasebook *book, const char *today, struct findings *findings)
{
    for (size_t i = 0; i < book->answer_count; i++) {
        const struct answer *answer = &book->answers[i];
        if (answer_is_expired(answer, today) && strcmp(answer->expires, answer->date) >= 0) {
            findings_add(findings, true, answer->file, answer->line, answer->id,
                         _("%s 已过期：请核对后改 date 和 expires，或删去"), answer->expires);
        }
    }
}
