/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/fuzz_value.c - any text as the value of any parameter of a small scenario.
 *
 * The first byte chooses the row of the parameter table, the second a unit, the rest is the
 * value. What is accepted must be shown by dc_model_each, and be a number if it is random. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dealcycle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const char base[] =
    "parameter,value,unit\n"
    "scenario.horizon,24\n"
    "segment.s.leads,20\nsegment.s.deal_value,30000\nsegment.s.contract,recurring\n"
    "segment.z.leads,5\nsegment.z.deal_value,1000\n"
    "stage.k.conversion,0.5\nstage.l.conversion,0.4\n"
    "role.r.channel,inside\nrole.q.channel,outside\n"
    "team.t.stages,k l\nteam.t.followup,m\nteam.t.stage.k.role,r\nteam.t.stage.l.role,q\n"
    "team.t.stage.m.role,r\nteam.t.role.r.headcount,3\nteam.t.role.q.headcount,2\n"
    "team.u.like,t\nteam.u.role.r.headcount,4\n"
    "input.a,\"normal(mean=1, sd=0.1)\"\ninput.b,\"uniform(min=0.5, max=2)\"\ninput.name,0.3\n";

static const char *const units[] = {
    "",      "%",        "USD",     "kUSD per month", "hours",
    "weeks", "per week", "minutes", "share per year", "nonsense"};

/* The names in the paths of the table, upper case, become those of the scenario. */
static void path_write(size_t i, char *to, size_t size)
{
    struct dc_param_row row;
    size_t n = 0;
    bool optional = false;

    if (!dc_param_at(i, &row)) {
        snprintf(to, size, "input.name");
        return;
    }
    for (const char *from = row.path; *from != '\0' && n + 1 < size; from++) {
        optional = *from == '[' || (optional && *from != ']');
        if (!optional && *from != ']') {
            to[n++] = (char)(*from >= 'A' && *from <= 'Z' ? *from - 'A' + 'a' : *from);
        }
    }
    to[n] = '\0';
}

static size_t n_params(void)
{
    struct dc_param_row row;
    size_t n = 0;
    while (dc_param_at(n, &row)) {
        n++;
    }
    return n;
}

/* A cell in quotes, quotes doubled. */
static size_t cell_write(char *to, const uint8_t *data, size_t n)
{
    size_t n_to = 0;

    to[n_to++] = '"';
    for (size_t i = 0; i < n; i++) {
        if (data[i] == '"') {
            to[n_to++] = '"';
        }
        to[n_to++] = (char)data[i];
    }
    to[n_to++] = '"';
    return n_to;
}

static void row_see(void *self, const struct dc_resolved_row *row)
{
    size_t *n = self;

    (*n)++;
    if (row->path == NULL || row->value == NULL || row->unit == NULL ||
        (row->is_random && (isnan(row->p10) || isnan(row->p50) || isnan(row->p90) ||
                            row->p10 > row->p50 || row->p50 > row->p90))) {
        fprintf(stderr, "%s: %s\n", row->path, row->value);
        abort();
    }
}

static void model_try(const char *text, size_t n)
{
    struct dc_diags *diags = dc_diags_new();
    struct dc_model *model = NULL;

    if (dc_model_parse("fuzz.csv", text, n, NULL, diags, &model) == DC_OK) {
        size_t n_rows = 0;
        dc_model_each(model, DC_EACH_ROW, row_see, &n_rows);
        if (n_rows == 0) {
            abort();
        }
    }
    dc_model_free(model);
    dc_diags_free(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char path[200];

    if (n < 2) {
        return 0;
    }
    path_write(data[0] % (n_params() + 1), path, sizeof(path));
    char *text = malloc(sizeof(base) + sizeof(path) + 2 * n + 300);
    size_t at = (size_t)sprintf(text, "%s", base);
    /* A row of the base that sets the same path would make every value a duplicate. */
    char line[210];
    snprintf(line, sizeof(line), "\n%s,", path);
    char *same = strstr(text, line);
    if (same != NULL) {
        same[1] = '#';
    }
    at += (size_t)sprintf(text + at, "%s,", path);
    at += cell_write(text + at, data + 2, n - 2);
    at += (size_t)sprintf(text + at, ",%s\n",
                          units[data[1] % (sizeof(units) / sizeof(units[0]))]);
    model_try(text, at);
    free(text);
    return 0;
}
