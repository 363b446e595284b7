#ifndef ZUOXI_DOMAIN_PHONE_H
#define ZUOXI_DOMAIN_PHONE_H

/* Phone numbers: stored as digits (a leading + kept), grouped for reading, masked where they need not be
 * seen. */

#include <stdbool.h>
#include <stddef.h>

#define PHONE_SIZE 40

/* Digits only, spaces, dashes and full-width digits accepted; false for letters or more than 20 digits. */
bool phone_normalise(const char *text, char out[PHONE_SIZE]);
/* 13812345678 → "138 1234 5678", 01012345678 → "010 1234 5678", others in fours from the right. */
void phone_group(const char *digits, char out[PHONE_SIZE]);
/* 13812345678 → "138****5678"; short ones lose all but the last two. */
void phone_mask(const char *digits, char out[PHONE_SIZE]);

#endif
