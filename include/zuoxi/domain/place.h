#ifndef ZUOXI_DOMAIN_PLACE_H
#define ZUOXI_DOMAIN_PLACE_H

/* Addresses as people type them: "阳光城7号楼3单元302室", "阳光 7-302", "302 阳光城 7栋". */

#include <stdbool.h>

#include "zuoxi/base/str.h"

/*
 * The fragments that a stored address must have, one blank between them: runs of Han, of letters and digits;
 * what only says which number it is (号楼 栋 单元 室 …) is dropped where it follows one. Full-width letters
 * and digits become narrow, capitals small. Appends; returns how many there are.
 */
int place_fragments(const char *typed, struct str *out);

#endif
