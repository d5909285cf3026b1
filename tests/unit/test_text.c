/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_text.c - bytes of a user's text. */
#include "tests/support/cmocka_all.h"

#include <string.h>

#include "base/text.h"

static void names_are_lower_case_letters_digits_and_underscores(void **state)
{
    static const struct {
        const char *text;
        bool is_name;
    } row[] = {
        {"a", true},    {"field_ae", true},     {"q4_2026", true}, {"", false},
        {"4q", false},  {"_a", false},          {"Field", false},  {"a-b", false},
        {"a b", false}, {"caf\xC3\xA9", false}, {"a.b", false},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        if (dc_text_is_name(row[i].text, strlen(row[i].text)) != row[i].is_name) {
            fail_msg("'%s'", row[i].text);
        }
    }
}

static void blanks_at_both_ends_are_cut_no_break_ones_too(void **state)
{
    static const char text[] = "\xEF\xBB\xBF\xC2\xA0 \t17 \xC2\xA0"
                               "b\r\n\xE2\x80\xAF\xE2\x80\x87 ";
    const struct dc_text cut = dc_text_trim(text, strlen(text));
    (void)state;
    assert_int_equal(cut.n, strlen("17 \xC2\xA0"
                                   "b"));
    assert_memory_equal(cut.at,
                        "17 \xC2\xA0"
                        "b",
                        cut.n);
    assert_int_equal(dc_text_trim(" \xC2\xA0 ", 4).n, 0);
    assert_int_equal(dc_text_trim(NULL, 0).n, 0);
    assert_int_equal(dc_text_trim("\xC3\xA0", 2).n, 2); /* ends with a byte of U+00A0 */
}

static void pieces_come_one_by_one_empty_ones_too(void **state)
{
    static const char *const expected[] = {"a", "", "b c", "d", ""};
    static const char text[] = "a, ;b c ,d;";
    struct dc_text rest = {text, strlen(text)};
    struct dc_text piece;
    size_t n = 0;
    (void)state;
    while (dc_text_next(&rest, ",;", &piece)) {
        assert_true(n < DC_COUNT_OF(expected));
        assert_true(dc_text_equals(piece, expected[n]));
        n++;
    }
    assert_int_equal(n, DC_COUNT_OF(expected));
}

static void words_are_alike_in_any_case(void **state)
{
    (void)state;
    assert_true(dc_text_alike((struct dc_text){"Per Month", 9}, "per month"));
    assert_false(dc_text_alike((struct dc_text){"per month", 9}, "per months"));
    assert_false(dc_text_equals((struct dc_text){"Per", 3}, "per"));
    assert_true(dc_text_equals((struct dc_text){NULL, 0}, ""));
}

static void ill_formed_utf8_is_found_at_its_first_byte(void **state)
{
    static const struct {
        const char *text;
        size_t at;
    } row[] = {
        {"plain", 5},
        {"caf\xC3\xA9, 12345678 and more of it", 30},
        {"\xE2\x82\xAC\xF0\x9F\x98\x80\xEF\xBF\xBF\xED\x9F\xBF", 13},
        {"ab\x80", 2},
        {"ab\xC3", 2},
        {"ab\xC3(", 2},
        {"\xC0\x80", 0},
        {"\xC1\xBF", 0},
        {"\xE0\x9F\xBF", 0},
        {"\xED\xA0\x80", 0},
        {"\xF0\x8F\xBF\xBF", 0},
        {"\xF4\x90\x80\x80", 0},
        {"\xF4\x8F\xBF\xBF", 4},
        {"0123456789\xE2\x82"
         "0123456789",
         10},
        {"\xFE", 0},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        const size_t at = dc_text_bad_utf8(row[i].text, strlen(row[i].text));
        if (at != row[i].at) {
            fail_msg("row %zu: %zu, expected %zu", i, at, row[i].at);
        }
    }
}

/* Every sequence of up to three bytes against the table of the Unicode standard. */
static void two_and_three_byte_forms_are_exactly_those_of_unicode(void **state)
{
    size_t n_two = 0;
    size_t n_three = 0;
    (void)state;
    for (unsigned a = 0x80; a <= 0xFF; a++) {
        for (unsigned b = 0; b <= 0xFF; b++) {
            const char two[] = {(char)a, (char)b};
            n_two += dc_text_bad_utf8(two, 2) == 2 ? 1 : 0;
            for (unsigned c = 0x80; c <= 0xFF; c++) {
                const char three[] = {(char)a, (char)b, (char)c};
                n_three += dc_text_bad_utf8(three, 3) == 3 && dc_text_bad_utf8(three, 2) != 2;
            }
        }
    }
    assert_int_equal(n_two, 0x800 - 0x80);
    assert_int_equal(n_three, 0x10000 - 0x800 - 0x800);
}

static void columns_are_characters_without_combining_marks(void **state)
{
    (void)state;
    assert_int_equal(dc_text_columns("caf\xC3\xA9", 5), 4);
    assert_int_equal(dc_text_columns("cafe\xCC\x81", 6), 4);
    assert_int_equal(dc_text_columns("\xE2\x82\xAC 5", 5), 3);
    assert_int_equal(dc_text_columns("\xFF\xFF", 2), 2);
}

static void taming_keeps_text_and_takes_controls_away(void **state)
{
    char text[] = "a\tb\nc\x1B[1m \xC2\x85\xE2\x80\xAE"
                  "caf\xC3\xA9\xFF\xE2\x82";
    const size_t n = dc_text_tame(text, strlen(text));
    (void)state;
    assert_string_equal(text, "a b c?[1m ?"
                              "?caf\xC3\xA9?"
                              "?"
                              "?");
    assert_int_equal(n, strlen(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_lower_case_letters_digits_and_underscores),
        cmocka_unit_test(blanks_at_both_ends_are_cut_no_break_ones_too),
        cmocka_unit_test(pieces_come_one_by_one_empty_ones_too),
        cmocka_unit_test(words_are_alike_in_any_case),
        cmocka_unit_test(ill_formed_utf8_is_found_at_its_first_byte),
        cmocka_unit_test(two_and_three_byte_forms_are_exactly_those_of_unicode),
        cmocka_unit_test(columns_are_characters_without_combining_marks),
        cmocka_unit_test(taming_keeps_text_and_takes_controls_away),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
