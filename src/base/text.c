#include "zuoxi/base/text.h"

#include <libintl.h>
#include <stdbool.h>

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

const char *text_translate(const char *text)
{
    return has_catalogue ? gettext(text) : text;
}
