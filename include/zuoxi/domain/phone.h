#ifndef ZUOXI_DOMAIN_PHONE_H
#define ZUOXI_DOMAIN_PHONE_H

/* Phone numbers: stored as digits (a leading + kept), grouped for reading, masked where they need not be
 * seen. */

#include <stdbool.h>
#include <stddef.h>

#define PHONE_SIZE 40

/*
 * Digits only (a leading + kept); spaces, dashes, brackets, dots and full-width digits are accepted. False,
 * and out empty, for letters, anything else or more than 20 digits. '' gives ''.
 */
bool phone_normalise(const char *text, char out[PHONE_SIZE]);
/*
 * 13812345678 → "138 1234 5678", 01012345678 → "010 1234 5678", 03118886666 → "0311 888 6666", others in
 * fours from the right; up to six digits (95598) stay whole, and so does what is no number.
 */
void phone_group(const char *phone, char out[PHONE_SIZE]);
/* 13812345678 → "138****5678"; under 11 digits all but the last two are lost, and of three and more always
 * three at least: that is what tells a mask (domain/mask.h). */
void phone_mask(const char *phone, char out[PHONE_SIZE]);

#endif
