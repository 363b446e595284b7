#ifndef ZUOXI_DOMAIN_WORK_H
#define ZUOXI_DOMAIN_WORK_H

/* What a line of the audit counts as in the daily work report (工作日报, spec R4.6). Pure. */

enum work_column {
    WORK_CONTACTS,  /* 登记: contacts saved */
    WORK_CASES,     /* 开单: cases opened */
    WORK_MOVES,     /* 办理: moves of cases */
    WORK_CALLBACKS, /* 回访 */
    WORK_PROMISES,  /* 承诺: promises kept */
    WORK_OTHER,     /* 其他: customers, notices, messages, corrections */
    WORK_COLUMNS    /* nothing: signing in, reading */
};

/* Column of an audit line's action ("contact.save"). */
enum work_column work_column_of(const char *action);
const char *work_column_code(enum work_column column);  /* "contacts" */
const char *work_column_label(enum work_column column); /* 登记, translated */

#endif
