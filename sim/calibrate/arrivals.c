/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/arrivals.c - leads a month by segment: growth and seasons by Poisson regression,
 * with months counted from the scenario's first. */
#include <math.h>
#include <stdlib.h>

#include "calibrate/fits.h"
#include "num/exact.h"
#include "num/poisson.h"

enum { MOST_MONTHS = 600, MONTHS_FOR_GROWTH = 12, MONTHS_FOR_SEASONS = 24 };
#define MONTH_DAYS (365.25 / 12.0)

struct months {
    struct dc_count count[MOST_MONTHS];
    size_t n;
    int first; /* year * 12 + month - 1 */
};

static int month_of(int32_t day)
{
    int y, m, d;
    dc_day_month(day, &y, &m, &d);
    return y * 12 + m - 1;
}

/* Days of a month that are within the window; the last month may be incomplete. */
static double days_of(int month, int32_t from, int32_t to)
{
    const int32_t first = dc_day_of(month / 12, month % 12 + 1, 1);
    const int32_t next = dc_day_of((month + 1) / 12, (month + 1) % 12 + 1, 1);
    const int32_t a = first > from ? first : from;
    const int32_t b = next < to + 1 ? next : to + 1;
    return b > a ? b - a : 0;
}

/* The longest time to win, so that the pipeline is full after it. */
static void warmup_take(struct dc_calibration *c)
{
    double longest = 0.0;
    for (size_t i = 0; i < c->n_groups; i++) {
        double days = 0.0;
        for (size_t k = 0; k < c->n_phases; k++) {
            const struct dc_shape *const s = &c->group[i].phase[k].passed;
            days += s->n_steps > 0 ? s->step[s->n_steps - 1] : 0.0;
        }
        longest = fmax(longest, days);
    }
    c->warmup_months = (unsigned)fmin(24.0, ceil(longest / 30.4));
}

/* The share of deals that end at all and have ended within so many days. */
static double closed_within(const struct dc_calibration *c, double days)
{
    double share = 0.0;
    for (size_t i = 0; i < c->n_ended && c->ended[i].x <= days; i++) {
        share = c->ended[i].share;
    }
    return share;
}

/* Of deals opened in a month, those that closed by the as-of date are in a file of closed
 * deals. */
static double seen_share(const struct dc_calibration *c, int32_t from, int32_t to)
{
    double sum = 0.0;
    if (!c->is_closed_only || c->by_close || to < from) {
        return 1.0;
    }
    for (int32_t day = from; day <= to; day++) {
        sum += closed_within(c, (double)(c->deals.as_of - day) + 0.5);
    }
    return fmax(0.01, sum / (to - from + 1));
}

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static void exposure_take(struct months *ms, const struct dc_calibration *c, int32_t from,
                          int32_t to)
{
    const int start = month_of(c->deals.as_of + 1) - (int)c->warmup_months;
    for (size_t i = 0; i < ms->n; i++) {
        const int m = ms->first + (int)i;
        const int32_t first = later(dc_day_of(m / 12, m % 12 + 1, 1), from);
        const int32_t next = dc_day_of((m + 1) / 12, (m + 1) % 12 + 1, 1);
        const double days = days_of(m, from, to);
        ms->count[i] =
            (struct dc_count){.exposure = days / MONTH_DAYS *
                                          seen_share(c, first, next - 1 < to ? next - 1 : to)};
        ms->count[i].x[0] = 1.0;
        ms->count[i].x[1] = (double)(m - start) / 12.0;
    }
}

static void months_take(struct months *ms, const struct dc_calibration *c, uint32_t group)
{
    const int32_t from = c->is_truncated || c->by_close ? c->seen_from : c->deals.first_day;
    const int32_t to = c->deals.as_of;
    ms->first = month_of(from);
    const int n = month_of(to) - ms->first + 1;
    ms->n = n < 1 ? 0 : n > MOST_MONTHS ? MOST_MONTHS : (size_t)n;
    exposure_take(ms, c, from, to);
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        const struct dc_day *const day = c->by_close ? &d->closed : &d->opened;
        if (d->group == group && day->kind == DC_DAY_KNOWN && day->day >= from &&
            day->day <= to) {
            const size_t k = (size_t)(month_of(day->day) - ms->first);
            if (k < ms->n) {
                ms->count[k].n += 1.0;
            }
        }
    }
}

struct estimate {
    const char *parameter;
    double value, se;
    unsigned n_par; /* of the regression */
};

static void row_add(struct dc_calibration *c, const struct dc_group *g, struct estimate e,
                    const struct dc_poisson *p, double n)
{
    dc_fits_add(c, (struct dc_fit_row){
                       .what = "leads per month",
                       .segment = g->name,
                       .method = "Poisson regression",
                       .parameter = e.parameter,
                       .n = n,
                       .n_events = g->n,
                       .estimate = e.value,
                       .se = e.se,
                       .has_se = true,
                       .has_fit = true,
                       .loglik = p->loglik,
                       .aic = -2.0 * p->loglik + 2.0 * e.n_par,
                       .test = "overdispersion (Pearson)",
                       .statistic = p->dispersion,
                       .p = p->p_dispersion,
                       .has_p = true,
                       .is_used = true,
                       .verdict = p->p_dispersion < 0.05
                                      ? "months differ more than chance alone makes them: the "
                                        "standard error is widened for it"
                                      : "months differ no more than chance makes them"});
}

/* Shares of the twelve months against their mean, January first. */
static void seasons_take(struct dc_group *g, const struct months *ms)
{
    double n[12] = {0};
    double exposure[12] = {0};
    double sum = 0.0;
    for (size_t i = 0; i < ms->n; i++) {
        const int m = (ms->first + (int)i) % 12;
        n[m] += ms->count[i].n / dc_exp(dc_log1p(g->growth) * ms->count[i].x[1]);
        exposure[m] += ms->count[i].exposure;
    }
    g->has_season = true;
    for (unsigned m = 0; m < 12; m++) {
        g->season[m] = exposure[m] > 0.0 ? n[m] / exposure[m] : 0.0;
        g->has_season = g->has_season && n[m] >= 1.0;
        sum += g->season[m] / 12.0;
    }
    for (unsigned m = 0; m < 12; m++) {
        g->season[m] /= sum > 0.0 ? sum : 1.0;
    }
}

static void seasons_add(struct dc_calibration *c, const struct dc_group *g, double statistic,
                        double p)
{
    static const char *const month[12] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
    for (unsigned m = 0; m < (g->has_season ? 12u : 1u); m++) {
        dc_fits_add(c, (struct dc_fit_row){
                           .what = "season of leads",
                           .segment = g->name,
                           .method = "Poisson regression by calendar month",
                           .parameter = g->has_season ? month[m] : "all months",
                           .n = g->n,
                           .n_events = g->n,
                           .estimate = g->has_season ? g->season[m] : 1.0,
                           .test = "likelihood ratio against no season, over the dispersion",
                           .statistic = statistic,
                           .p = p,
                           .has_p = true,
                           .is_used = g->has_season,
                           .verdict = g->has_season ? "months differ from year to year alike"
                                                    : "no season is established at 1%"});
    }
}

/* Seasons are kept only if twelve rates say more than one: a likelihood-ratio test. */
static void seasons_fit(struct dc_calibration *c, struct dc_group *g, struct months *ms,
                        double loglik)
{
    struct dc_poisson p;
    const size_t k = g->has_growth ? 2 : 1;
    for (size_t i = 0; i < ms->n; i++) {
        for (size_t m = 1; m < 12; m++) {
            ms->count[i].x[k + m - 1] = (size_t)((ms->first + (int)i) % 12) == m ? 1.0 : 0.0;
        }
    }
    if (ms->n < MONTHS_FOR_SEASONS || !dc_poisson_fit(ms->count, ms->n, k + 11, &p)) {
        return;
    }
    const double statistic = 2.0 * (p.loglik - loglik) / fmax(1.0, p.dispersion);
    const double p_none = dc_chi_squared_above(statistic, 11.0);
    if (p_none < 0.01) {
        seasons_take(g, ms);
    }
    seasons_add(c, g, statistic, p_none);
}

static void group_fit(struct dc_calibration *c, struct dc_group *g, struct months *ms)
{
    struct dc_poisson level;
    struct dc_poisson trend = {0};
    if (ms->n < 2 || !dc_poisson_fit(ms->count, ms->n, 1, &level)) {
        return;
    }
    const bool has_trend =
        ms->n >= MONTHS_FOR_GROWTH && dc_poisson_fit(ms->count, ms->n, 2, &trend);
    const double wide = has_trend ? sqrt(fmax(1.0, trend.dispersion)) : 1.0;
    g->has_growth = has_trend && fabs(trend.beta[1]) > 1.96 * wide * trend.se[1];
    const struct dc_poisson *const p = g->has_growth ? &trend : &level;
    const double widen = p->p_dispersion < 0.05 ? sqrt(fmax(1.0, p->dispersion)) : 1.0;
    g->has_leads = true;
    g->leads_per_month = dc_exp(p->beta[0]);
    g->se_log_leads = widen * p->se[0];
    g->leads_growth = g->has_growth ? p->correlation : 0.0;
    row_add(c, g,
            (struct estimate){g->has_growth ? "rate in the scenario's first month" : "rate",
                              g->leads_per_month, g->se_log_leads * g->leads_per_month,
                              g->has_growth ? 2 : 1},
            p, (double)ms->n);
    if (has_trend) {
        g->growth = g->has_growth ? dc_expm1(trend.beta[1]) : 0.0;
        g->se_growth = wide * trend.se[1] * (1.0 + g->growth);
        row_add(c, g,
                (struct estimate){"growth per year", dc_expm1(trend.beta[1]), g->se_growth, 2},
                &trend, (double)ms->n);
    }
    seasons_fit(c, g, ms, p->loglik);
}

bool dc_fits_arrivals(struct dc_calibration *c)
{
    struct months *const ms = calloc(1, sizeof *ms);
    if (ms == NULL) {
        return false;
    }
    warmup_take(c);
    for (uint32_t i = 0;
         i < c->n_groups && c->deals.has_dates && c->deals.column[DC_FIELD_OPENED] != NULL;
         i++) {
        months_take(ms, c, i);
        group_fit(c, &c->group[i], ms);
    }
    free(ms);
    return true;
}
