/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/truth.c - see truth.h. */
#include "tests/support/truth.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "decide/panel.h"
#include "run/contest.h"
#include "run/stop.h"
#include "tests/support/cmocka_all.h"
#include "tests/support/toy.h"

static gsl_rng *rng_new(unsigned seed)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    return rng;
}

/* Mean 0, variance 1. */
static double unit_draw(enum truth_law law, const gsl_rng *rng)
{
    switch (law) {
    case TRUTH_EXPONENTIAL:
        return gsl_ran_exponential(rng, 1.0) - 1.0;
    case TRUTH_LOGNORMAL: { /* sd = mean */
        const double sigma = sqrt(log(2.0));
        return exp(gsl_ran_gaussian_ziggurat(rng, sigma) - 0.5 * sigma * sigma) - 1.0;
    }
    case TRUTH_NORMAL:
        break;
    }
    return gsl_ran_gaussian_ziggurat(rng, 1.0);
}

/* One future: the luck is shared, the rest is each one's own. */
static void future_draw(const struct truth *truth, const gsl_rng *rng, double x[TRUTH_MOST])
{
    const double shared =
        truth->rho > 0.0 ? sqrt(truth->rho) * unit_draw(truth->law, rng) : 0.0;
    const double own = sqrt(1.0 - truth->rho);
    for (uint32_t i = 0; i < truth->k; i++) {
        x[i] = truth->mean[i] +
               truth->sd[i] * (shared + (own > 0.0 ? own * unit_draw(truth->law, rng) : 0.0));
    }
}

/* n futures, a column for each contender. */
struct columns {
    double *x; /* [k][n] */
    bool *has;
    struct dc_column column[TRUTH_MOST];
    struct dc_panel panel;
};

static void columns_new(struct columns *c, uint32_t k, uint64_t n)
{
    c->x = calloc(k * n, sizeof *c->x);
    c->has = malloc(n * sizeof *c->has);
    memset(c->has, 1, n);
    for (uint32_t i = 0; i < k; i++) {
        c->column[i] = (struct dc_column){.x = &c->x[i * n], .has = c->has, .n = n, .n_has = n};
    }
    c->panel = (struct dc_panel){.column = c->column, .n_columns = k, .n = n};
}

/* Futures [from, to). */
static void columns_draw(struct columns *c, const struct truth *truth, const gsl_rng *rng,
                         uint64_t from, uint64_t to)
{
    double x[TRUTH_MOST];
    for (uint64_t r = from; r < to; r++) {
        future_draw(truth, rng, x);
        for (uint32_t i = 0; i < truth->k; i++) {
            c->x[i * c->panel.n + r] = x[i];
        }
    }
}

static void columns_free(struct columns *c)
{
    free(c->x);
    free(c->has);
}

static bool is_between(double x, double low, double high)
{
    return low <= x && x <= high;
}

/* The values as net present values of records: what summary.csv does with them. */
static struct dc_stats npv_stats(struct toy *toy, const struct truth *truth, uint64_t n,
                                 const gsl_rng *rng)
{
    struct dc_tally *const tally = dc_tally_new(&toy->model, 0, n);
    double x[TRUTH_MOST];
    struct dc_stats stats;
    assert_non_null(tally);
    for (uint64_t r = 0; r < n; r++) {
        future_draw(truth, rng, x);
        toy->record.npv_money = x[0];
        assert_true(dc_tally_add(tally, r, &toy->record));
    }
    dc_tally_close(tally, n);
    assert_int_equal(dc_tally_stats(tally, dc_tally_find(tally, "npv", NULL, NULL, -1), &stats),
                     DC_OK);
    dc_tally_free(tally);
    return stats;
}

double truth_covers_mean(const struct truth *truth, const struct truth_trial *trial)
{
    struct toy toy;
    gsl_rng *const rng = rng_new(trial->seed);
    unsigned n_right = 0;
    toy_new(&toy);
    toy.model.horizon_months = toy.record.n_months = 1; /* few rows: it is about one of them */
    toy.model.warmup_months = toy.record.n_warmup = 0;
    for (unsigned i = 0; i < trial->n_repeats; i++) {
        const struct dc_stats stats = npv_stats(&toy, truth, trial->n, rng);
        n_right += is_between(truth->mean[0], stats.ci_low, stats.ci_high);
    }
    gsl_rng_free(rng);
    return (double)n_right / trial->n_repeats;
}

/* The share of repeats in which what the program says of all futures is right. */
static double share_right(const struct truth *truth, const struct truth_trial *trial,
                          bool (*is_right)(const struct truth *truth,
                                           const struct dc_panel *panel))
{
    gsl_rng *const rng = rng_new(trial->seed);
    struct columns c;
    unsigned n_right = 0;
    columns_new(&c, truth->k, trial->n);
    for (unsigned i = 0; i < trial->n_repeats; i++) {
        columns_draw(&c, truth, rng, 0, trial->n);
        n_right += is_right(truth, &c.panel);
    }
    columns_free(&c);
    gsl_rng_free(rng);
    return (double)n_right / trial->n_repeats;
}

static bool holds_difference(const struct truth *truth, const struct dc_panel *panel)
{
    const struct dc_difference d = dc_panel_difference(panel, 0, 1);
    return is_between(truth->mean[0] - truth->mean[1], d.ci_low, d.ci_high);
}

double truth_covers_difference(const struct truth *truth, const struct truth_trial *trial)
{
    return share_right(truth, trial, holds_difference);
}

static double lead_of(const struct truth *truth, uint32_t i)
{
    double lead = INFINITY;
    for (uint32_t j = 0; j < truth->k; j++) {
        lead = j == i ? lead : fmin(lead, truth->mean[i] - truth->mean[j]);
    }
    return lead;
}

static bool holds_leads(const struct truth *truth, const struct dc_panel *panel)
{
    struct dc_standing standing[TRUTH_MOST];
    bool holds = true;
    dc_panel_standings(panel, standing);
    for (uint32_t k = 0; k < truth->k; k++) {
        holds = holds && standing[k].has_joint &&
                is_between(lead_of(truth, k), standing[k].joint_low, standing[k].joint_high);
    }
    return holds;
}

double truth_covers_jointly(const struct truth *truth, const struct truth_trial *trial)
{
    return share_right(truth, trial, holds_leads);
}

double truth_covers_after(const struct truth *truth, const struct truth_trial *trial,
                          double precision, double *n)
{
    gsl_rng *const rng = rng_new(trial->seed);
    unsigned n_right = 0;
    *n = 0.0;
    for (unsigned i = 0; i < trial->n_repeats; i++) {
        struct dc_moments m;
        struct dc_stop stop;
        double x[TRUTH_MOST];
        double variance = 0.0;
        dc_stop_begin(&stop, precision, trial->n, 1, &m);
        do {
            while (m.n < stop.n_look) {
                future_draw(truth, rng, x);
                dc_moments_add(&m, x[0]);
            }
        } while (!dc_stop_judge(&stop) && m.n < trial->n);
        assert_true(dc_moments_variance(&m, &variance));
        const double half = dc_half_width(0.05, m.n, variance);
        n_right += fabs(dc_moments_mean(&m) - truth->mean[0]) <= half;
        *n += (double)m.n / trial->n_repeats;
    }
    gsl_rng_free(rng);
    return (double)n_right / trial->n_repeats;
}

/* What came of a contest. */
struct played {
    uint32_t i_leader;
    uint64_t n_spent;
    struct dc_moments gap; /* of the first two */
};

/* One contest to its end. A future is drawn once, as far as anyone goes. */
static struct played contest_run(const struct truth *truth, const struct dc_contest_rule *rule,
                                 struct columns *c, const gsl_rng *rng)
{
    struct dc_contest contest;
    uint64_t n_drawn = 0;
    assert_true(dc_contest_new(&contest, rule, truth->k));
    do {
        for (uint32_t i = 0; i < truth->k; i++) {
            struct dc_entrant *const e = &contest.entrant[i];
            if (e->n_want > n_drawn) {
                columns_draw(c, truth, rng, n_drawn, e->n_want);
                n_drawn = e->n_want;
            }
            while (e->n < e->n_want) {
                const uint64_t n = e->n_want - e->n;
                assert_true(dc_contest_add(&contest, i, &c->column[i].x[e->n], NULL,
                                           n < DC_BLOCK ? (uint32_t)n : DC_BLOCK));
            }
        }
    } while (!dc_contest_judge(&contest));
    const struct played played = {contest.i_leader, dc_contest_spent(&contest),
                                  dc_contest_gap(&contest, 0, 1)};
    dc_contest_free(&contest);
    return played;
}

static double contests(const struct truth *truth, const struct truth_trial *trial,
                       const struct dc_contest_rule *rule, double *n)
{
    gsl_rng *const rng = rng_new(trial->seed);
    struct columns c;
    unsigned n_right = 0;
    *n = 0.0;
    columns_new(&c, truth->k, rule->n_limit);
    for (unsigned i = 0; i < trial->n_repeats; i++) {
        const struct played played = contest_run(truth, rule, &c, rng);
        n_right += played.i_leader == 0;
        *n += (double)played.n_spent / trial->n_repeats;
    }
    columns_free(&c);
    gsl_rng_free(rng);
    return (double)n_right / trial->n_repeats;
}

double truth_selects(const struct truth *truth, const struct truth_trial *trial, double p,
                     double indifference, double *n)
{
    const struct dc_contest_rule rule = {
        .p = p, .indifference = indifference, .n_limit = trial->n};
    return contests(truth, trial, &rule, n);
}

double truth_covers_selected(const struct truth *truth, const struct truth_trial *trial,
                             double p, double indifference)
{
    const struct dc_contest_rule rule = {
        .p = p, .indifference = indifference, .n_limit = trial->n};
    gsl_rng *const rng = rng_new(trial->seed);
    struct columns c;
    unsigned n_right = 0;
    columns_new(&c, truth->k, rule.n_limit);
    for (unsigned i = 0; i < trial->n_repeats; i++) {
        const struct played played = contest_run(truth, &rule, &c, rng);
        double variance = 0.0;
        assert_true(dc_moments_variance(&played.gap, &variance));
        const double half = dc_half_width(0.05, played.gap.n, variance);
        const double error = dc_moments_mean(&played.gap) - (truth->mean[0] - truth->mean[1]);
        n_right += fabs(error) <= half;
    }
    columns_free(&c);
    gsl_rng_free(rng);
    return (double)n_right / trial->n_repeats;
}

double truth_selects_within(const struct truth *truth, const struct truth_trial *trial,
                            double indifference)
{
    double n;
    const struct dc_contest_rule rule = {.p = 1.0 - 1e-9,
                                         .indifference = indifference,
                                         .n_limit = trial->n * truth->k,
                                         .n_budget = trial->n * truth->k};
    return contests(truth, trial, &rule, &n);
}

static bool ranks_first(const struct truth *truth, const struct dc_panel *panel)
{
    struct dc_standing standing[TRUTH_MOST];
    (void)truth;
    dc_panel_standings(panel, standing);
    dc_panel_rank(panel, standing);
    return standing[0].contender == 0;
}

double truth_selects_equally(const struct truth *truth, const struct truth_trial *trial)
{
    return share_right(truth, trial, ranks_first);
}
