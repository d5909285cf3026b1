/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/bad/test_bad.c - every bad file is told as it expects; every diagnostic has one.
 * README.md here says how a file states its expectation. */
#include "cmocka_all.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "dealcycle.h"

#define FOLDER "tests/bad/"
#define BASE FOLDER "base/base.csv"
#define MOST_FILES 500
#define MOST_EXPECTED 60

/* What no file can provoke: other tests do. */
static const char *const without_file[] = {
    "no-memory", /* tests/unit/test_memory.c */
    "usage",     /* tests/cli/test_usage.sh */
    "not-kept",  /* tests/unit/test_checkpoint.c */
    "no-plots",  /* a run without gnuplot in reach: tests/unit/test_folder.c */
};

struct expected {
    char place[512]; /* FILE:LINE:COLUMN */
    char slug[64], path[200];
    bool seen;
};

struct bad {
    char name[200]; /* of the test case: the file without .csv */
    char file[300];
    struct expected expected[MOST_EXPECTED];
    size_t n_expected;
    char set[10][300];
    size_t n_set;
    char stress[100];
    bool is_sweep;
};

struct all {
    struct bad *file[MOST_FILES];
    size_t n;
};

static void expectation_read(struct bad *bad, const char *line)
{
    struct expected *e = &bad->expected[bad->n_expected];
    char place[200];

    if (bad->n_expected == MOST_EXPECTED ||
        sscanf(line, "# expect %199s %63s %199s", place, e->slug, e->path) != 3) {
        fail_msg("%s: '%s' is no expectation", bad->file, line);
    }
    bad->n_expected++;
    if (strncmp(place, "0:0", 4) == 0) {
        snprintf(e->place, sizeof(e->place), "%s", bad->file);
    } else if (strncmp(place, "--set", 5) == 0) {
        snprintf(e->place, sizeof(e->place), "%s", place);
    } else if (place[0] >= '0' && place[0] <= '9') {
        snprintf(e->place, sizeof(e->place), "%s:%s", bad->file, place);
    } else {
        snprintf(e->place, sizeof(e->place), FOLDER "%s", place);
    }
}

static bool is_line_of(const char *line, const char *what)
{
    return strncmp(line, what, strlen(what)) == 0;
}

static void line_read(struct bad *bad, const char *line)
{
    if (is_line_of(line, "# expect ")) {
        expectation_read(bad, line);
    } else if (is_line_of(line, "# with set ")) {
        assert_true(bad->n_set < DC_COUNT_OF(bad->set));
        snprintf(bad->set[bad->n_set++], sizeof(bad->set[0]), "%.299s",
                 line + strlen("# with set "));
    } else if (is_line_of(line, "# with stress ")) {
        snprintf(bad->stress, sizeof(bad->stress), "%.99s", line + strlen("# with stress "));
    } else if (is_line_of(line, "# with sweep")) {
        bad->is_sweep = true;
    }
}

static bool expectations_read(struct bad *bad, const char *file)
{
    FILE *from = fopen(file, "r");
    char line[600];

    if (from == NULL) {
        return false;
    }
    while (fgets(line, sizeof(line), from) != NULL && is_line_of(line, "# ")) {
        line[strcspn(line, "\r\n")] = '\0';
        line_read(bad, line);
    }
    fclose(from);
    return true;
}

/* FILE:LINE:COLUMN as dc_diag_write has it. */
static void place_write(const struct dc_diag *d, char *to, size_t size)
{
    if (d->at.line == 0) {
        snprintf(to, size, "%s", d->at.file != NULL ? d->at.file : "");
    } else {
        snprintf(to, size, "%s:%u:%u", d->at.file, d->at.line, d->at.column);
    }
}

static bool is_expected(struct bad *bad, const struct dc_diag *d)
{
    char place[600];

    place_write(d, place, sizeof(place));
    for (size_t i = 0; i < bad->n_expected; i++) {
        struct expected *e = &bad->expected[i];
        if (!e->seen && strcmp(e->place, place) == 0 && strcmp(e->slug, d->slug) == 0 &&
            strcmp(e->path, d->path != NULL ? d->path : "-") == 0) {
            e->seen = true;
            return true;
        }
    }
    return false;
}

static void model_try(const char *file, const struct dc_overlay *overlay,
                      struct dc_diags *diags)
{
    struct dc_model *model = NULL;
    const enum dc_status status = dc_model_load(file, overlay, diags, &model);

    if (dc_diags_errors(diags) > 0 && status == DC_OK) {
        fail_msg("%s: errors, and yet a model", file);
    }
    if (status != DC_OK && (model != NULL || dc_diags_errors(diags) == 0)) {
        fail_msg("%s: no error for status %d", file, status);
    }
    dc_model_free(model);
}

static void sweep_try(const struct bad *bad, struct dc_diags *diags)
{
    struct dc_sweep *sweep = NULL;

    if (dc_sweep_read(bad->file, diags, &sweep) != DC_OK) {
        return;
    }
    for (size_t i = 0; i < dc_sweep_n_cases(sweep); i++) {
        const struct dc_overlay overlay = {.set = dc_sweep_set(sweep, i),
                                           .n_set = dc_sweep_n_set(sweep, i),
                                           .set_at = dc_sweep_set_at(sweep, i)};
        model_try(BASE, &overlay, diags);
    }
    dc_sweep_free(sweep);
}

static void bad_try(const struct bad *bad, struct dc_diags *diags)
{
    const char *set[DC_COUNT_OF(bad->set)];
    struct dc_overlay overlay = {.set = set, .n_set = bad->n_set};

    for (size_t i = 0; i < bad->n_set; i++) {
        set[i] = bad->set[i];
    }
    if (bad->is_sweep) {
        sweep_try(bad, diags);
    } else if (bad->stress[0] != '\0') {
        overlay.stress_file = bad->file;
        overlay.stress_name = bad->stress;
        model_try(BASE, &overlay, diags);
    } else {
        model_try(bad->file, &overlay, diags);
    }
}

static void is_told_as_it_expects(void **state)
{
    struct bad *bad = *state;
    struct dc_diags *diags = dc_diags_new();
    const struct dc_diag *d;
    bool wrong = bad->n_expected == 0;

    bad_try(bad, diags);
    for (size_t i = 0; (d = dc_diags_at(diags, i)) != NULL; i++) {
        char line[1000];
        const bool known = is_expected(bad, d);
        if (!known && d->severity == DC_ERROR) {
            dc_diag_write(d, line, sizeof(line));
            print_error("not expected: %s (%s)\n", line, d->slug);
            wrong = true;
        }
    }
    for (size_t i = 0; i < bad->n_expected; i++) {
        const struct expected *e = &bad->expected[i];
        if (!e->seen) {
            print_error("not told: %s %s %s\n", e->place, e->slug, e->path);
            wrong = true;
        }
    }
    dc_diags_free(diags);
    if (wrong) {
        fail_msg("%s", bad->file);
    }
}

static void every_diagnostic_has_a_bad_file(void **state)
{
    const struct all *all = *state;
    size_t n_missing = 0;

    for (size_t i = 0; i < DC_N_CODES; i++) {
        bool found = false;
        for (size_t j = 0; j < DC_COUNT_OF(without_file); j++) {
            found = found || strcmp(without_file[j], dc_code_rows[i].slug) == 0;
        }
        for (size_t j = 0; j < all->n; j++) {
            for (size_t k = 0; k < all->file[j]->n_expected; k++) {
                found =
                    found || strcmp(all->file[j]->expected[k].slug, dc_code_rows[i].slug) == 0;
            }
        }
        if (!found) {
            print_error("no bad file for %s\n", dc_code_rows[i].slug);
            n_missing++;
        }
    }
    assert_int_equal(n_missing, 0);
}

static void every_expected_slug_is_one(void **state)
{
    const struct all *all = *state;

    for (size_t j = 0; j < all->n; j++) {
        for (size_t k = 0; k < all->file[j]->n_expected; k++) {
            bool found = false;
            for (size_t i = 0; i < DC_N_CODES; i++) {
                found =
                    found || strcmp(all->file[j]->expected[k].slug, dc_code_rows[i].slug) == 0;
            }
            if (!found) {
                fail_msg("%s: no diagnostic %s", all->file[j]->file,
                         all->file[j]->expected[k].slug);
            }
        }
    }
}

static bool ends_with(const char *text, const char *end)
{
    const size_t n = strlen(text);
    return n > strlen(end) && strcmp(text + n - strlen(end), end) == 0;
}

static void bad_add(struct all *all, const char *name, size_t n_name)
{
    struct bad *bad = calloc(1, sizeof(*bad));
    char expect[400];

    snprintf(bad->name, sizeof(bad->name), "%.*s", (int)n_name, name);
    snprintf(bad->file, sizeof(bad->file), FOLDER "%s.csv", bad->name);
    snprintf(expect, sizeof(expect), FOLDER "%s.expect", bad->name);
    if (!expectations_read(bad, expect)) {
        (void)expectations_read(bad, bad->file);
    }
    all->file[all->n++] = bad;
}

static int by_name(const void *a, const void *b)
{
    const struct bad *const *x = a;
    const struct bad *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

static void folder_read(struct all *all)
{
    DIR *dir = opendir(FOLDER);
    const struct dirent *entry;
    char expect[400];

    while (dir != NULL && (entry = readdir(dir)) != NULL && all->n < MOST_FILES) {
        const char *name = entry->d_name;
        if (ends_with(name, ".expect")) {
            bad_add(all, name, strlen(name) - strlen(".expect"));
        } else if (ends_with(name, ".csv")) {
            const size_t n = strlen(name) - strlen(".csv");
            snprintf(expect, sizeof(expect), FOLDER "%.*s.expect", (int)n, name);
            FILE *has_expect = fopen(expect, "r");
            if (has_expect != NULL) {
                fclose(has_expect); /* comes by itself */
            } else {
                bad_add(all, name, n);
            }
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    qsort(all->file, all->n, sizeof(all->file[0]), by_name);
}

int main(void)
{
    static struct all all;
    static struct CMUnitTest tests[MOST_FILES + 2];

    folder_read(&all);
    for (size_t i = 0; i < all.n; i++) {
        tests[i] = (struct CMUnitTest){.name = all.file[i]->name,
                                       .test_func = is_told_as_it_expects,
                                       .initial_state = all.file[i]};
    }
    tests[all.n] = (struct CMUnitTest){.name = "every_diagnostic_has_a_bad_file",
                                       .test_func = every_diagnostic_has_a_bad_file,
                                       .initial_state = &all};
    tests[all.n + 1] = (struct CMUnitTest){.name = "every_expected_slug_is_one",
                                           .test_func = every_expected_slug_is_one,
                                           .initial_state = &all};
    /* The macro for arrays counts by sizeof. */
    const int failed = _cmocka_run_group_tests("bad files", tests, all.n + 2, NULL, NULL);
    for (size_t i = 0; i < all.n; i++) {
        free(all.file[i]);
    }
    return failed;
}
