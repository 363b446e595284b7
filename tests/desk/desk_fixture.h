#ifndef ZUOXI_TESTS_DESK_FIXTURE_H
#define ZUOXI_TESTS_DESK_FIXTURE_H

/*
 * A desk on a fresh heating database in a temporary directory, with a clock that moves only when told, and
 * accounts 1001 (operator), 2001 (lead), 9001 (admin). The program answers helper-password and
 * helper-draft itself, like the real binary.
 */

#include "store/store_fixture.h"
#include "zuoxi/conf/load.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/intake.h"

#define DESK_NOW (FIXTURE_NOW + 10 * 3600) /* Wednesday 2026-11-25 10:00 in Shanghai */

struct desk_fixture {
    struct desk desk;
    struct config config;
    char directory[64], database[128];
    bool is_damaged; /* on purpose: not verified when it is closed */
};

extern const struct clock desk_fixture_clock;
void desk_fixture_set_now(int64_t utc);

/* Opens with 1001 signed in. XDG_STATE_HOME lies in the directory; closing removes it. Freed by close. */
struct desk_fixture *desk_fixture_open(void);
void desk_fixture_close(struct desk_fixture *fixture);
/* Act as one of the accounts. */
void desk_fixture_act(struct desk_fixture *fixture, enum role role);
/* A complete repair form of grade 2, answered now; owned by the caller. */
struct intake *desk_fixture_intake(struct desk_fixture *fixture);
/* Save such a form; its case id. */
int64_t desk_fixture_case(struct desk_fixture *fixture);
/* Make a move; values as name ("unit", "repair.fee"), value, … NULL. reporter may be NULL; at 0 = now. */
enum status desk_fixture_move(struct desk_fixture *fixture, int64_t case_id, const char *action,
                              const char *reporter, int64_t at, struct err *err, ...);
int64_t desk_fixture_count(struct desk_fixture *fixture, const char *table);

#endif
