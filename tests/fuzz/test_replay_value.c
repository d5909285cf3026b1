/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/test_replay_value.c - the fuzz target of values on every line of values.txt for
 * every parameter, and on what fuzzing found. */
#include "fuzz_value.c"
#include "replay.h"

static void each_kind_of_value_passes_for_each_parameter(void **state)
{
    FILE *from = fopen("tests/fuzz/values.txt", "r");
    char line[300] = "";
    size_t n_values = 0;
    (void)state;

    assert_non_null(from);
    while (fgets(line + 2, (int)sizeof(line) - 2, from) != NULL) {
        const size_t n = strcspn(line + 2, "\n");
        for (size_t i = 0; i <= n_params(); i++) {
            line[0] = (char)i;
            line[1] = (char)((i + n_values) % 7 == 0 ? i % 10 : 0);
            LLVMFuzzerTestOneInput((const uint8_t *)line, n + 2);
        }
        n_values++;
    }
    fclose(from);
    assert_true(n_values > 40);
    assert_true(n_params() > 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_value_passes_for_each_parameter),
        cmocka_unit_test(what_fuzzing_found_passes),
    };
    return cmocka_run_group_tests_name("replay value", tests, NULL, NULL);
}
