/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_sha256.c - fingerprints are those of the standard's examples. */
#include "tests/support/cmocka_all.h"

#include <string.h>

#include "base/sha256.h"

static void examples_of_the_standard_hold(void **state)
{
    (void)state;
    static const struct {
        const char *text, *hash;
    } row[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmno"
         "pqr"
         "lmnopqrsmnopqrstnopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    };
    char hash[DC_SHA256_SIZE];
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        dc_sha256_text(row[i].text, strlen(row[i].text), hash);
        assert_string_equal(hash, row[i].hash);
    }
}

static void a_million_letters_hold(void **state)
{
    (void)state;
    static char text[1000000];
    char hash[DC_SHA256_SIZE];
    memset(text, 'a', sizeof text);
    dc_sha256_text(text, sizeof text, hash);
    assert_string_equal(hash,
                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_of_the_standard_hold),
        cmocka_unit_test(a_million_letters_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
