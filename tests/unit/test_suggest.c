/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_suggest.c - the name a user most likely meant. */
#include "tests/support/cmocka_all.h"

#include <string.h>

#include "base/suggest.h"

static size_t distance(const char *a, const char *b, size_t most)
{
    return dc_suggest_distance(a, strlen(a), b, strlen(b), most);
}

static void edits_are_counted_a_swap_as_one(void **state)
{
    static const struct {
        const char *a, *b;
        size_t edits;
    } row[] = {
        {"", "", 0},
        {"abc", "abc", 0},
        {"", "abc", 3},
        {"leads", "laeds", 1},
        {"churn", "chrn", 1},
        {"kitten", "sitting", 3},
        {"ca", "abc", 3},
        {"abcdef", "badcfe", 3},
        {"effort", "efort", 1},
        {"role.ae.ote", "role.ae.OTE", 3},
        {"saturday", "sunday", 3},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        for (size_t most = 0; most < 8; most++) {
            const size_t expected = row[i].edits < most + 1 ? row[i].edits : most + 1;
            const size_t there = distance(row[i].a, row[i].b, most);
            const size_t back = distance(row[i].b, row[i].a, most);
            if (there != expected || back != expected) {
                fail_msg("'%s' to '%s' with at most %zu: %zu and %zu, expected %zu", row[i].a,
                         row[i].b, most, there, back, expected);
            }
        }
    }
}

static const char *nearest(const char *word)
{
    static const char *const name[] = {
        "leads", "growth", "deal_value", "decision_makers", "response_halflife",
        "ote",   "oncost", "quota"};
    return dc_suggest_nearest(word, strlen(word), name, DC_COUNT_OF(name));
}

static void the_nearest_name_is_suggested(void **state)
{
    (void)state;
    assert_string_equal(nearest("lead"), "leads");
    assert_string_equal(nearest("deal_vlaue"), "deal_value");
    assert_string_equal(nearest("decisionmakers"), "decision_makers");
    assert_string_equal(nearest("response_half_life"), "response_halflife");
    assert_string_equal(nearest("qouta"), "quota");
    assert_string_equal(nearest("oet"), "ote");
}

static void nothing_is_suggested_for_what_is_far_from_all(void **state)
{
    (void)state;
    assert_null(nearest("zzz"));
    assert_null(nearest(""));
    assert_null(nearest("colour"));
    assert_null(nearest("x"));
    char longest[400];
    memset(longest, 'a', sizeof(longest));
    const char *name[] = {"leads"};
    assert_null(dc_suggest_nearest(longest, sizeof(longest), name, 1));
}

static void of_equally_near_names_the_first_stays(void **state)
{
    static const char *const name[] = {"stage_a", "stage_b"};
    (void)state;
    assert_string_equal(dc_suggest_nearest("stage_c", 7, name, 2), "stage_a");
    assert_string_equal(dc_suggest_nearest("stage_b", 7, name, 2), "stage_b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_are_counted_a_swap_as_one),
        cmocka_unit_test(the_nearest_name_is_suggested),
        cmocka_unit_test(nothing_is_suggested_for_what_is_far_from_all),
        cmocka_unit_test(of_equally_near_names_the_first_stays),
    };
    return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
