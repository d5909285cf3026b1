/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_resolved.c - what is in force, written out, reads back as the same model. */
#include "script.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv/writer.h"
#include "path/path.h"
#include "tests/support/chance.h"

static void row_write(void *self, const struct dc_resolved_row *row)
{
    struct dc_csv_out *out = self;
    dc_csv_text(out, row->path);
    dc_csv_text(out, row->value);
    dc_csv_text(out, row->unit);
    dc_csv_text(out, row->source);
    dc_csv_end_row(out);
}

static char *resolved_text(const struct dc_model *model)
{
    char *text = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&text, &n);
    struct dc_csv_out out = {.to = to};

    fputs("parameter,value,unit,source\n", to);
    dc_model_each(model, DC_EACH_ROW, row_write, &out);
    assert_true(dc_csv_finish(&out));
    fclose(to);
    return text;
}

/* Months of every team of some replications, byte for byte. */
static void expect_same_paths(const char *what, const struct dc_model *a,
                              const struct dc_model *b)
{
    struct dc_path *pa = dc_path_new(a);
    struct dc_path *pb = dc_path_new(b);

    for (uint64_t r = 0; r < 3; r++) {
        assert_int_equal(dc_path_begin(pa, r), DC_OK);
        assert_int_equal(dc_path_begin(pb, r), DC_OK);
        for (uint32_t t = 0; t < a->n_teams; t++) {
            const struct dc_record *x;
            const struct dc_record *y;
            assert_int_equal(dc_path_run(pa, t, NULL, &x), DC_OK);
            assert_int_equal(dc_path_run(pb, t, NULL, &y), DC_OK);
            if (memcmp(x->month, y->month, x->n_months * sizeof *x->month) != 0) {
                fail_msg("%s: replication %d of %s differs", what, (int)r, a->team[t].name);
            }
        }
    }
    dc_path_free(pa);
    dc_path_free(pb);
}

static void expect_round_trip(const char *file, const struct dc_model *model)
{
    struct dc_diags *diags = dc_diags_new();
    struct dc_model *again = NULL;
    char *text = resolved_text(model);

    if (dc_model_parse(file, text, strlen(text), NULL, diags, &again) != DC_OK) {
        char line[1000];
        dc_diag_write(dc_diags_at(diags, 0), line, sizeof line);
        fail_msg("%s written out is refused: %s", file, line);
    }
    char *second = resolved_text(again);
    if (strcmp(text, second) != 0) {
        fail_msg("%s: written out twice it differs", file);
    }
    if (dc_model_hash(model) != dc_model_hash(again)) {
        fail_msg("%s: the hash differs", file);
    }
    expect_same_paths(file, model, again);
    free(text);
    free(second);
    dc_model_free(again);
    dc_diags_free(diags);
}

static void shipped_scenarios_survive_the_round_trip(void **state)
{
    DIR *dir = opendir("scenarios");
    const struct dirent *entry;
    int n = 0;
    (void)state;
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        if (strstr(entry->d_name, ".csv") == NULL) {
            continue;
        }
        char file[600];
        snprintf(file, sizeof file, "scenarios/%s", entry->d_name);
        struct script s = script_load(file, NULL);
        script_expect_model(&s);
        expect_round_trip(file, s.model);
        script_free(&s);
        n++;
    }
    closedir(dir);
    assert_true(n >= 3);
}

/* Every parameter that the table has, at random; 60 scenarios. */
static void scenarios_at_random_survive_it_too(void **state)
{
    char *rows = malloc(100000);
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        chance_rows(seed, rows, 100000);
        struct script s = script_read(rows, NULL);
        script_expect_model(&s);
        expect_round_trip("script.csv", s.model);
        script_free(&s);
    }
    free(rows);
}

static void names_of_files_are_kept_right(void **state)
{
    char file[300];
    (void)state;
    script_file("sub/sizes.csv", "size,how_often\n10,1\n20,3\n");
    script_file("sub/events.csv",
                "stress,parameter,operation,value\nx,segment.small.leads,*,2\n");
    script_file(
        "sub/base.csv",
        "parameter,value\n" SCRIPT_BASE "scenario.events,events.csv\n"
        "stage.close.delay,\"empirical(file=sizes.csv, column=size, weight=how_often)\"\n"
        "stage.close.effort,\"mixture(0.5*empirical( file = sizes.csv,column=size) + "
        "0.5*exponential(mean=3))\"\n");
    snprintf(file, sizeof file, "%s",
             script_file("top.csv", "parameter,value\nscenario.include,sub/base.csv\n"));
    struct script s = script_load(file, NULL);
    script_expect_model(&s);
    script_near("low", script_chance(&s, &script_work(&s, 0, 0)->delay, 0.24, 0), 10);
    script_near("high", script_chance(&s, &script_work(&s, 0, 0)->delay, 0.26, 0), 20);
    expect_round_trip(file, s.model);
    script_free(&s);
}

struct wanted {
    const char *path;
    struct dc_resolved_row row;
    size_t n_rows, n_found;
};

static void row_find(void *self, const struct dc_resolved_row *row)
{
    struct wanted *w = self;
    w->n_rows++;
    if (strcmp(row->path, w->path) == 0) {
        w->row = *row;
        w->n_found++;
    }
}

static struct wanted look(const struct script *s, const char *path)
{
    struct wanted w = {.path = path};
    dc_model_each(s->model, DC_EACH_ROW, row_find, &w);
    if (w.n_found != 1) {
        fail_msg("%s: %zu rows", path, w.n_found);
    }
    return w;
}

#define NEAR(found, expected)                                                                  \
    do {                                                                                       \
        if (!(fabs((found) - (expected)) <= 0.02 * fabs(expected))) {                          \
            fail_msg(#found ": %g, expected %g", found, expected);                             \
        }                                                                                      \
    } while (0)

static void rows_say_where_they_come_from_and_what_they_mean(void **state)
{
    (void)state;
    struct script s = script_load(
        script_file("seen.csv", "parameter,value,unit,source\n" SCRIPT_BASE
                                "stage.close.delay,\"lognormal(p10=1, p90=4)\",weeks,our CRM\n"
                                "input.fall,\"uniform(min=0.5, max=0.9)\",,\n"
                                "segment.small.gross_margin,\"beta(mean=$fall, sd=0.01)\",,\n"
                                "role.rep.oncost,20%,,\n"),
        NULL);
    script_expect_model(&s);
    const struct dc_resolved_row delay = look(&s, "stage.close.delay").row;
    assert_string_equal(delay.unit, "weeks");
    assert_string_equal(delay.source, "our CRM");
    assert_string_equal(delay.used_by, "in out");
    assert_int_equal(delay.line, 16);
    assert_true(delay.is_random);
    NEAR(delay.p10, 1.0); /* in the unit that the row is written in */
    NEAR(delay.p50, 2.0);
    NEAR(delay.p90, 4.0);
    const struct dc_resolved_row margin = look(&s, "segment.small.gross_margin").row;
    assert_true(margin.is_random);
    NEAR(margin.mean, 0.7); /* drawn, with its input */
    const struct dc_resolved_row oncost = look(&s, "role.rep.oncost").row;
    assert_string_equal(oncost.value, "20%");
    assert_string_equal(oncost.unit, ""); /* a suffix and a unit cannot stand together */
    assert_string_equal(oncost.used_by, "in");
    const struct dc_resolved_row fallback = look(&s, "channel.outside.role.oncost").row;
    assert_string_equal(fallback.file, "default");
    assert_string_equal(fallback.used_by, "out");
    assert_false(fallback.is_random);
    script_free(&s);
}

struct uses {
    size_t n, n_delay, n_missing;
};

static void use_count(void *self, const struct dc_resolved_row *row)
{
    struct uses *u = self;
    u->n++;
    u->n_delay += strcmp(row->path, "team.in.segment.large.stage.close.delay") == 0 ? 1 : 0;
    u->n_missing += row->value == NULL || row->unit == NULL || row->source == NULL ? 1 : 0;
}

static void every_use_is_listed_for_reading(void **state)
{
    struct uses u = {0};
    (void)state;
    struct script s = script_read(SCRIPT_BASE, NULL);
    script_expect_model(&s);
    dc_model_each(s.model, DC_EACH_USE, use_count, &u);
    assert_int_equal(u.n_delay, 1);
    assert_int_equal(u.n_missing, 0);
    assert_true(u.n > 150);
    script_free(&s);
}

static void what_changes_a_result_changes_the_hash(void **state)
{
    static const char *const sets[] = {"segment.small.leads=31", "scenario.horizon=25",
                                       "team.in.label=Other",    "stage.close.delay=0.5",
                                       "scenario.currency=EUR",  "scenario.title=Else"};
    static const char *const same[] = {"scenario.seed=9", "scenario.replications=77"};
    (void)state;
    struct script plain = script_read(SCRIPT_BASE, NULL);
    for (size_t i = 0; i < DC_COUNT_OF(sets); i++) {
        struct script s = script_set(SCRIPT_BASE, sets[i], NULL);
        script_expect_model(&s);
        if (dc_model_hash(s.model) == dc_model_hash(plain.model)) {
            fail_msg("%s changes nothing", sets[i]);
        }
        script_free(&s);
    }
    for (size_t i = 0; i < DC_COUNT_OF(same); i++) {
        struct script s = script_set(SCRIPT_BASE, same[i], NULL);
        assert_true(dc_model_hash(s.model) == dc_model_hash(plain.model));
        script_free(&s);
    }
    script_free(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_scenarios_survive_the_round_trip),
        cmocka_unit_test(scenarios_at_random_survive_it_too),
        cmocka_unit_test(names_of_files_are_kept_right),
        cmocka_unit_test(rows_say_where_they_come_from_and_what_they_mean),
        cmocka_unit_test(every_use_is_listed_for_reading),
        cmocka_unit_test(what_changes_a_result_changes_the_hash),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    script_clean();
    return failed;
}
