/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/lab.c - see lab.h. */
#include "tests/support/lab.h"

#include <stdlib.h>
#include <string.h>

static void print_diags(const struct dc_diags *diags)
{
    char line[600];
    for (size_t i = 0; dc_diags_at(diags, i) != NULL; i++) {
        dc_diag_write(dc_diags_at(diags, i), line, sizeof(line));
        print_error("%s\n", line);
    }
}

static struct dc_model *model_of(const char *rows, const struct dc_overlay *overlay)
{
    static const char header[] = "parameter,value\n";
    struct dc_diags *diags = dc_diags_new();
    struct dc_model *model = NULL;
    const size_t n = sizeof(header) + strlen(rows);
    char *text = malloc(n);
    if (text == NULL || diags == NULL) {
        fail_msg("memory ran out");
        return NULL;
    }
    snprintf(text, n, "%s%s", header, rows);
    const enum dc_status status =
        dc_model_parse("lab.csv", text, strlen(text), overlay, diags, &model);
    if (status != DC_OK) {
        print_diags(diags);
    }
    free(text);
    dc_diags_free(diags);
    if (status != DC_OK) {
        fail_msg("the scenario was refused (status %d)", (int)status);
    }
    return model;
}

struct dc_model *lab_model(const char *rows)
{
    return model_of(rows, NULL);
}

void lab_stress_file(char *file, const char *stress_rows)
{
    const int fd = mkstemp(file);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    assert_non_null(f);
    fprintf(f, "stress,parameter,operation,value,from,to\n%s", stress_rows);
    assert_int_equal(fclose(f), 0);
}

struct dc_model *lab_model_stressed(const char *rows, const char *stress_rows)
{
    char file[] = LAB_STRESS_FILE;
    lab_stress_file(file, stress_rows);
    const struct dc_overlay overlay = {
        .stress_file = file, .stress_name = "s", .allow_outside = true};
    struct dc_model *model = model_of(rows, &overlay);
    remove(file);
    return model;
}

void lab_add(struct lab_mean *m, double x)
{
    m->n += 1.0;
    const double gap = x - m->mean;
    m->mean += gap / m->n;
    m->ssd += gap * (x - m->mean);
}

double lab_variance(const struct lab_mean *m)
{
    return m->ssd / (m->n - 1.0);
}

double lab_error(const struct lab_mean *m)
{
    return sqrt(lab_variance(m) / m->n);
}

void lab_expect(const char *what, const struct lab_mean *m, double expected, double errors,
                double share)
{
    const double error = lab_error(m);
    if (!(fabs(m->mean - expected) <= errors * error)) {
        fail_msg("%s: mean %.9g, expected %.9g, standard error %.3g (%.2f of them off)", what,
                 m->mean, expected, error, (m->mean - expected) / error);
    }
    if (!(error < share * fabs(expected))) {
        fail_msg("%s: standard error %.3g is not below %g of %.9g", what, error, share,
                 expected);
    }
}

const struct dc_record *lab_record(struct dc_path *path, uint64_t replication,
                                   const struct dc_observer *observer)
{
    const struct dc_record *record = NULL;
    assert_int_equal(dc_path_begin(path, replication), DC_OK);
    assert_int_equal(dc_path_run(path, 0, observer, &record), DC_OK);
    return record;
}

void lab_each(const struct dc_model *model, uint32_t i_team, uint64_t n,
              const struct dc_observer *observer,
              void (*see)(void *self, uint64_t r, const struct dc_record *record), void *self)
{
    struct dc_path *path = dc_path_new(model);
    assert_non_null(path);
    for (uint64_t r = 0; r < n; r++) {
        const struct dc_record *record = NULL;
        assert_int_equal(dc_path_begin(path, r), DC_OK);
        const enum dc_status status = dc_path_run(path, i_team, observer, &record);
        if (status != DC_OK) {
            fail_msg("replication %llu: %s", (unsigned long long)r, dc_path_trouble(path));
        }
        see(self, r, record);
    }
    dc_path_free(path);
}
