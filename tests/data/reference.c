/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/reference.c - fits of published data against published and computed answers.
 *
 * The data are not ours and not here: `make test-data DATA=DIR` says where they are. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num/fit.h"
#include "num/survival.h"
#include "tests/data/tables.h"

struct set {
    struct dc_obs obs[512];
    struct dc_end end[512];
    struct dc_survival_step step[512];
    size_t n, n_steps;
};

static void set_add(struct set *s, double x, bool is_event)
{
    s->obs[s->n] = (struct dc_obs){.x = x, .weight = 1.0, .is_event = is_event};
    s->end[s->n] = (struct dc_end){.t = x, .cause = is_event ? 1 : DC_CENSORED};
    s->n++;
}

struct answer {
    const char *name;
    double median, low, high; /* high 0: none */
    double par[DC_N_FIT_FAMILIES][2], loglik[DC_N_FIT_FAMILIES];
};
/* In the order of the families: exponential, weibull, gamma, lognormal, loglogistic. */
static const struct answer answers[] = {
    {"lung",
     310,
     285,
     363,
     {{421.77576, 0},
      {1.316840, 417.75867},
      {1.478084, 266.1777},
      {5.663305, 1.097639},
      {1.725759, 302.16716}},
     {-1162.33818, -1153.85119, -1154.73463, -1169.26906, -1160.93062}},
    {"gehan 6-MP",
     23,
     16,
     0,
     {{39.88889, 0},
      {1.353735, 33.76515},
      {1.677009, 18.54139},
      {3.203068, 0.978725},
      {1.683961, 24.26595}},
     {-42.17488, -41.65868, -41.43942, -40.68016, -41.14410}},
    {"gehan control",
     8,
     4,
     12,
     {{8.66667, 0},
      {1.370500, 9.482141},
      {1.642260, 5.277281},
      {1.825121, 0.903216},
      {1.902447, 6.658197}},
     {-66.34917, -64.92011, -65.00138, -65.98759, -66.44648}},
    {"ovarian",
     638,
     464,
     0,
     {{1299, 0},
      {1.108060, 1225.419},
      {1.229333, 947.718},
      {6.772110, 1.265771},
      {1.375976, 837.7529}},
     {-98.03220, -97.95390, -97.86380, -97.12174, -97.35470}},
};

static void fits_check(struct tries *tries, const struct set *s, const struct answer *a)
{
    const struct dc_sample sample = {.obs = s->obs, .n = s->n};
    char what[128];
    for (unsigned f = 0; f < DC_N_FIT_FAMILIES; f++) {
        struct dc_fit fit = {0};
        if (!dc_fit_ml(&sample, f, &fit)) {
            expect(tries, "convergence", 0, 1, 0);
        }
        for (unsigned k = 0; k < fit.n_par; k++) {
            snprintf(what, sizeof what, "%s, %s %s", a->name, dc_fit_name(f),
                     dc_fit_argument(f, k));
            expect(tries, what, fit.par[k], a->par[f][k], 2e-5 * a->par[f][k]);
        }
        snprintf(what, sizeof what, "%s, %s log-likelihood", a->name, dc_fit_name(f));
        expect(tries, what, fit.loglik, a->loglik[f], 1e-4);
    }
}

static void curve_check(struct tries *tries, struct set *s, const struct answer *a)
{
    char what[128];
    if (!dc_survival_curve(s->end, s->n, s->step, &s->n_steps)) {
        expect(tries, "memory", 0, 1, 0);
    }
    const struct dc_survival_quantile q = dc_survival_quantile(s->step, s->n_steps, 0.5);
    snprintf(what, sizeof what, "%s, Kaplan-Meier median", a->name);
    expect(tries, what, q.t, a->median, 0);
    expect(tries, "its lower limit", q.low, a->low, 0);
    expect(tries, "its upper limit (0: none)", q.has_high ? q.high : 0.0, a->high, 0);
}

static void lung_more(struct tries *tries, const struct set *s)
{
    static const double row[][3] = {{90, 0.881579, 0.021398},  {180, 0.721671, 0.029812},
                                    {270, 0.575310, 0.033759}, {365, 0.409242, 0.035824},
                                    {500, 0.293269, 0.035078}, {730, 0.115693, 0.028298}};
    const struct dc_sample sample = {.obs = s->obs, .n = s->n};
    struct dc_fit fit;
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        double se;
        expect(tries, "lung, Kaplan-Meier", dc_survival_at(s->step, s->n_steps, row[i][0], &se),
               row[i][1], 1e-6);
        expect(tries, "lung, Greenwood", se, row[i][2], 1e-6);
    }
    const struct dc_survival_quantile q1 = dc_survival_quantile(s->step, s->n_steps, 0.75);
    const struct dc_survival_quantile q3 = dc_survival_quantile(s->step, s->n_steps, 0.25);
    expect(tries, "lung, first quartile", q1.t, 170, 0);
    expect(tries, "its lower limit", q1.low, 145, 0);
    expect(tries, "its upper limit", q1.high, 197, 0);
    expect(tries, "lung, third quartile", q3.t, 550, 0);
    expect(tries, "its lower limit", q3.low, 460, 0);
    expect(tries, "its upper limit", q3.high, 654, 0);
    if (dc_fit_ml(&sample, DC_FIT_WEIBULL, &fit)) {
        expect(tries, "lung, se of ln scale", fit.se_log[1], 0.059136, 1e-6);
        expect(tries, "lung, se of ln shape", fit.se_log[0], 0.062430, 1e-6);
    }
    if (dc_fit_ml(&sample, DC_FIT_LOGNORMAL, &fit)) {
        expect(tries, "lung, se of meanlog", fit.se_log[0], 0.077996, 1e-6);
        expect(tries, "lung, se of ln sdlog", fit.se_log[1], 0.056362, 1e-6);
    }
}

static void survival_check(struct tries *tries, const char *dir, size_t i)
{
    static const char *const file[] = {"survival/lung.csv", "survival/gehan.csv",
                                       "survival/gehan.csv", "survival/ovarian.csv"};
    static struct set s;
    struct table t = {0};
    s.n = 0;
    if (!table_read(tries, &t, dir, file[i])) {
        return;
    }
    for (size_t k = 1; k < t.csv.n_rows; k++) {
        if (i == 0) {
            set_add(&s, table_number(&t, k, "time"), table_number(&t, k, "status") > 1.5);
        } else if (i == 3) {
            set_add(&s, table_number(&t, k, "futime"), table_number(&t, k, "fustat") > 0.5);
        } else if ((strcmp(table_cell(&t, k, "treat"), "6-MP") == 0) == (i == 1)) {
            set_add(&s, table_number(&t, k, "time"), table_number(&t, k, "cens") > 0.5);
        }
    }
    fits_check(tries, &s, &answers[i]);
    curve_check(tries, &s, &answers[i]);
    if (i == 0) {
        lung_more(tries, &s);
    }
    dc_arena_free(&t.arena);
}

static const struct {
    enum dc_fit_family family;
    double par[2], se[2], loglik, aic, ks, cvm, ad;
} groundbeef[] = {
    {DC_FIT_WEIBULL,
     {2.1856, 83.347},
     {0.1046, 2.527},
     -1255.2247,
     2514.449,
     0.13966,
     0.68410,
     3.57365},
    {DC_FIT_GAMMA,
     {4.00834, 1 / 0.0544273},
     {0.34134, 0},
     -1253.6251,
     2511.250,
     0.12812,
     0.69341,
     3.56602},
    {DC_FIT_LOGNORMAL,
     {4.1693701, 0.5366095},
     {0.0336699, 0.0238078},
     -1261.3193,
     2526.639,
     0.14931,
     0.82774,
     4.54365},
};

static void groundbeef_check(struct tries *tries, const char *dir)
{
    static struct set s;
    double x[512];
    double share[512];
    struct table t = {0};
    if (!table_read(tries, &t, dir, "fit-distributions/groundbeef.csv")) {
        return;
    }
    for (size_t k = 1; k < t.csv.n_rows; k++) {
        set_add(&s, table_number(&t, k, "serving"), true);
    }
    const struct dc_sample sample = {.obs = s.obs, .n = s.n};
    (void)!dc_survival_curve(s.end, s.n, s.step, &s.n_steps);
    for (size_t i = 0; i < s.n_steps; i++) {
        x[i] = s.step[i].t;
        share[i] = 1.0 - s.step[i].survival;
    }
    for (size_t i = 0; i < DC_COUNT_OF(groundbeef); i++) {
        struct dc_fit fit = {0};
        (void)!dc_fit_ml(&sample, groundbeef[i].family, &fit);
        const struct dc_fit_test test = dc_fit_test(&fit, &sample, x, share, s.n_steps);
        printf("# groundbeef, %s\n", dc_fit_name(groundbeef[i].family));
        for (unsigned k = 0; k < 2; k++) {
            expect(tries, dc_fit_argument(groundbeef[i].family, k), fit.par[k],
                   groundbeef[i].par[k], 3e-5 * fit.par[k]);
            /* That of the gamma's shape is R's by differences; exactly it is 0.34191. */
            expect(tries, "its standard error", groundbeef[i].se[k] > 0 ? fit.se[k] : 0,
                   groundbeef[i].se[k], 1e-3);
        }
        expect(tries, "log-likelihood", fit.loglik, groundbeef[i].loglik, 1e-4);
        expect(tries, "AIC", fit.aic, groundbeef[i].aic, 1e-3);
        expect(tries, "Kolmogorov-Smirnov", test.ks, groundbeef[i].ks, 1e-4);
        expect(tries, "Cramer-von Mises", test.cvm, groundbeef[i].cvm, 1e-3);
        expect(tries, "Anderson-Darling", test.ad, groundbeef[i].ad, 2e-3);
    }
    dc_arena_free(&t.arena);
}

struct win {
    const char *id, *date;
};

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct win *)a)->id, ((const struct win *)b)->id);
}

static void olist_cures(struct tries *tries, const struct dc_sample *sample)
{
    struct dc_fit fit = {0};
    (void)!dc_fit_cure(sample, DC_FIT_LOGNORMAL, &fit);
    expect(tries, "lognormal with a never-closing share", fit.loglik, -2477.92, 6e-3);
    expect(tries, "share that can close", fit.share, 0.0753, 6e-5);
    expect(tries, "meanlog", fit.par[0], 2.498, 6e-4);
    expect(tries, "sdlog", fit.par[1], 1.349, 6e-4);
    (void)!dc_fit_cure(sample, DC_FIT_WEIBULL, &fit);
    expect(tries, "weibull with a never-closing share", fit.loglik, -2484.97, 6e-3);
    expect(tries, "share that can close", fit.share, 0.0727, 6e-5);
    expect(tries, "shape", fit.par[0], 0.925, 6e-4);
    expect(tries, "scale", fit.par[1], 19.52, 6e-3);
}

static void olist_check(struct tries *tries, const char *dir)
{
    struct table leads = {0};
    struct table wins = {0};
    static struct win win[512];
    static struct dc_obs obs[8192];
    static struct dc_end end[8192];
    static struct dc_survival_step step[8192];
    size_t n = 0;
    size_t n_steps;
    if (!table_read(tries, &leads, dir, "olist-funnel/leads_as_of_2018-03-31.csv") ||
        !table_read(tries, &wins, dir, "olist-funnel/closed_deals_as_of_2018-03-31.csv")) {
        return;
    }
    for (size_t i = 1; i < wins.csv.n_rows; i++) {
        win[i - 1] =
            (struct win){table_cell(&wins, i, "mql_id"), table_cell(&wins, i, "won_date")};
    }
    qsort(win, wins.csv.n_rows - 1, sizeof *win, by_id);
    for (size_t i = 1; i < leads.csv.n_rows; i++) {
        const struct win key = {.id = table_cell(&leads, i, "mql_id")};
        const struct win *const w = bsearch(&key, win, wins.csv.n_rows - 1, sizeof *win, by_id);
        double t = table_day(w != NULL ? w->date : "2018-03-31") -
                   table_day(table_cell(&leads, i, "first_contact_date"));
        if (t < 0) {
            continue;
        }
        t = t > 0 ? t : 0.5;
        obs[n] = (struct dc_obs){.x = t, .weight = 1, .is_event = w != NULL};
        end[n++] = (struct dc_end){.t = t, .cause = w != NULL ? 1 : 0};
    }
    const struct dc_sample sample = {.obs = obs, .n = n};
    struct dc_fit fit = {0};
    printf("# olist\n");
    expect(tries, "leads", (double)n, 5344, 0);
    (void)!dc_survival_curve(end, n, step, &n_steps);
    static const double km[][2] = {{14, 0.9574}, {30, 0.9437}, {60, 0.9328}, {90, 0.9294}};
    for (size_t i = 0; i < 4; i++) {
        double se;
        expect(tries, "Kaplan-Meier", dc_survival_at(step, n_steps, km[i][0], &se), km[i][1],
               6e-5);
    }
    static const struct {
        enum dc_fit_family family;
        double loglik;
    } plain[] = {{DC_FIT_EXPONENTIAL, -2779.61},
                 {DC_FIT_WEIBULL, -2584.42},
                 {DC_FIT_LOGNORMAL, -2561.18}};
    for (size_t i = 0; i < 3; i++) {
        (void)!dc_fit_ml(&sample, plain[i].family, &fit);
        expect(tries, dc_fit_name(plain[i].family), fit.loglik, plain[i].loglik, 6e-3);
    }
    olist_cures(tries, &sample);
    dc_arena_free(&leads.arena);
    dc_arena_free(&wins.arena);
}

int main(int argc, char **argv)
{
    struct tries tries = {0};
    if (argc != 2) {
        fputs("usage: reference DIR\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < DC_COUNT_OF(answers); i++) {
        survival_check(&tries, argv[1], i);
    }
    groundbeef_check(&tries, argv[1]);
    olist_check(&tries, argv[1]);
    calls_check(&tries, argv[1]);
    printf("%zu checks, %zu bad\n", tries.n, tries.n_bad);
    return tries.n_bad > 0 ? 1 : 0;
}
