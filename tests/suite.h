#ifndef TESTS_SUITE_H
#define TESTS_SUITE_H

/* One Check program a module: SUITE_MAIN runs the tests named in its list, each in a process of its own. */

#include <check.h>
#include <stdlib.h>

#define SUITE_MAIN(name, ...)                                                                                \
    int main(void)                                                                                           \
    {                                                                                                        \
        const TTest *const tests[] = {__VA_ARGS__};                                                          \
        Suite *suite = suite_create(name);                                                                   \
        TCase *cases = tcase_create(name);                                                                   \
        SRunner *runner;                                                                                     \
        int failed;                                                                                          \
                                                                                                             \
        for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {                                      \
            tcase_add_test(cases, tests[i]);                                                                 \
        }                                                                                                    \
        suite_add_tcase(suite, cases);                                                                       \
        runner = srunner_create(suite);                                                                      \
        srunner_run_all(runner, CK_NORMAL);                                                                  \
        failed = srunner_ntests_failed(runner);                                                              \
        srunner_free(runner);                                                                                \
        return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;                                                    \
    }

#endif
