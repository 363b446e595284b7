#ifndef ZUOXI_DOMAIN_CASE_NUMBER_H
#define ZUOXI_DOMAIN_CASE_NUMBER_H

/* Case numbers: stored 20261121-0007, shown 1121-0007 within the year (spec R2.0). */

#include <stdbool.h>
#include <stdint.h>

#define CASE_NUMBER_SIZE 24

/* The stored form for a packed local date (20261121) and the day's sequence from 1; four digits or more. */
void case_number_make(int date, int sequence, char out[CASE_NUMBER_SIZE]);
/* The form to show in `year`: without the year when it is the same. Text of another shape is copied. */
void case_number_show(const char *number, int year, char out[CASE_NUMBER_SIZE]);
/*
 * Understand what a person types: "20261121-0007", "1121-0007", "1121-7", "0007", "7". Fills date part
 * pattern: *date = 20261121, or 1121 (month and day, any year), or 0 (any day); *sequence. False when it is
 * no number.
 */
bool case_number_parse(const char *text, int *date, int *sequence);

#endif
