/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_slip.c - what a user of a spreadsheet is told about a value that is no
 * number, and about a file that is no scenario. */
#include "script.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/comma_locale.h"

static void a_value_in_a_file_is_told_how_to_be_a_number(void **state)
{
    static const struct {
        const char *text, *part;
    } rows[] = {
        {"60 kUSD", "a unit stands in the column `unit`"},
        {"12 days", "a unit stands in the column `unit`"},
        {"-3weeks", "a unit stands in the column `unit`"},
        {"60 k\xE2\x82\xAC", "a unit stands in the column `unit`"},
        {"35K", "thousands are a small k"},
        {"35 thousand", "thousands are a small k"},
        {"1.2mm", "millions are a capital M"},
        {"1 250 000", "write nothing, or _, between the thousands"},
        {"1\xC2\xA0"
         "250",
         "write nothing, or _, between the thousands"},
        {"#DIV/0!", "could not work out this cell"},
        {"=A1*2", "a formula is not worked out"},
        {"(350)", "a number below 0 begins with -"},
        {"n/a", "leave the row out"},
        {"none", "leave the row out"},
        {"-$market", "a $NAME can be multiplied only"},
        {"$market/2", "a $NAME can be multiplied only"},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(rows); i++) {
        char text[1000];
        snprintf(text, sizeof text, SCRIPT_BASE "input.market,3\nstage.close.delay,%s\n",
                 rows[i].text);
        struct script s = script_read(text, NULL);
        script_expect(&s, "bad-number", "' is not a number or distribution; ");
        script_expect(&s, "bad-number", rows[i].part);
        script_free(&s);
    }
}

/* There is no column for a unit on the command line. */
static void a_value_of_set_is_told_its_unit(void **state)
{
    (void)state;
    struct script s = script_set(SCRIPT_BASE, "stage.close.delay=12 weeks",
                                 "role.rep.base_salary=60 thousand dollars");
    script_expect(&s, "bad-number",
                  "'12 weeks' is not a number or distribution; write the "
                  "number alone, in days");
    script_expect(&s, "bad-number", "write the number alone, in USD per year");
    script_free(&s);
}

static void what_cannot_be_guessed_is_not_guessed(void **state)
{
    static const char *const texts[] = {"ninety", "1e999", "3 of 7", "12/5", "0x10"};
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(texts); i++) {
        char set[80];
        snprintf(set, sizeof set, "stage.close.delay=%s", texts[i]);
        struct script s = script_set(SCRIPT_BASE, set, NULL);
        const struct dc_diag *d = dc_diags_at(s.diags, 0);
        assert_non_null(d);
        if (strchr(d->text, ';') != NULL) {
            fail_msg("'%s' is guessed: %s", texts[i], d->text);
        }
        script_free(&s);
    }
}

static struct script file_read(const char *text)
{
    return script_load(script_file("slip.csv", text), NULL);
}

static void a_stress_file_or_a_sweep_is_told_where_it_belongs(void **state)
{
    (void)state;
    struct script s = file_read("stress,parameter,operation,value\n"
                                "slump,segment.*.leads,*,0.7\n");
    script_expect(&s, "bad-header", "`dealcycle stress SCENARIO --with`");
    assert_int_equal(dc_diags_errors(s.diags), 1);
    script_free(&s);
    s = file_read("name,segment.smb.leads\nfew,17\n");
    script_expect(&s, "bad-header", "`dealcycle batch SCENARIO --sweep`");
    script_free(&s);
}

static void columns_of_other_names_stay_comments(void **state)
{
    char text[1000];
    (void)state;
    snprintf(text, sizeof text,
             "parameter,value,stress,operation,name\n%sinput.a,3,high,see,x\n", SCRIPT_BASE);
    struct script s = file_read(text);
    script_expect_model(&s);
    script_free(&s);
}

/* 60 kUSD per year with 70 over it is 70 USD a year: most likely not what was meant. */
static void a_number_over_a_row_of_another_unit_is_told(void **state)
{
    static const struct {
        const char *set;
        bool is_told;
    } rows[] = {
        {"role.rep.base_salary=70", true},
        {"role.rep.base_salary=70k", false},
        {"role.rep.base_salary=70000", false},
        {"segment.small.leads=12", true},
        {"segment.small.leads=52", false},
        {"stage.close.delay=4", true},
        {"stage.close.delay=25", false},
        {"stage.close.effort=90", true},
        {"stage.close.effort=1.25", false},
        {"stage.close.conversion=0.4", false},
        {"segment.small.deal_value=21", true},
        {"segment.small.deal_value=2100", false},
        {"segment.small.deal_value=21k", false},
        {"segment.large.deal_value=90", false},
        {"segment.small.deal_value=gamma(mean=30, sd=9)", true},
        {"segment.small.deal_value=$price", false},
    };
    static const char text[] =
        "parameter,value,unit\nscenario.horizon,24,\ninput.price,5,\n"
        "segment.small.leads,10,per week\n"
        "segment.small.deal_value,\"lognormal(median=20, p90=60)\",kUSD\n"
        "segment.large.leads,4,\nsegment.large.deal_value,90000,USD\n"
        "stage.close.conversion,25,%\n"
        "stage.close.delay,\"gamma(mean=3, sd=1)\",weeks\nstage.close.effort,45,minutes\n"
        "role.rep.channel,inside,\nrole.rep.base_salary,60,kUSD per year\n"
        "team.in.stages,close,\nteam.in.stage.close.role,rep,\nteam.in.role.rep.headcount,3,\n";
    const char *const file = script_file("units.csv", text);
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(rows); i++) {
        const struct dc_overlay overlay = {.set = &rows[i].set, .n_set = 1};
        struct script s = script_load(file, &overlay);
        script_expect_model(&s);
        if (script_says(&s, "other-unit") != rows[i].is_told) {
            fail_msg("%s: %s", rows[i].set, rows[i].is_told ? "not told" : "told");
        }
        script_free(&s);
    }
}

/* A program that embeds the library may live in a locale with a decimal comma. */
static void messages_show_numbers_as_they_are_written(void **state)
{
    (void)state;
    if (!comma_locale_enter()) {
        skip();
    }
    struct script s =
        script_set(SCRIPT_BASE, "segment.small.growth=uniform(min=-1.5, max=0.25)",
                   "stage.close.delay=normal(mean=2, sd=1)");
    struct script warned =
        script_set(SCRIPT_BASE, "stage.close.delay=normal(mean=2, sd=1)", NULL);
    comma_locale_leave();
    script_expect(&s, "support-outside", "goes from -1.5 to 0.25");
    script_expect(&warned, "draws-outside", "2.28% of draws");
    script_free(&s);
    script_free(&warned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_in_a_file_is_told_how_to_be_a_number),
        cmocka_unit_test(a_value_of_set_is_told_its_unit),
        cmocka_unit_test(what_cannot_be_guessed_is_not_guessed),
        cmocka_unit_test(a_stress_file_or_a_sweep_is_told_where_it_belongs),
        cmocka_unit_test(a_number_over_a_row_of_another_unit_is_told),
        cmocka_unit_test(messages_show_numbers_as_they_are_written),
        cmocka_unit_test(columns_of_other_names_stay_comments),
    };
    const int failed = cmocka_run_group_tests_name("slip", tests, NULL, NULL);
    script_clean();
    return failed;
}
