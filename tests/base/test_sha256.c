#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "zuoxi/base/sha256.h"

static void assert_hash(const char *bytes, size_t length, size_t piece, const char *wanted)
{
    struct sha256 sha;
    unsigned char digest[SHA256_SIZE];
    char hex[SHA256_HEX_SIZE];
    sha256_init(&sha);
    for (size_t at = 0; at < length; at += piece) {
        sha256_add(&sha, bytes + at, length - at < piece ? length - at : piece);
    }
    sha256_end(&sha, digest);
    sha256_hex(digest, hex);
    ck_assert_str_eq(hex, wanted);
}

START_TEST(hashes_are_those_of_the_standard_in_pieces_of_any_length)
{
    static const struct {
        const char *text, *hash;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmno"
         "pqrstnopq"
         "rstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (size_t piece = 1; piece <= 130; piece++) {
            assert_hash(cases[i].text, strlen(cases[i].text), piece, cases[i].hash);
        }
    }
}
END_TEST

START_TEST(a_million_letters_have_the_standards_hash)
{
    static char text[1000000];
    memset(text, 'a', sizeof(text));
    assert_hash(text, sizeof(text), 997, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

int main(int argc, char **argv)
{
    /* All of it twice: as this processor can, and by the plain code that any can run. */
    if (argc == 1 && getenv("GLIBC_TUNABLES") == NULL) {
        pid_t plain = fork();
        int ended = 0;
        if (plain == 0) {
            setenv("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-SSE4_1", 1);
            execl("/proc/self/exe", argv[0], "plain", NULL);
            _exit(127);
        }
        if (waitpid(plain, &ended, 0) != plain || ended != 0) {
            return 1;
        }
    }
    Suite *suite = suite_create("sha256");
    TCase *tcase = tcase_create("sha256");
    tcase_add_test(tcase, hashes_are_those_of_the_standard_in_pieces_of_any_length);
    tcase_add_test(tcase, a_million_letters_have_the_standards_hash);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
