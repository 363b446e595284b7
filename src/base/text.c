#include "zuoxi/base/text.h"

#include <libintl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DOMAIN "zuoxi"

/* Asking gettext() for every text of every tick, only to hear that there is no catalogue, was 6 % of it. */
static bool has_catalogue;

void text_open(const char *directory)
{
    bindtextdomain(DOMAIN, directory);
    bind_textdomain_codeset(DOMAIN, "UTF-8");
    textdomain(DOMAIN);
    has_catalogue = gettext("")[0] != '\0'; /* a catalogue's header is the translation of nothing */
}

#define WORD_SIZE 64

/* Of the profile, which is the process's own like the language; '' = none. */
static struct {
    char text[WORD_SIZE], word[WORD_SIZE];
} named;

void text_set_word(const char *text, const char *word)
{
    bool is_other = word != NULL && word[0] != '\0' && strcmp(text, word) != 0;
    snprintf(named.text, sizeof(named.text), "%s", is_other ? text : "");
    snprintf(named.word, sizeof(named.word), "%s", is_other ? word : "");
}

const char *text_translate(const char *text)
{
    if (named.text[0] != '\0' && strcmp(text, named.text) == 0) {
        return named.word;
    }
    return has_catalogue ? gettext(text) : text;
}
