#ifndef ZUOXI_STORE_SEEN_H
#define ZUOXI_STORE_SEEN_H

/*
 * What a statement must leave out.
 *
 * The rows of an import that is not done (store/incoming.h): every statement that finds customers or cases by
 * something else than an id already known. tests/store/test_incoming.c walks the queries and looks for them.
 *
 * Confidential cases that the viewer may not read, with all that belongs to them: every statement that reads
 * a case or what hangs on one, known id or not. zuoxi_sees asks the table of rights (domain/rights.h) about
 * the store's viewer, so the rule stands in one place. tests/store/test_confidential.c walks the statements
 * of the whole room and names those that lack the condition without a reason.
 */

#define INCOMING_FIRST "(SELECT first_id FROM incoming WHERE id = 1)"
#define INCOMING_LAST  "(SELECT last_id FROM incoming WHERE id = 1)"

/*
 * Where rows are found by a value that equals one: the hints tell the planner that, when the value's index is
 * gone (an import may drop it for a while), walking the few seen rows by their ids is what is left.
 */
#define ONLY_SEEN                                                                                            \
    "(likelihood(id < " INCOMING_FIRST ", 0.0001) OR likelihood(id > " INCOMING_LAST ", 0.0001))"
/* Where they are found in a range of an index: with the hints it would be passed over. */
#define ONLY_SEEN_IN_RANGE "(id < " INCOMING_FIRST " OR id > " INCOMING_LAST ")"
/* Where they are found by a key, whose index is never gone. */
#define ONLY_SEEN_BY_KEY "id NOT BETWEEN " INCOMING_FIRST " AND " INCOMING_LAST
/* For rows that belong to a customer. */
#define OWNER_SEEN "(customer_id < " INCOMING_FIRST " OR customer_id > " INCOMING_LAST ")"

/* A row of case_record; AS: under the name the statement gives it, "c.". */
#define CASE_SEEN_AS(name) "(" name "is_confidential = 0 OR zuoxi_sees(" name "owner, " name "keeper))"
#define CASE_SEEN          CASE_SEEN_AS("")
/* What belongs to the case of that id, or to none. */
#define OF_CASE_SEEN(id)                                                                                     \
    "NOT EXISTS (SELECT 1 FROM case_record hidden WHERE hidden.id = " id                                     \
    " AND hidden.is_confidential = 1 AND NOT zuoxi_sees(hidden.owner, hidden.keeper))"
#define OF_CONTACT_SEEN(id) OF_CASE_SEEN("(SELECT k.case_id FROM contact k WHERE k.id = " id ")")
/* A row about `object`, `object_id`: lines of the audit, reading marks. A part: a side record of a case's, of
 * a contact's. */
#define OBJECT_IS(record) " WHEN '" record "' THEN "
#define CASE_PART_SEEN(record)                                                                               \
    OBJECT_IS(record) OF_CASE_SEEN("(SELECT d.case_id FROM " record " d WHERE d.id = object_id)")
#define CONTACT_PART_SEEN(record)                                                                            \
    OBJECT_IS(record) OF_CONTACT_SEEN("(SELECT d.contact_id FROM " record " d WHERE d.id = object_id)")
/* clang-format off */
#define OBJECT_SEEN                                                                                          \
    "CASE object"                                                                                            \
    OBJECT_IS("case") OF_CASE_SEEN("object_id") OBJECT_IS("contact") OF_CONTACT_SEEN("object_id")            \
    CASE_PART_SEEN("promise") CASE_PART_SEEN("step") CASE_PART_SEEN("complaint") CASE_PART_SEEN("repair")    \
    CASE_PART_SEEN("emergency") CASE_PART_SEEN("business") CASE_PART_SEEN("handover_line")                   \
    CONTACT_PART_SEEN("visit") CONTACT_PART_SEEN("letter") CONTACT_PART_SEEN("call_out")                     \
    CONTACT_PART_SEEN("outing") CONTACT_PART_SEEN("stop") " ELSE 1 END"
/* clang-format on */

#endif
