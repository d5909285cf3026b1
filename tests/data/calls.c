/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/calls.c - a telephone centre: arrivals, talk and patience fitted, and a team of the
 * centre's size that must lose the callers it lost.
 *
 * An hour of the file is a month of the scenario, so that arrivals and seats may change from
 * hour to hour. Staffing is not in the file: while a caller waits every agent there is busy, so
 * the mean number of busy agents then is how many there were. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dealcycle.h"
#include "num/fit.h"
#include "num/poisson.h"
#include "num/survival.h"
#include "tests/data/tables.h"

enum { MOST_CALLS = 30000, DAYS = 15, FIRST_HOUR = 7, HOURS = 12, REPLICATIONS = 256 };
#define HOUR_DAYS (365.25 / 12.0) /* of the scenario */
#define SECOND_DAYS (HOUR_DAYS / 3600.0)

struct call {
    int day; /* of August, from 1 */
    double menu_end, wait, talk_from, talk_to, talk;
    bool is_served, has_left;
};
struct calls {
    struct call call[MOST_CALLS];
    size_t n;
};
struct hour {
    double n, n_left, seats;
};

static double seconds_of(const char *text)
{
    int h = 0, m = 0, s = 0;
    char *at;
    h = (int)strtol(text, &at, 10);
    m = *at == ':' ? (int)strtol(at + 1, &at, 10) : 0;
    s = *at == ':' ? (int)strtol(at + 1, &at, 10) : 0;
    return h * 3600.0 + m * 60.0 + s;
}

static void calls_take(struct calls *calls, const struct table *t)
{
    calls->n = 0;
    for (size_t i = 1; i < t->csv.n_rows && calls->n < MOST_CALLS; i++) {
        const char *const outcome = table_cell(t, i, "outcome");
        struct call *const c = &calls->call[calls->n];
        if (strcmp(outcome, "PHANTOM") == 0) {
            continue;
        }
        *c = (struct call){.day = (int)table_number(t, i, "date") - 990800,
                           .menu_end = seconds_of(table_cell(t, i, "vru_exit")),
                           .wait = table_number(t, i, "q_time"),
                           .talk_from = seconds_of(table_cell(t, i, "ser_start")),
                           .talk_to = seconds_of(table_cell(t, i, "ser_exit")),
                           .talk = table_number(t, i, "ser_time")};
        c->is_served = strcmp(outcome, "AGENT") == 0;
        c->has_left = !c->is_served && c->wait > 0.0;
        calls->n++;
    }
}

static void counts_check(struct tries *tries, const struct calls *calls)
{
    double served = 0.0, left = 0.0, menu = 0.0, waited = 0.0, wait = 0.0, talk = 0.0;
    for (size_t i = 0; i < calls->n; i++) {
        const struct call *const c = &calls->call[i];
        served += c->is_served;
        left += c->has_left;
        menu += !c->is_served && !c->has_left;
        waited += c->is_served && c->wait > 0.0;
        wait += c->is_served ? c->wait : 0.0;
        talk += c->is_served ? c->talk : 0.0;
    }
    printf("# calls\n");
    expect(tries, "served", served, 15888, 0);
    expect(tries, "left the queue", left, 5714, 0);
    expect(tries, "left the menu", menu, 1867, 0);
    expect(tries, "share of the served that waited", waited / served, 0.769, 6e-4);
    expect(tries, "mean wait of the served, s", wait / served, 114.67, 6e-3);
    expect(tries, "mean talk, s", talk / served, 187.64, 6e-3);
}

/* Waiting ends by leaving; who is answered is censored. */
static void patience_fit(struct tries *tries, const struct calls *calls, struct dc_fit *out)
{
    static struct dc_obs obs[MOST_CALLS];
    static struct dc_end end[MOST_CALLS];
    static struct dc_survival_step step[MOST_CALLS];
    size_t n = 0;
    size_t n_steps;
    double se;
    for (size_t i = 0; i < calls->n; i++) {
        const struct call *const c = &calls->call[i];
        if (c->wait > 0.0) {
            obs[n] = (struct dc_obs){.x = c->wait, .weight = 1.0, .is_event = c->has_left};
            end[n++] = (struct dc_end){.t = c->wait, .cause = c->has_left ? 1 : DC_CENSORED};
        }
    }
    const struct dc_sample sample = {.obs = obs, .n = n};
    expect(tries, "patience, n", (double)n, 17934, 0);
    (void)!dc_survival_curve(end, n, step, &n_steps);
    expect(tries, "patience, Kaplan-Meier median", dc_survival_quantile(step, n_steps, 0.5).t,
           364, 0);
    expect(tries, "S(60)", dc_survival_at(step, n_steps, 60.0, &se), 0.8071, 6e-5);
    expect(tries, "S(300)", dc_survival_at(step, n_steps, 300.0, &se), 0.5434, 6e-5);
    (void)!dc_fit_ml(&sample, DC_FIT_EXPONENTIAL, out);
    expect(tries, "patience, exponential mean", out->par[0], 411.29, 6e-3);
    (void)!dc_fit_ml(&sample, DC_FIT_WEIBULL, out);
    expect(tries, "patience, weibull shape", out->par[0], 0.7860, 6e-5);
    expect(tries, "patience, weibull scale", out->par[1], 508.32, 6e-3);
}

static void talk_fit(struct tries *tries, const struct calls *calls, struct dc_fit *out)
{
    static struct dc_obs obs[MOST_CALLS];
    size_t n = 0;
    for (size_t i = 0; i < calls->n; i++) {
        const struct call *const c = &calls->call[i];
        if (c->is_served && c->talk >= 10.0 && c->talk <= 3600.0) {
            obs[n++] = (struct dc_obs){.x = c->talk, .weight = 1.0, .is_event = true};
        }
    }
    const struct dc_sample sample = {.obs = obs, .n = n};
    (void)!dc_fit_ml(&sample, DC_FIT_LOGNORMAL, out);
    expect(tries, "talk of 10 to 3600 s, mean of logarithms", out->par[0], 4.8511, 6e-5);
    expect(tries, "talk of 10 to 3600 s, sd of logarithms", out->par[1], 0.8926, 6e-5);
}

/* Arrivals of the queue by hour of the day: weekdays' rates, and whether days differ. */
static void arrivals_fit(struct tries *tries, struct hour hour[DAYS + 1][HOURS])
{
    static struct dc_count count[DAYS * HOURS];
    struct dc_poisson fit;
    size_t n = 0;
    double total = 0.0;
    double fitted = 0.0;
    for (int d = 1; d <= DAYS; d++) {
        const bool is_short = d % 7 == 6 || d % 7 == 0; /* Friday, Saturday */
        for (int h = 0; h < HOURS && !is_short; h++) {
            count[n] = (struct dc_count){.n = hour[d][h].n, .exposure = 1.0, .x = {1.0}};
            count[n++].x[h] = 1.0;
            total += hour[d][h].n;
        }
    }
    const bool ok = dc_poisson_fit(count, n, HOURS, &fit);
    for (int h = 0; ok && h < HOURS; h++) {
        fitted += exp(fit.beta[0] + (h > 0 ? fit.beta[h] : 0.0)) * (double)n / HOURS;
    }
    expect(tries, "calls of the fitted rates", fitted, total, 1e-6 * total);
    printf("# arrivals: Pearson's dispersion %.2f, p %.2g: days differ\n", fit.dispersion,
           fit.p_dispersion);
    expect_within(tries, "dispersion of arrivals about their hour's mean", fit.dispersion, 2.0,
                  20.0);
}

/* Busy agents and waiting callers as they change. */
struct change {
    double at;
    int busy, waiting;
};

static int by_time(const void *a, const void *b)
{
    const double p = ((const struct change *)a)->at;
    const double q = ((const struct change *)b)->at;
    return p < q ? -1 : p > q;
}

static size_t changes_take(const struct calls *calls, int day, struct change change[])
{
    size_t n = 0;
    for (size_t i = 0; i < calls->n; i++) {
        const struct call *const c = &calls->call[i];
        if (c->day == day && c->wait > 0.0) {
            change[n++] = (struct change){c->menu_end, 0, 1};
            change[n++] = (struct change){c->menu_end + c->wait, 0, -1};
        }
        if (c->day == day && c->is_served && c->talk_to > c->talk_from) {
            change[n++] = (struct change){c->talk_from, 1, 0};
            change[n++] = (struct change){c->talk_to, -1, 0};
        }
    }
    qsort(change, n, sizeof *change, by_time);
    return n;
}

/* Seats of each hour: busy agents while somebody waits, or, where hardly anybody did, the most
 * that were busy at once. */
static void seats_take(const struct calls *calls, int day, struct hour hour[HOURS])
{
    static struct change change[4 * MOST_CALLS];
    double busy_time[HOURS] = {0.0};
    double wait_time[HOURS] = {0.0};
    double most[HOURS] = {0.0};
    const size_t n = changes_take(calls, day, change);
    int busy = 0;
    int waiting = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        busy += change[i].busy;
        waiting += change[i].waiting;
        for (int h = 0; h < HOURS; h++) {
            const double from = fmax(change[i].at, 3600.0 * (FIRST_HOUR + h));
            const double to = fmin(change[i + 1].at, 3600.0 * (FIRST_HOUR + h + 1));
            if (to > from) {
                busy_time[h] += waiting > 0 ? (to - from) * busy : 0.0;
                wait_time[h] += waiting > 0 ? to - from : 0.0;
                most[h] = fmax(most[h], busy);
            }
        }
    }
    for (int h = 0; h < HOURS; h++) {
        hour[h].seats = wait_time[h] > 300.0 ? busy_time[h] / wait_time[h] : most[h];
    }
}

static void hours_take(const struct calls *calls, struct hour hour[DAYS + 1][HOURS])
{
    for (size_t i = 0; i < calls->n; i++) {
        const struct call *const c = &calls->call[i];
        const int h = (int)(c->menu_end / 3600.0) - FIRST_HOUR;
        if ((c->is_served || c->has_left) && h >= 0 && h < HOURS && c->day >= 1 &&
            c->day <= DAYS) {
            hour[c->day][h].n += 1.0;
            hour[c->day][h].n_left += c->has_left ? 1.0 : 0.0;
        }
    }
    for (int d = 1; d <= DAYS; d++) {
        seats_take(calls, d, hour[d]);
    }
}

/* 7.4 seats are 8 for two fifths of the hour, then 7. */
static void hires_write(FILE *to, const struct hour hour[HOURS])
{
    int now = (int)ceil(hour[0].seats - 0.01);
    fprintf(to, "team.t.role.agent.headcount,%d\nteam.t.role.agent.hires,", now);
    for (int h = 0; h < HOURS; h++) {
        const double part = hour[h].seats - floor(hour[h].seats);
        const int want[2] = {(int)ceil(hour[h].seats - 0.01), (int)floor(hour[h].seats)};
        const double at[2] = {h, h + part};
        for (int k = 0; k < (part > 0.01 ? 2 : 1); k++) {
            if (want[k] != now) {
                fprintf(to, "%+d@%.4f%s ", want[k] - now, at[k], want[k] > now ? "!" : "");
                now = want[k];
            }
        }
    }
    fputc('\n', to);
}

static char *scenario_of(const struct hour hour[HOURS], const struct dc_fit *patience,
                         const struct dc_fit *talk, double talk_mean)
{
    char *text = NULL;
    size_t size;
    double n = 0.0;
    FILE *const to = open_memstream(&text, &size);
    const double hours = SECOND_DAYS * 24.0; /* a second of talk, in hours of work */
    for (int h = 0; h < HOURS; h++) {
        n += hour[h].n / HOURS;
    }
    fprintf(to,
            "parameter,value\nscenario.horizon,%d\nscenario.start,2026-01\n"
            "segment.s.leads,%.9g\nsegment.s.deal_value,1\nsegment.s.seasonality,",
            HOURS, n);
    for (int h = 0; h < HOURS; h++) {
        fprintf(to, "%.9g ", hour[h].n / n);
    }
    fprintf(to,
            "\nsegment.s.patience,\"weibull(shape=%.9g, scale=%.9g)\"\n"
            "stage.talk.conversion,1\nstage.talk.effort,\"lognormal(mu=%.9g, sigma=%.9g)\"\n"
            "role.agent.channel,inside\nrole.agent.hours_per_week,168\n"
            "team.t.stages,talk\nteam.t.stage.talk.role,agent\n",
            patience->par[0], patience->par[1] * SECOND_DAYS,
            log(talk_mean * hours) - 0.5 * talk->par[1] * talk->par[1], talk->par[1]);
    hires_write(to, hour);
    fclose(to);
    return text;
}

struct lost {
    double mean, variance;
};

/* Mean and variance of the callers that leave in a day like this. */
static bool day_run(const char *text, struct lost *out)
{
    struct dc_diags *const diags = dc_diags_new();
    struct dc_plan *const plan = dc_plan_new();
    const struct dc_run_options options = {.threads = 0};
    struct dc_model *model = NULL;
    struct dc_results *results = NULL;
    struct dc_stats stats;
    bool ok = dc_model_parse("day", text, strlen(text), NULL, diags, &model) == DC_OK &&
              dc_plan_add(plan, "day", model, REPLICATIONS) == DC_OK &&
              dc_run(plan, &options, diags, &results) == DC_OK;
    if (ok) {
        const struct dc_tally *const tally = dc_results_tally(results, 0, 0);
        const uint32_t row = dc_tally_find(tally, "expired", NULL, NULL, -1);
        ok = dc_tally_stats(tally, row, &stats) == DC_OK;
        *out = (struct lost){stats.mean, stats.sd * stats.sd};
    }
    for (size_t i = 0; !ok && dc_diags_at(diags, i) != NULL; i++) {
        char line[512];
        dc_diag_write(dc_diags_at(diags, i), line, sizeof line);
        printf("# %s\n", line);
    }
    dc_results_free(results);
    dc_plan_free(plan);
    dc_model_free(model);
    dc_diags_free(diags);
    return ok;
}

static void team_check(struct tries *tries, struct hour hour[DAYS + 1][HOURS],
                       const struct dc_fit *patience, const struct dc_fit *talk)
{
    struct lost lost = {0};
    double n = 0.0;
    double n_left = 0.0;
    for (int d = 1; d <= DAYS; d++) {
        struct lost day = {0};
        double n_day = 0.0;
        for (int h = 0; h < HOURS; h++) {
            n_day += hour[d][h].n;
            n_left += hour[d][h].n_left;
        }
        if (n_day > 0.0) {
            char *const text = scenario_of(hour[d], patience, talk, 187.64);
            expect(tries, "a day is simulated", day_run(text, &day), 1, 0);
            free(text);
        }
        n += n_day;
        lost.mean += day.mean;
        lost.variance += day.variance;
    }
    const double half = 1.96 * sqrt(lost.variance);
    printf("# of %.0f callers from %d to %d o'clock %.0f left; simulated %.0f, 95%%: %.0f to "
           "%.0f\n",
           n, FIRST_HOUR, FIRST_HOUR + HOURS, n_left, lost.mean, lost.mean - half,
           lost.mean + half);
    expect_within(tries, "abandonment of the file within the simulated 95% interval",
                  n_left / n, (lost.mean - half) / n, (lost.mean + half) / n);
}

void calls_check(struct tries *tries, const char *dir)
{
    static struct calls calls;
    static struct hour hour[DAYS + 1][HOURS];
    struct dc_fit patience = {0};
    struct dc_fit talk = {0};
    struct table t = {0};
    if (table_read(tries, &t, dir, "call-centre-1999/calls_1999-08-01_to_15.csv")) {
        calls_take(&calls, &t);
        counts_check(tries, &calls);
        patience_fit(tries, &calls, &patience);
        talk_fit(tries, &calls, &talk);
        hours_take(&calls, hour);
        arrivals_fit(tries, hour);
        team_check(tries, hour, &patience, &talk);
    }
    dc_arena_free(&t.arena);
}
