#ifndef ZUOXI_BASE_TEXT_H
#define ZUOXI_BASE_TEXT_H

/*
 * User-facing text is Chinese and goes through _(); N_() marks a table's text that is translated when shown.
 */

/* Use the catalogue of the person's language when one lies below directory; without it text stays as written.
 */
void text_open(const char *directory);
/* Borrowed. */
const char *text_translate(const char *text) __attribute__((format_arg(1)));

#define _(text)  text_translate(text)
#define N_(text) text

#endif
