/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_results.c - a whole results folder: its files, its manifest, the same bytes twice, and
 * nothing that a scenario's text could start. */
#include "tests/support/cmocka_all.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dealcycle.h"
#include "emit/fs.h"
#include "emit/html.h"
#include "emit/plot.h"

/* A title, labels and sources that are as nasty as texts can be. */
static const char scenario[] =
    "parameter,value,unit,source\n"
    "scenario.title,\"<script>alert('1')</script> & \"\"co\"\"\",,\n"
    "scenario.horizon,3,months,\"=1+1 <img src=x onerror=alert(1)>\"\n"
    "scenario.currency,EUR,,\n"
    "segment.smb.leads,20,,`touch pwned`\n"
    "segment.smb.deal_value,10000,,\"$(touch pwned)\"\n"
    "stage.closing.conversion,0.3,,\n"
    "role.ae.channel,inside,,\n"
    "role.ae.base_salary,50000,,\n"
    "team.one.label,\"'; system('touch pwned'); set title '\",,\n"
    "team.one.stages,closing,,\n"
    "team.one.stage.closing.role,ae,,\n"
    "team.one.role.ae.headcount,2,,\n"
    "team.two.label,\"\\`touch pwned` %s 5% @x {/Bold y} <b>&amp;\",,\n"
    "team.two.like,one,,\n"
    "team.two.role.ae.headcount,3,,\n";

struct run {
    char dir[64];
    struct dc_diags *diags;
    struct dc_model *model;
    struct dc_plan *plan;
    struct dc_results *results;
    struct dc_finding *finding;
};

static int run_open(void **state)
{
    struct run *const run = calloc(1, sizeof *run);
    const struct dc_run_options options = {.threads = 1};
    strcpy(run->dir, "/tmp/dealcycle-results-XXXXXX");
    *state = run;
    run->diags = dc_diags_new();
    run->plan = dc_plan_new();
    return mkdtemp(run->dir) == NULL ||
           dc_model_parse("nasty.csv", scenario, strlen(scenario), NULL, run->diags,
                          &run->model) != DC_OK ||
           dc_plan_add(run->plan, "nasty", run->model, 70) != DC_OK ||
           dc_run(run->plan, &options, run->diags, &run->results) != DC_OK ||
           dc_decide(run->results, NULL, run->diags, &run->finding) != DC_OK;
}

static int run_close(void **state)
{
    struct run *const run = *state;
    dc_finding_free(run->finding);
    dc_results_free(run->results);
    dc_plan_free(run->plan);
    dc_model_free(run->model);
    dc_diags_free(run->diags);
    dc_fs_remove(run->dir);
    free(run);
    return 0;
}

static char *path_of(const struct run *run, const char *name)
{
    char *const path = dc_fs_join(run->dir, name);
    assert_non_null(path);
    return path;
}

static void emit(const struct run *run, const char *name, unsigned plots)
{
    char line[1000];
    char *const dir = path_of(run, name);
    const struct dc_emit_options options = {.dir = dir,
                                            .command = "dealcycle run /some/where/nasty.csv",
                                            .plots = plots,
                                            .keep_replications = true};
    if (dc_emit_results(run->results, run->finding, &options, run->diags) != DC_OK) {
        dc_diag_write(dc_diags_at(run->diags, 0), line, sizeof line);
        fail_msg("%s", line);
    }
    free(dir);
}

static char *text_of(const struct run *run, const char *name)
{
    size_t n;
    char *const path = path_of(run, name);
    char *const text = dc_fs_read(path, 1 << 26, &n);
    if (text == NULL) {
        fail_msg("%s is not there", name);
    }
    free(path);
    return text;
}

static void assert_there(const struct run *run, const char *name, bool expected)
{
    char *const path = path_of(run, name);
    if ((access(path, F_OK) == 0) != expected) {
        fail_msg("%s: expected %s", name, expected ? "to be there" : "not to be there");
    }
    free(path);
}

/* false: there is no gnuplot here; a picture that failed fails the test. */
static bool has_pictures(const struct run *run)
{
    const struct dc_diag *diag;
    for (size_t i = 0; (diag = dc_diags_at(run->diags, i)) != NULL; i++) {
        if (strcmp(diag->slug, "no-plots") == 0) {
            if (strstr(diag->text, "not installed") == NULL) {
                fail_msg("%s", diag->text);
            }
            return false;
        }
    }
    return true;
}

static void every_promised_file_is_there(void **state)
{
    const struct run *const run = *state;
    static const char *const name[] = {"summary.csv",      "monthly.csv",    "compare.csv",
                                       "best.csv",         "attainment.csv", "distribution.csv",
                                       "replications.csv", "manifest.json",  "report.html"};
    char path[64];
    emit(run, "res", 0);
    for (size_t i = 0; i < DC_COUNT_OF(name); i++) {
        snprintf(path, sizeof path, "res/%s", name[i]);
        assert_there(run, path, true);
    }
    assert_there(run, "res/plots", false);
}

static void manifest_says_what_was_run(void **state)
{
    const struct run *const run = *state;
    emit(run, "res", 0);
    char *const text = text_of(run, "res/manifest.json");
    json_t *const root = json_loads(text, 0, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "version")), DC_VERSION);
    assert_int_equal(json_integer_value(json_object_get(root, "seed")), 1);
    assert_int_equal(json_integer_value(json_object_get(root, "replications")), 70);
    assert_true(json_array_size(json_object_get(root, "verdict")) > 0);
    const json_t *row = NULL;
    size_t i;
    json_t *each;
    json_array_foreach(json_object_get(root, "inputs"), i, each)
    {
        const char *const path = json_string_value(json_object_get(each, "path"));
        row = strcmp(path, "segment.smb.deal_value") == 0 ? each : row;
    }
    assert_non_null(row);
    assert_string_equal(json_string_value(json_object_get(row, "value")), "10000");
    assert_string_equal(json_string_value(json_object_get(row, "source")), "$(touch pwned)");
    assert_string_equal(json_string_value(json_object_get(row, "file")), "nasty.csv");
    assert_int_equal(json_integer_value(json_object_get(row, "line")), 6);
    json_decref(root);
    free(text);
}

static void report_lets_no_markup_through(void **state)
{
    const struct run *const run = *state;
    static const char *const never[] = {"<script>alert", "<img",         "<b>",
                                        "/some/where",   "wall_seconds", "http://localhost"};
    emit(run, "res", DC_PLOT_SVG);
    char *const text = text_of(run, "res/report.html");
    for (size_t i = 0; i < DC_COUNT_OF(never); i++) {
        if (strstr(text, never[i]) != NULL) {
            fail_msg("the report has %s", never[i]);
        }
    }
    assert_non_null(strstr(text, "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; "
                                 "&quot;co&quot;"));
    assert_non_null(strstr(text, "dealcycle run nasty.csv"));
    free(text);
}

static void plots_start_nothing_and_state_their_finding(void **state)
{
    const struct run *const run = *state;
    emit(run, "res", DC_PLOT_SVG);
    assert_there(run, "res/plots/pwned", false);
    assert_there(run, "res/pwned", false);
    assert_there(run, "pwned", false);
    assert_int_not_equal(access("pwned", F_OK), 0);
    char *const about = text_of(run, "res/plots/about.gp");
    assert_non_null(strstr(about, "'\xE2\x80\x99; system(\xE2\x80\x99touch pwned"));
    free(about);
    if (!has_pictures(run)) {
        skip();
    }
    char *const svg = text_of(run, "res/plots/cost.svg");
    assert_non_null(strstr(svg, "cost"));
    assert_null(strstr(svg, "<b>"));
    free(svg);
}

static void assert_same_file(const struct run *run, const char *name)
{
    char path[100];
    snprintf(path, sizeof path, "res/%s", name);
    char *const a = text_of(run, path);
    snprintf(path, sizeof path, "other/%s", name);
    char *const b = text_of(run, path);
    if (strcmp(a, b) != 0) {
        fail_msg("%s differs", name);
    }
    free(a);
    free(b);
}

static void equal_runs_give_equal_bytes(void **state)
{
    const struct run *const run = *state;
    static const char *const name[] = {"summary.csv",      "monthly.csv",    "compare.csv",
                                       "best.csv",         "attainment.csv", "distribution.csv",
                                       "replications.csv", "report.html"};
    emit(run, "res", DC_PLOT_SVG);
    emit(run, "other", DC_PLOT_SVG);
    for (size_t i = 0; i < DC_COUNT_OF(name); i++) {
        assert_same_file(run, name[i]);
    }
    if (has_pictures(run)) {
        assert_same_file(run, "plots/fan.svg");
    }
}

static void report_and_plots_can_be_made_again(void **state)
{
    const struct run *const run = *state;
    emit(run, "res", DC_PLOT_SVG);
    char *const dir = path_of(run, "res");
    char *const before = text_of(run, "res/report.html");
    assert_int_equal(dc_emit_plots(dir, DC_PLOT_SVG, run->diags), DC_OK);
    assert_int_equal(dc_emit_report(dir, run->diags), DC_OK);
    char *const after = text_of(run, "res/report.html");
    assert_string_equal(before, after);
    emit(run, "res", 0); /* and it is still ours to replace */
    free(before);
    free(after);
    free(dir);
}

static void folder_of_nobody_has_no_report(void **state)
{
    const struct run *const run = *state;
    assert_int_equal(dc_emit_report(run->dir, run->diags), DC_FAILED);
    assert_int_equal(dc_emit_plots(run->dir, DC_PLOT_SVG, run->diags), DC_FAILED);
    assert_true(dc_diags_errors(run->diags) > 0);
}

static void picture_with_a_script_is_not_let_in(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "<svg viewBox=\"0 0 9 9\"><desc>x</desc><script>1</script></svg>",
        "<svg viewBox=\"0 0 9 9\"><desc>x</desc><g onclick=\"1\"></g></svg>",
        "<svg viewBox=\"0 0 9 9\"><desc>x</desc><use xlink:href=\"http://x\"/></svg>",
        "<svg viewBox=\"0 0 9 9\"><desc>x</desc><image href=\"#x\"/></svg>", "no picture"};
    char *text = NULL;
    size_t n = 0;
    FILE *const to = open_memstream(&text, &n);
    for (size_t i = 0; i < DC_COUNT_OF(bad); i++) {
        assert_false(dc_svg_inline(to, bad[i], "x", "t", "d"));
    }
    assert_true(dc_svg_inline(to,
                              "<svg viewBox=\"0 0 9 9\"><desc>x</desc><g id=\"a\"><use "
                              "xlink:href='#b'/></g></svg>",
                              "fan", "a < b", "d"));
    fclose(to);
    assert_non_null(strstr(text, "<title id=\"fan-title\">a &lt; b</title>"));
    assert_non_null(strstr(text, "<g id=\"fan-a\"><use xlink:href='#fan-b'/></g>"));
    free(text);
}

int main(void)
{
#define IN_RUN(test) cmocka_unit_test_setup_teardown(test, run_open, run_close)
    const struct CMUnitTest tests[] = {
        IN_RUN(every_promised_file_is_there),
        IN_RUN(manifest_says_what_was_run),
        IN_RUN(report_lets_no_markup_through),
        IN_RUN(plots_start_nothing_and_state_their_finding),
        IN_RUN(equal_runs_give_equal_bytes),
        IN_RUN(report_and_plots_can_be_made_again),
        IN_RUN(folder_of_nobody_has_no_report),
        cmocka_unit_test(picture_with_a_script_is_not_let_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
