/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/bench/baseline_r0.c - model R0 as a straightforward program: GSL's mt19937 and
 * gsl_ran_lognormal, deal by deal, without events as nobody waits. It knows the model at
 * compile time and keeps only wins, the days and values of stages and the leads by month;
 * `make bench` shows our speed as a ratio to its.
 *
 * usage: baseline_r0 LEADS_PER_MONTH */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_MONTHS 12
#define HORIZON 365.25
#define N_STAGES 4

static const double conversion[N_STAGES] = {0.7, 0.6, 0.6, 0.5};
static const double delay_mean[N_STAGES] = {0.5, 1.0, 1.5, 2.0};

struct sums {
    long leads, won, lost, tasks, month_leads[N_MONTHS], month_won[N_MONTHS];
    double stage_days[N_STAGES], cycle_days, won_value, pipeline_days;
};

/* mu of a lognormal with this mean whose standard deviation is the mean. */
static double mu_of(double mean)
{
    return log(mean) - 0.5 * log(2.0);
}

static int month_of(double t)
{
    return (int)(t * (N_MONTHS / HORIZON));
}

static void deal(gsl_rng *rng, struct sums *s, double arrived)
{
    const double sigma = sqrt(log(2.0));
    const double value = gsl_ran_lognormal(rng, mu_of(20000.0), sigma);
    double t = arrived;
    s->leads++;
    s->month_leads[month_of(arrived)]++;
    for (int k = 0; k < N_STAGES; k++) {
        const double days = gsl_ran_lognormal(rng, mu_of(delay_mean[k]), sigma);
        s->tasks++;
        t += days;
        if (t >= HORIZON) {
            return;
        }
        s->stage_days[k] += days;
        if (gsl_rng_uniform(rng) >= conversion[k]) {
            s->lost++;
            s->pipeline_days += value * (t - arrived);
            return;
        }
    }
    s->won++;
    s->month_won[month_of(t)]++;
    s->won_value += value;
    s->cycle_days += t - arrived;
    s->pipeline_days += value * (t - arrived);
}

int main(int argc, char **argv)
{
    const double per_day = (argc > 1 ? atof(argv[1]) : 833333.0) * N_MONTHS / HORIZON;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct sums s = {0};
    const clock_t begin = clock();
    for (double t = gsl_ran_exponential(rng, 1.0 / per_day); t < HORIZON;
         t += gsl_ran_exponential(rng, 1.0 / per_day)) {
        deal(rng, &s, t);
    }
    printf("leads %ld won %ld cycle %.4f value %.0f tasks %ld pipeline %.0f seconds %.4f\n",
           s.leads, s.won, s.cycle_days / (double)s.won, s.won_value / (double)s.won, s.tasks,
           s.pipeline_days / HORIZON, (double)(clock() - begin) / CLOCKS_PER_SEC);
    gsl_rng_free(rng);
    return 0;
}
