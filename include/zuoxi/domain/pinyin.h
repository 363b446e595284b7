#ifndef ZUOXI_DOMAIN_PINYIN_H
#define ZUOXI_DOMAIN_PINYIN_H

/*
 * First letters of pinyin, by which a name is found without an input method: 王建国 → wjg. Readings come from
 * Unicode's Unihan data (tools/make-pinyin-table); surnames that read otherwise than the word (曾 单 尉迟 …)
 * stand in a table of pinyin.c.
 */

#include <stddef.h>

/*
 * The letters of a name into out (size bytes, always terminated, never cut within what fits): one lower-case
 * letter for each Han character, Latin letters lowered and digits kept (full-width ones too), anything else
 * left out. A name of up to four Han characters is taken for a person's, its surname read as such.
 */
void pinyin_initials(const char *name, char *out, size_t size);
/* The same of words, which name nobody: 单户不热 → dhbr, though a person 单 is s. */
void pinyin_words(const char *text, char *out, size_t size);

#endif
