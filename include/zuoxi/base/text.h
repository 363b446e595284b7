#ifndef ZUOXI_BASE_TEXT_H
#define ZUOXI_BASE_TEXT_H

/*
 * User-facing text is Chinese and goes through _(); N_() marks a table's text that is translated when shown.
 */

/* Use the catalogue of the person's language when one lies below directory; without it text stays as written.
 */
void text_open(const char *directory);
/*
 * What this industry calls something that the texts name otherwise (台区 for 换热站): shown wherever _() is
 * given exactly `text`, borrowed. One word; NULL or the text itself: as written.
 */
void text_set_word(const char *text, const char *word);
/* Borrowed. */
const char *text_translate(const char *text) __attribute__((format_arg(1)));

#define _(text)  text_translate(text)
#define N_(text) text

#endif
