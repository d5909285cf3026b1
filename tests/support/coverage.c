/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/coverage.c - a known world, its export, and the scenario made of it. */
#include "tests/support/coverage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dealcycle.h"

#define MONTH (365.25 / 12.0)
enum { AS_OF_DAY = 364 }; /* from 2025-01-01: the last day of the year */

const char *const coverage_worlds[2] = {
    "scenario.start,2025-01\nscenario.horizon,16\nscenario.seed,20250101\n"
    "segment.s.deal_value,\"lognormal(mean=20000, sd=15000)\"\n"
    "stage.sell.conversion,0.32\nstage.sell.delay,\"lognormal(median=35, p90=80)\"\n"
    "stage.sell.delay_lost,\"lognormal(median=24, p90=75)\"\n"
    "role.rep.channel,inside\nteam.t.stages,sell\nteam.t.stage.sell.role,rep\n"
    "team.t.role.rep.headcount,6\n",
    "scenario.start,2025-01\nscenario.horizon,16\nscenario.seed,20250102\n"
    "segment.s.deal_value,\"gamma(mean=8000, sd=6000)\"\n"
    "stage.sell.conversion,0.45\nstage.sell.delay,\"weibull(shape=1.4, scale=30)\"\n"
    "stage.sell.delay_lost,\"mixture(0.8*gamma(mean=25, sd=20) + 0.2*uniform(min=90000, "
    "max=90001))\"\n"
    "role.rep.channel,inside\nteam.t.stages,sell\nteam.t.stage.sell.role,rep\n"
    "team.t.role.rep.headcount,6\n",
};

struct deal {
    double opened, closed, value;
    bool has_end, is_won;
};
struct history {
    struct deal *deal; /* by number */
    size_t n, room;
};

static void deal_see(void *self, const struct dc_event *e)
{
    struct history *const h = self;
    const size_t i = (size_t)e->deal;
    if (e->kind != DC_EV_LEAD && e->kind != DC_EV_WON && e->kind != DC_EV_LOST) {
        return;
    }
    if (i >= h->room) {
        const size_t room = 2 * i + 64;
        h->deal = realloc(h->deal, room * sizeof *h->deal);
        if (h->deal == NULL) {
            abort();
        }
        memset(h->deal + h->room, 0, (room - h->room) * sizeof *h->deal);
        h->room = room;
    }
    h->n = i + 1 > h->n ? i + 1 : h->n;
    if (e->kind == DC_EV_LEAD) {
        h->deal[i].opened = e->time_days;
    } else {
        h->deal[i].has_end = true;
        h->deal[i].is_won = e->kind == DC_EV_WON;
        h->deal[i].closed = e->time_days;
    }
    h->deal[i].value = e->value_money;
}

static void date_write(FILE *to, double day)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int d = (int)floor(day);
    int m = 0;
    while (m < 11 && d >= length[m]) {
        d -= length[m++];
    }
    fprintf(to, "2025-%02d-%02d", m + 1, d + 1);
}

/* What is known at the end of the as-of day. */
static bool export_write(const struct history *h, const char *file, struct coverage_try *out)
{
    FILE *const to = fopen(file, "w");
    if (to == NULL) {
        return false;
    }
    fputs("Deal ID,Created Date,Close Date,Stage,Amount\n", to);
    for (size_t i = 1; i < h->n; i++) {
        const struct deal *const d = &h->deal[i];
        const bool is_closed = d->has_end && d->closed < AS_OF_DAY + 1;
        if (d->opened >= AS_OF_DAY + 1) {
            continue;
        }
        fprintf(to, "D-%zu,", i);
        date_write(to, d->opened);
        fputc(',', to);
        if (is_closed) {
            date_write(to, d->closed);
        }
        fprintf(to, ",%s,%.2f\n", !is_closed ? "Open" : d->is_won ? "Won" : "Lost", d->value);
        out->n_deals++;
        out->n_won += is_closed && d->is_won ? 1 : 0;
    }
    return fclose(to) == 0;
}

static double next_quarter(const struct history *h)
{
    double sum = 0.0;
    for (size_t i = 1; i < h->n; i++) {
        const struct deal *const d = &h->deal[i];
        sum += d->has_end && d->is_won && d->closed >= AS_OF_DAY + 1 &&
                       d->closed < AS_OF_DAY + 1 + 3.0 * MONTH
                   ? d->value
                   : 0.0;
    }
    return sum;
}

static bool world_live(const struct coverage_case *c, uint64_t number, struct history *h,
                       struct dc_diags *diags)
{
    char rows[2048];
    struct dc_model *model = NULL;
    const struct dc_observer observer = {deal_see, h};
    snprintf(rows, sizeof rows, "parameter,value\nsegment.s.leads,%.17g\n%s",
             c->leads_per_month, c->world);
    const bool ok = dc_model_parse("world", rows, strlen(rows), NULL, diags, &model) == DC_OK &&
                    dc_run_watch(model, 0, number, &observer, diags) == DC_OK;
    dc_model_free(model);
    return ok;
}

static bool calibrate(const char *file, const char *scenario, const char *folder,
                      struct dc_diags *diags)
{
    const struct dc_calibrate_options options = {
        .file = file, .as_of = "2025-12-31", .scenario_file = scenario};
    const struct dc_emit_options emit = {.dir = folder, .command = "coverage"};
    struct dc_calibration *calibration = NULL;
    const bool ok = dc_calibration_read(&options, diags, &calibration) == DC_OK &&
                    dc_calibration_fit(calibration, diags) == DC_OK &&
                    dc_emit_calibration(calibration, scenario, &emit, diags) == DC_OK;
    dc_calibration_free(calibration);
    return ok;
}

/* Only the first counted quarter is of interest: the horizon ends there. */
static struct dc_model *model_of(const char *scenario, uint64_t number, struct dc_diags *diags)
{
    char horizon[64];
    char seed[64];
    struct dc_model *model = NULL;
    const char *const set[] = {horizon, seed};
    const struct dc_overlay overlay = {.set = set, .n_set = 2};
    if (dc_model_load(scenario, NULL, diags, &model) != DC_OK) {
        return NULL;
    }
    snprintf(horizon, sizeof horizon, "scenario.horizon=%u", dc_model_warmup_months(model) + 3);
    snprintf(seed, sizeof seed, "scenario.seed=%llu", (unsigned long long)number + 7000);
    dc_model_free(model);
    model = NULL;
    return dc_model_load(scenario, &overlay, diags, &model) == DC_OK ? model : NULL;
}

static bool predict(const struct coverage_case *c, const struct dc_model *model,
                    struct dc_diags *diags, struct coverage_try *out)
{
    struct dc_plan *const plan = dc_plan_new();
    const struct dc_run_options options = {.threads = 1};
    struct dc_results *results = NULL;
    struct dc_stats stats;
    bool ok = plan != NULL && dc_plan_add(plan, "next", model, c->n_replications) == DC_OK &&
              dc_run(plan, &options, diags, &results) == DC_OK;
    if (ok) {
        const struct dc_tally *const tally = dc_results_tally(results, 0, 0);
        ok = dc_tally_stats(tally, dc_tally_find(tally, "bookings", NULL, NULL, -1), &stats) ==
             DC_OK;
    }
    if (ok) {
        out->low_money = stats.p5;
        out->middle_money = stats.p50;
        out->high_money = stats.p95;
    }
    dc_results_free(results);
    dc_plan_free(plan);
    return ok;
}

static void diags_print(const struct dc_diags *diags)
{
    char line[1024];
    const struct dc_diag *diag;
    for (size_t i = 0; (diag = dc_diags_at(diags, i)) != NULL; i++) {
        dc_diag_write(diag, line, sizeof line);
        fprintf(stderr, "# %s\n", line);
    }
}

struct coverage_try coverage_of(const struct coverage_case *c, uint64_t number)
{
    struct coverage_try out = {0};
    struct history history = {0};
    char file[512];
    char scenario[512];
    char folder[512];
    struct dc_diags *const diags = dc_diags_new();
    struct dc_model *model = NULL;
    snprintf(file, sizeof file, "%s/export.csv", c->folder);
    snprintf(scenario, sizeof scenario, "%s/scenario.csv", c->folder);
    snprintf(folder, sizeof folder, "%s/calibration", c->folder);
    out.is_ok = world_live(c, number, &history, diags) && export_write(&history, file, &out) &&
                calibrate(file, scenario, folder, diags) &&
                (model = model_of(scenario, number, diags)) != NULL &&
                predict(c, model, diags, &out);
    out.truth_money = next_quarter(&history);
    if (!out.is_ok) {
        diags_print(diags);
    }
    dc_model_free(model);
    free(history.deal);
    dc_diags_free(diags);
    return out;
}
