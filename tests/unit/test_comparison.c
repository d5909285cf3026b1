/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_comparison.c - the comparison as people see it, and the tables behind it. */
#include "tests/support/cmocka_all.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "dealcycle/emit.h"
#include "emit/tables.h"
#include "tests/support/fakes.h"

enum { N = 40 };

static void futures(double level, double slope, double x[N])
{
    for (int r = 0; r < N; r++) {
        x[r] = level + slope * r + 23456.7 * ((r * 7) % 11 - 5);
    }
}

struct both {
    double a[N], b[N];
    struct fake_case fake;
    struct dc_finding *finding;
};
static void both_new(struct both *both)
{
    futures(1.1e6, 10e3, both->a);
    futures(1.2e6, 8e3, both->b);
    const struct fake_team team[] = {{"inside", NULL, both->a, 8e5},
                                     {"hybrid", "Hybrid \033[31mteam", both->b, 7e5}};
    fake_new(&both->fake, "quick", team, 2, N);
    both->finding = fake_decide(&both->fake, NULL);
}
static void both_free(struct both *both)
{
    dc_finding_free(both->finding);
    fake_free(&both->fake);
}

static void two_teams_stand_side_by_side(void **state)
{
    (void)state;
    static const char expected[] =
        "Hybrid ?[31mteam beats inside by 161k USD contribution over 2 months (95%: 154k\n"
        "to 168k), best in every future. Whatever level of contribution you aim at,\n"
        "Hybrid ?[31mteam is likelier to reach it than inside.\n"
        "\n"
        "40 futures, means               inside  Hybrid ?[31mteam\n"
        "Won                                6.0               6.0\n"
        "Win rate                        100.0%            100.0%\n"
        "Bookings                    1.30 M USD        1.36 M USD\n"
        "Revenue                     1.30 M USD        1.36 M USD\n"
        "Contribution                 496 k USD         657 k USD\n"
        "  5% of futures below        279 k USD         470 k USD\n"
        "  5% of futures above        698 k USD         824 k USD\n"
        "Cash                             0 USD             0 USD\n"
        "Lowest cumulative cash           0 USD             0 USD\n"
        "Net present value                0 USD             0 USD\n"
        "Cost per won deal            133 k USD         117 k USD\n"
        "Best contribution in              0.0%            100.0%\n"
        "Regret of choosing it        161 k USD             0 USD\n";
    struct both both;
    both_new(&both);
    char *const text = fake_print(both.finding, DC_TEXT);
    if (strcmp(text, expected) != 0) {
        fail_msg("expected:\n%s\nobserved:\n%s", expected, text);
    }
    free(text);
    both_free(&both);
}

static void every_line_fits_eighty_columns(void **state)
{
    (void)state;
    double x[N];
    struct fake_team team[7];
    struct fake_case fake;
    futures(1.1e6, 10e3, x);
    for (int i = 0; i < 7; i++) {
        team[i] = (struct fake_team){"abcdefg" + i,
                                     "Stra\xC3\x9F"
                                     "e mit \xE6\x97\xA5\xE6\x9C\xAC und sehr langem Namen",
                                     x, 1e3 * i};
    }
    fake_new(&fake, "quick", team, 7, N);
    struct dc_finding *const finding = fake_decide(&fake, NULL);
    char *const text = fake_print(finding, DC_TEXT);
    struct dc_text rest = {text, strlen(text)};
    struct dc_text line;
    while (dc_text_next(&rest, "\n", &line)) {
        if (dc_text_columns(line.at, line.n) > 80) {
            fail_msg("%zu columns: %.*s", dc_text_columns(line.at, line.n), (int)line.n,
                     line.at);
        }
    }
    assert_int_equal(dc_text_bad_utf8(text, strlen(text)), strlen(text));
    free(text);
    dc_finding_free(finding);
    fake_free(&fake);
}

static void json_reads_back_with_all_its_parts(void **state)
{
    (void)state;
    struct both both;
    both_new(&both);
    char *const text = fake_print(both.finding, DC_JSON);
    json_error_t error;
    json_t *const root = json_loads(text, 0, &error);
    if (root == NULL) {
        fail_msg("line %d: %s in\n%s", error.line, error.text, text);
    }
    const json_t *const row = json_array_get(json_object_get(root, "compare"), 0);
    assert_string_equal(json_string_value(json_object_get(row, "team_a")), "inside");
    assert_int_equal(json_integer_value(json_object_get(row, "n")), N);
    assert_true(json_array_size(json_object_get(root, "verdict")) > 0);
    assert_true(json_array_size(json_object_get(root, "summary")) > 50);
    json_decref(root);
    free(text);
    both_free(&both);
}

static void assert_head(const char *text, const char *expected)
{
    const size_t n = strcspn(text, "\n");
    if (n != strlen(expected) || strncmp(text, expected, n) != 0) {
        fail_msg("header:\n expected: %s\n observed: %.*s", expected, (int)n, text);
    }
}

static void tables_have_the_columns_that_are_promised(void **state)
{
    (void)state;
    static const struct {
        dc_table_write *write;
        const char *head;
    } table[] = {
        {dc_summary_write,
         "scenario,team,segment,role,metric,unit,n,mean,ci_low,ci_high,sd,min,p5,"
         "p10,p25,p50,p75,p90,p95,max"},
        {dc_monthly_write,
         "scenario,team,month,metric,unit,n,mean,sd,p5,p10,p25,p50,p75,p90,p95"},
        {dc_compare_write, "scenario_a,team_a,scenario_b,team_b,metric,unit,n,mean_difference,"
                           "ci_low,ci_high,p_a_beats_b,variance_ratio"},
        {dc_best_write, "scenario,team,metric,n,p_best,regret,joint_low,joint_high"},
        {dc_distribution_write, "scenario,team,metric,x,density,exceedance"},
        {dc_attainment_write, "scenario,team,role,from,to,count"},
        {dc_replications_write, "scenario,team,replication,won,win_rate,bookings,revenue,"
                                "contribution,cash,cash_low,npv,"
                                "cac,attainment,utilisation,response_time,target_hit"},
    };
    struct both both;
    both_new(&both);
    for (size_t i = 0; i < DC_COUNT_OF(table); i++) {
        char *const text = fake_table(both.finding, table[i].write);
        assert_head(text, table[i].head);
        free(text);
    }
    both_free(&both);
}

static void headline_metrics_are_those_of_the_table(void **state)
{
    (void)state;
    const struct dc_metric *metric;
    size_t n = 0;
    for (size_t i = 0; (metric = dc_metric_at(i)) != NULL; i++) {
        n += metric->headline;
    }
    assert_int_equal(n, DC_N_HEADLINE);
    for (size_t i = 0; i < DC_N_HEADLINE; i++) {
        metric = dc_metric_find(dc_headline[i]);
        if (metric == NULL || !metric->headline) {
            fail_msg("%s is no headline metric", dc_headline[i]);
        }
    }
    assert_null(dc_headline[DC_N_HEADLINE]);
}

/* Fields of a CSV line without quotes; "" past the end. */
static const char *field(const char *line, int i, char buf[64])
{
    for (; i > 0; i--) {
        line += strcspn(line, ",\n") + 1;
    }
    snprintf(buf, 64, "%.*s", (int)strcspn(line, ",\n"), line);
    return buf;
}

static const char *line_of(const char *text, const char *start)
{
    const char *at = strstr(text, start);
    while (at != NULL && at != text && at[-1] != '\n') {
        at = strstr(at + 1, start);
    }
    if (at == NULL) {
        fail_msg("no line starts with %s", start);
    }
    return at;
}

static void assert_near(const char *observed, double expected)
{
    double x = 0.0;
    assert_true(dc_number_parse(observed, strlen(observed), &x));
    if (!(fabs(x - expected) <= 1e-9 * fabs(expected))) {
        fail_msg("expected %.17g, observed %s", expected, observed);
    }
}

static void rows_hold_what_the_columns_say(void **state)
{
    (void)state;
    char buf[64];
    struct both both;
    both_new(&both);
    double mean_a = 0.0, mean_b = 0.0;
    for (int r = 0; r < N; r++) {
        mean_a += both.a[r] / N;
        mean_b += both.b[r] / N;
    }
    char *text = fake_table(both.finding, dc_summary_write);
    const char *line = line_of(text, "quick,hybrid,all,all,contribution,USD,");
    assert_string_equal(field(line, 6, buf), "40");
    assert_near(field(line, 7, buf), mean_b - 7e5);
    line = line_of(text, "quick,hybrid,all,all,contribution.cvar95,USD,");
    assert_string_equal(field(line, 10, buf), ""); /* sd */
    assert_string_equal(field(line, 19, buf), ""); /* max */
    line = line_of(text, "quick,inside,all,all,response_time,days,");
    assert_string_equal(field(line, 6, buf), "0");
    assert_string_equal(field(line, 7, buf), "");
    free(text);

    text = fake_table(both.finding, dc_compare_write);
    line = line_of(text, "quick,inside,quick,hybrid,bookings,USD,40,");
    assert_near(field(line, 7, buf), mean_a - mean_b);
    line = line_of(text, "quick,inside,quick,hybrid,won,count,40,");
    assert_string_equal(field(line, 10, buf), "0.5");
    assert_string_equal(field(line, 11, buf), ""); /* nothing varies */
    assert_null(strstr(text, "target_hit"));
    free(text);
    both_free(&both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_teams_stand_side_by_side),
        cmocka_unit_test(every_line_fits_eighty_columns),
        cmocka_unit_test(json_reads_back_with_all_its_parts),
        cmocka_unit_test(tables_have_the_columns_that_are_promised),
        cmocka_unit_test(headline_metrics_are_those_of_the_table),
        cmocka_unit_test(rows_hold_what_the_columns_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
