#include "zuoxi/domain/case_number.h"

#include <stdio.h>
#include <string.h>

#include "zuoxi/base/str.h"

#define DATE_DIGITS     8
#define SEQUENCE_DIGITS 6 /* a million cases a day; longer runs of digits are phone numbers */

void case_number_make(int date, int sequence, char out[CASE_NUMBER_SIZE])
{
    snprintf(out, CASE_NUMBER_SIZE, "%08d-%04d", date, sequence);
}

/* How many of the first characters are digits. */
static size_t count_digits(const char *text)
{
    return strspn(text, "0123456789");
}

static bool is_stored_form(const char *number)
{
    if (count_digits(number) != DATE_DIGITS || number[DATE_DIGITS] != '-') {
        return false;
    }
    const char *sequence = number + DATE_DIGITS + 1;
    size_t digits = count_digits(sequence);
    return digits >= 4 && sequence[digits] == '\0';
}

void case_number_show(const char *number, int year, char out[CASE_NUMBER_SIZE])
{
    char prefix[16];
    snprintf(prefix, sizeof(prefix), "%04d", year);
    bool is_same_year = is_stored_form(number) && strncmp(number, prefix, 4) == 0;
    text_copy(out, CASE_NUMBER_SIZE, is_same_year ? number + 4 : number);
}

static int number_of(const char *digits, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        value = value * 10 + (digits[i] - '0');
    }
    return value;
}

static bool is_date(int date)
{
    static const int days[] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    if (month < 1 || month > 12 || day < 1 || day > days[month]) {
        return false;
    }
    bool is_leap = year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    return month != 2 || day < 29 || is_leap;
}

bool case_number_parse(const char *text, int *date, int *sequence)
{
    text += strspn(text, " \t");
    size_t first = count_digits(text);
    size_t second = 0;
    int day = 0;
    const char *digits = text;
    if (text[first] == '-') {
        if (first != 4 && first != DATE_DIGITS) {
            return false;
        }
        day = number_of(text, first);
        if (!is_date(day) || (first == DATE_DIGITS && day < 10000000)) {
            return false;
        }
        digits = text + first + 1;
    }
    second = count_digits(digits);
    if (second < 1 || second > SEQUENCE_DIGITS || digits[second + strspn(digits + second, " \t")] != '\0') {
        return false;
    }
    int value = number_of(digits, second);
    if (value == 0) {
        return false;
    }
    *date = day;
    *sequence = value;
    return true;
}
