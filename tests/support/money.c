/* SPDX-License-Identifier: GPL-3.0-or-later */
/* support/money.c - a ledger driven by hand. */
#include "money.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/lab.h"

static const char market[] = "parameter,value\n"
                             "segment.smb.leads,10\n"
                             "segment.smb.deal_value,1000\n"
                             "segment.key.leads,1\n"
                             "segment.key.deal_value,9000\n"
                             "stage.qualifying.conversion,0.5\n"
                             "stage.closing.conversion,0.5\n"
                             "team.t.stages,qualifying closing\n"
                             "team.t.stage.qualifying.role,sdr\n"
                             "team.t.stage.closing.role,ae\n"
                             "role.ae.channel,inside\n"
                             "role.sdr.channel,inside\n"
                             "team.t.role.ae.headcount,8\n"
                             "team.t.role.sdr.headcount,8\n";

static void diags_show(const struct dc_diags *diags)
{
    char line[512];
    for (size_t i = 0; dc_diags_at(diags, i) != NULL; i++) {
        dc_diag_write(dc_diags_at(diags, i), line, sizeof line);
        print_error("%s\n", line);
    }
}

static void *zero(struct money *w, size_t n, size_t size)
{
    void *p = dc_arena_zero(&w->keep, n, size);
    assert_non_null(p);
    return p;
}

static void record_new(struct money *w)
{
    struct dc_record *r = &w->record;
    r->n_months = w->model->horizon_months;
    r->n_warmup = w->model->warmup_months;
    r->n_segments = w->model->n_segments;
    r->n_roles = w->model->team[0].n_roles;
    r->month = zero(w, r->n_months, sizeof *r->month);
    r->segment = zero(w, r->n_segments, sizeof *r->segment);
    r->role = zero(w, r->n_roles, sizeof *r->role);
    r->attainment_bins = zero(w, r->n_roles * DC_ATTAINMENT_BINS, sizeof *r->attainment_bins);
}

static void open_with(struct money *w, const char *rows, const struct dc_overlay *overlay)
{
    char text[8192];
    memset(w, 0, sizeof *w);
    const int n = snprintf(text, sizeof text, "%s%s", market, rows);
    assert_true(n > 0 && (size_t)n < sizeof text);

    struct dc_diags *diags = dc_diags_new();
    const enum dc_status status =
        dc_model_parse("money.csv", text, (size_t)n, overlay, diags, &w->model);
    if (status != DC_OK) {
        diags_show(diags);
    }
    dc_diags_free(diags);
    assert_int_equal(status, DC_OK);
    assert_true(dc_env_new(&w->env, w->model, &w->keep, &w->scratch));
    w->ledger = dc_ledger_new(w->model, &w->keep);
    assert_non_null(w->ledger);
    record_new(w);
    money_again(w, 0);
}

void money_open(struct money *w, const char *rows)
{
    open_with(w, rows, NULL);
}

void money_open_stressed(struct money *w, const char *rows, const char *stress_rows)
{
    char file[] = LAB_STRESS_FILE;
    lab_stress_file(file, stress_rows);
    const struct dc_overlay overlay = {
        .stress_file = file, .stress_name = "s", .allow_outside = true};
    open_with(w, rows, &overlay);
    remove(file);
}

void money_close(struct money *w)
{
    dc_model_free(w->model);
    dc_arena_free(&w->keep);
    dc_arena_free(&w->scratch);
}

void money_again(struct money *w, uint64_t replication)
{
    assert_true(dc_env_draw(&w->env, replication));
    dc_ledger_begin(w->ledger, &w->env, 0);
    w->n_months_ended = 0;
}

void money_months_end(struct money *w, uint32_t m)
{
    for (; w->n_months_ended < m; w->n_months_ended++) {
        dc_ledger_month_end(w->ledger, w->n_months_ended);
    }
}

const struct dc_record *money_record(struct money *w)
{
    money_months_end(w, w->model->horizon_months);
    dc_ledger_close(w->ledger, &w->record);
    return &w->record;
}

void money_rep(struct money *w, uint32_t i_role, uint32_t seat, double t)
{
    dc_ledger_rep_starts(w->ledger, i_role, seat, t, INFINITY);
}

uint32_t money_role(const struct money *w, const char *name)
{
    for (uint32_t i = 0; i < w->model->team[0].n_roles; i++) {
        if (strcmp(w->model->team[0].role[i].name, name) == 0) {
            return i;
        }
    }
    fail_msg("no role %s", name);
    return 0;
}

uint32_t money_segment(const struct money *w, const char *name)
{
    for (uint32_t i = 0; i < w->model->n_segments; i++) {
        if (strcmp(w->model->segment[i].name, name) == 0) {
            return i;
        }
    }
    fail_msg("no segment %s", name);
    return 0;
}

double money_total(const struct dc_record *r, size_t field_offset)
{
    dc_fixed sum = 0;
    for (uint32_t m = r->n_warmup; m < r->n_months; m++) {
        double x;
        memcpy(&x, (const char *)&r->month[m] + field_offset, sizeof x);
        sum += dc_fixed_of(x);
    }
    return dc_fixed_double(sum);
}

double money_cost(const struct dc_record *r, enum dc_cost part)
{
    return money_total(r, offsetof(struct dc_month_sum, cost_money) + part * sizeof(double));
}

void money_equal(double got, double want, const char *what, const char *file, int line)
{
    if (!(fabs(got - want) <= 1e-8 + 1e-12 * fabs(want))) {
        print_error("%s: expected %.15g, observed %.15g\n", what, want, got);
        _fail(file, line);
    }
}

void money_near(double got, double want, double share, const char *what, const char *file,
                int line)
{
    if (!(fabs(got - want) <= share * fabs(want))) {
        print_error("%s: expected %.15g within %g of it, observed %.15g (%+.3g)\n", what, want,
                    share, got, got / want - 1.0);
        _fail(file, line);
    }
}

double money_earned(double yearly, double e, double a, double b)
{
    const double k = log1p(e) / YEAR;
    return e == 0.0 ? yearly * (b - a) / YEAR
                    : yearly / YEAR / k * exp(k * a) * expm1(k * (b - a));
}
