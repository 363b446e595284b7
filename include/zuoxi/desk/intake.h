#ifndef ZUOXI_DESK_INTAKE_H
#define ZUOXI_DESK_INTAKE_H

/* Taking a call: one form holds the contact and the case it opens (or answers at once). */

#include "zuoxi/desk/task.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/workflow.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/customer_store.h"

struct intake {
    struct contact contact;
    struct case_record record;
    struct details details;        /* of every kind; saved are those of the type and channel */
    char request[REQUEST_ID_SIZE]; /* made when the form opens, kept in its draft */
    int64_t opened_at;             /* UTC; the acceptance time where nothing rang (R2.0) */
    bool answered_at_once;         /* saved as a case born closed */
    bool is_surge;                 /* taken in the surge form, where its draft comes back */
    struct intake_link {           /* saved without a case of its own, see desk/attach.h; 0: none */
        int64_t case_id;           /* the open case this is another call about */
        int64_t notice_id;         /* the outage the caller is in */
        bool wants_call;           /* to be called when there is news of it */
        int64_t call_id;           /* the row of a notice's list that this call-out answers */
        int64_t news_id;           /* that notice */
        bool is_alone; /* the call ended so that nothing is left to do (打错); never in a draft */
    } link;
};

/* A fresh form: defaults from the profile (first type, its grade), the actor as operator and owner, a request
 * id. */
void intake_begin(const struct desk *desk, struct intake *intake);
/* Fill the customer's fields (name, title, phone, address, station, grade) into the form; only empty ones,
 * grade as intake_grade says. */
void intake_use_customer(const struct desk *desk, struct intake *intake, const struct customer_row *customer);
/* The grade of a case of this type, of a household of this grade ('' unknown), when nobody has chosen
 * another: the type's own, else the household's, else the profile's default. Borrowed. */
const char *intake_grade(const struct desk *desk, const char *type, const char *household);
/* The history strip: as repeat_history (desk/repeat.h). */
enum status intake_history(struct desk *desk, const struct intake *intake, size_t max,
                           struct history_row *rows, size_t *count, struct err *err);
/* When the case counts as accepted: answered, a letter received, else the form's opening (R2.0). UTC. */
int64_t intake_accepted_at(const struct desk *desk, const struct intake *intake);
/* Which of the five elements 时间 地点 人物 事件 联系方式 are missing: bit 0…4. */
unsigned intake_missing(const struct intake *intake);
/* Due time of a leg ("handle") as the form stands; false when the type has none. */
bool intake_due(const struct desk *desk, const struct intake *intake, const char *leg,
                struct leg_preview *preview);
/* Validate without saving; name = the first field at fault ("content", "repair.fee") or "". */
enum status intake_check(const struct desk *desk, const struct intake *intake, char name[DETAIL_NAME_SIZE],
                         struct err *err);
/* Inside a transaction: number, case, legs, timeline, audit line. */
enum status intake_save_case(struct desk *desk, const struct intake *intake, struct case_record *record,
                             struct err *err);
/* Inside a transaction: the contact of a case (id 0: of none, with the record's customer), and its audit
 * line. */
enum status intake_save_contact(struct desk *desk, struct contact *contact, const struct case_record *record,
                                struct err *err);
/* task_work: argument = struct intake *. Result = case id. Writes contact, case, their side records, legs,
 * timeline, audit, request. */
enum status intake_save(struct desk *desk, void *argument, int64_t *case_id, struct err *err);

#endif
