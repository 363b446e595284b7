#ifndef ZUOXI_STORE_SEEN_H
#define ZUOXI_STORE_SEEN_H

/*
 * Conditions that leave out the rows of an import that is not done (store/incoming.h), for every statement
 * that finds customers or cases by something else than an id already known. tests/store/test_incoming.c walks
 * the queries and looks for them.
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

#endif
