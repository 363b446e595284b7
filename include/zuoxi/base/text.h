#ifndef ZUOXI_BASE_TEXT_H
#define ZUOXI_BASE_TEXT_H

/*
 * User-facing text is Chinese and goes through _(); N_() marks a table's text that is translated when shown.
 */
#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) text

#endif
