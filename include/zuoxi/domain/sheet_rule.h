#ifndef ZUOXI_DOMAIN_SHEET_RULE_H
#define ZUOXI_DOMAIN_SHEET_RULE_H

/* The task sheet (任务单, R2.11) as a profile writes it: its title and its parts from top to bottom. Pure
 * data. */

#include <stddef.h>

#define SHEET_PARTS_MAX  12
#define SHEET_FIELDS_MAX 20
#define SHEET_SIGNS_MAX  3
#define SHEET_FIELD_SIZE 96

/*
 * sheet "受理" { show = {"accepted_at", "受理人=by.accept"} sign = {"受理人"} room = 0 }. What can be shown:
 * a field of the case ("content"), of its customer, its first contact, a side record ("customer.account",
 * "contact.channel", "complaint.wanted"), "leg.ID" (when a leg was met and was due), "by.MOVE" and
 * "note.MOVE" (who made a move last, and what was noted). "文字=" before it says what it is called there.
 */
struct sheet_part_rule {
    char title[4 * 10 + 1];
    char show[SHEET_FIELDS_MAX][SHEET_FIELD_SIZE];
    size_t show_count;
    char sign[SHEET_SIGNS_MAX][4 * 12 + 1]; /* who signs: a line for each */
    size_t sign_count;
    int room; /* blank lines to write in by hand */
};

struct sheet_rule {
    char title[4 * 20 + 1]; /* 客户意见处理任务单 */
    struct sheet_part_rule parts[SHEET_PARTS_MAX];
    size_t part_count; /* 0: the profile has no sheet */
};

/* What a shown entry is called there ('' : by its own label), and its name; both borrowed from the entry. */
void sheet_entry_split(const char *entry, size_t *label_length, const char **name);

#endif
