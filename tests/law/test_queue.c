/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_queue.c - one stage is a queue, and obeys the laws of queues.
 *
 * M/M/c, Erlang (1917): with a = lambda/mu, rho = a/c,
 *   P(wait > 0) = C = (a^c/c!)/(1-rho) / (sum_{k<c} a^k/k! + (a^c/c!)/(1-rho)),
 *   mean wait = C / (c mu - lambda).
 * M/G/1, Pollaczek (1930), Khinchine (1932): mean wait = lambda E[S^2] / (2 (1 - rho)).
 * M/M/c+M (Erlang-A), Palm (1957): birth-death chain with death rate min(n,c) mu +
 *   (n-c)^+ theta; P(abandon) = theta E[queue]/lambda; E[wait of all] = E[queue]/lambda.
 *
 * Each figure must lie within 3 standard errors of its formula, the standard error below
 * 1%. Seeds are fixed; for a fresh seed each check fails by chance with probability 0.27%. */
#include "tests/support/lab.h"

#define ERRORS 3.0
#define SHARE 0.01
#define MONTH (365.25 / 12.0)

/* One queue as the scenario states it and as the formulas see it. */
struct queue {
    const char *name, *effort_rows;
    int seats;
    double leads_per_month, service_days, scv; /* scv: squared coefficient of variation */
    double patience_days;                      /* 0: endless */
    bool slots;                                /* by max_open_deals and delay, not by hours */
};

struct seen {
    double n_starts, n_waited, wait_days, n_expired, expired_wait;
    double warmup_days;
    struct lab_mean wait, p_wait, load, abandon, all_wait;
    const struct queue *q;
};

static void count_event(void *self, const struct dc_event *e)
{
    struct seen *s = self;
    if (e->time_days < s->warmup_days) {
        return;
    }
    if (e->kind == DC_EV_START) {
        s->n_starts += 1.0;
        s->n_waited += e->wait_days > 0.0;
        s->wait_days += e->wait_days;
    } else if (e->kind == DC_EV_EXPIRED) {
        s->n_expired += 1.0;
        s->expired_wait += e->wait_days;
    }
}

static void see_record(void *self, uint64_t r, const struct dc_record *record)
{
    struct seen *s = self;
    const struct dc_role_sum *role = &record->role[0];
    const double n = s->n_starts + s->n_expired;
    (void)r;
    lab_add(&s->wait, s->wait_days / s->n_starts);
    lab_add(&s->p_wait, s->n_waited / s->n_starts);
    lab_add(&s->abandon, s->n_expired / n);
    lab_add(&s->all_wait, (s->wait_days + s->expired_wait) / n);
    lab_add(&s->load, s->q->slots ? role->held_days / role->room_days
                                  : role->busy_days / role->filled_days);
    s->n_starts = s->n_waited = s->wait_days = s->n_expired = s->expired_wait = 0.0;
}

static struct seen simulate(const struct queue *q, uint64_t n_replications)
{
    char rows[1200];
    struct seen s = {.q = q, .warmup_days = 6 * MONTH};
    char patience[80] = "";
    if (q->patience_days > 0.0) {
        snprintf(patience, sizeof(patience), "segment.s.patience,exponential(mean=%.17g)\n",
                 q->patience_days);
    }
    snprintf(rows, sizeof(rows),
             "scenario.horizon,126\nscenario.warmup,6\nscenario.seed,17\n"
             "segment.s.leads,%.17g\nsegment.s.deal_value,1\n%s"
             "stage.a.conversion,0.37\n%s"
             "role.rep.channel,inside\n"
             "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,%d\n",
             q->leads_per_month, patience, q->effort_rows, q->seats);
    struct dc_model *model = lab_model(rows);
    const struct dc_observer observer = {count_event, &s};
    lab_each(model, 0, n_replications, &observer, see_record, &s);
    dc_model_free(model);
    return s;
}

/* Erlang's C. */
static double p_wait_of(int c, double a)
{
    double term = 1.0;
    double sum = 0.0;
    for (int k = 0; k < c; k++) {
        sum += term;
        term *= a / (k + 1);
    }
    const double full = term / (1.0 - a / c);
    return full / (sum + full);
}

static void check_mmc(const struct queue *q, uint64_t n_replications)
{
    const double lambda = q->leads_per_month / MONTH;
    const double a = lambda * q->service_days;
    const double p_wait = p_wait_of(q->seats, a);
    const double wait = p_wait / (q->seats / q->service_days - lambda);
    const struct seen s = simulate(q, n_replications);
    lab_expect("mean wait [days]", &s.wait, wait, ERRORS, SHARE);
    lab_expect("P(wait > 0)", &s.p_wait, p_wait, ERRORS, SHARE);
    lab_expect("utilisation", &s.load, a / q->seats, ERRORS, SHARE);
}

static void check_mg1(const struct queue *q, uint64_t n_replications)
{
    const double lambda = q->leads_per_month / MONTH;
    const double rho = lambda * q->service_days;
    const double second = q->service_days * q->service_days * (1.0 + q->scv);
    const struct seen s = simulate(q, n_replications);
    lab_expect("mean wait [days]", &s.wait, lambda * second / (2.0 * (1.0 - rho)), ERRORS,
               SHARE);
    lab_expect("P(wait > 0)", &s.p_wait, rho, ERRORS, SHARE);
    lab_expect("utilisation", &s.load, rho, ERRORS, SHARE);
}

static void one_rep_is_an_mm1_queue(void **state)
{
    (void)state;
    /* 3.5 hours at 35 a week are 0.7 days */
    check_mmc(&(struct queue){.effort_rows = "stage.a.effort,exponential(mean=3.5)\n"
                                             "role.rep.hours_per_week,35\n",
                              .seats = 1,
                              .leads_per_month = 29.3,
                              .service_days = 0.7},
              400);
}

static void two_reps_are_an_mm2_queue(void **state)
{
    (void)state;
    check_mmc(&(struct queue){.effort_rows = "stage.a.effort,exponential(mean=1.3)\n"
                                             "role.rep.hours_per_week,28\n",
                              .seats = 2,
                              .leads_per_month = 141.7,
                              .service_days = 0.325},
              133);
}

static void seven_reps_are_an_mm7_queue(void **state)
{
    (void)state;
    check_mmc(&(struct queue){.effort_rows = "stage.a.effort,exponential(mean=5.2)\n"
                                             "role.rep.hours_per_week,40\n",
                              .seats = 7,
                              .leads_per_month = 191.1,
                              .service_days = 0.91},
              160);
}

static void forty_reps_are_an_mm40_queue(void **state)
{
    (void)state;
    check_mmc(&(struct queue){.effort_rows = "stage.a.effort,exponential(mean=5.2)\n"
                                             "role.rep.hours_per_week,40\n",
                              .seats = 40,
                              .leads_per_month = 1230.0,
                              .service_days = 0.91},
              200);
}

static const char slot_rows[] =
    "stage.a.delay,exponential(mean=1.7)\nrole.rep.max_open_deals,1\n";

static void two_slots_are_an_mm2_queue(void **state)
{
    (void)state;
    check_mmc(&(struct queue){.effort_rows = slot_rows,
                              .seats = 2,
                              .leads_per_month = 27.9,
                              .service_days = 1.7,
                              .slots = true},
              430);
}

static void seven_slots_are_an_mm7_queue(void **state)
{
    (void)state;
    check_mmc(&(struct queue){.effort_rows = slot_rows,
                              .seats = 7,
                              .leads_per_month = 105.3,
                              .service_days = 1.7,
                              .slots = true},
              340);
}

static void forty_slots_are_an_mm40_queue(void **state)
{
    (void)state;
    check_mmc(&(struct queue){.effort_rows = slot_rows,
                              .seats = 40,
                              .leads_per_month = 658.3,
                              .service_days = 1.7,
                              .slots = true},
              320);
}

static void lognormal_effort_obeys_pollaczek_and_khinchine(void **state)
{
    (void)state;
    check_mg1(&(struct queue){.effort_rows = "stage.a.effort,\"lognormal(mean=3.5, sd=4.2)\"\n"
                                             "role.rep.hours_per_week,35\n",
                              .seats = 1,
                              .leads_per_month = 27.3,
                              .service_days = 0.7,
                              .scv = 1.44},
              533);
}

static void gamma_effort_obeys_pollaczek_and_khinchine(void **state)
{
    (void)state;
    check_mg1(&(struct queue){.effort_rows = "stage.a.effort,\"gamma(mean=3.5, sd=1.4)\"\n"
                                             "role.rep.hours_per_week,35\n",
                              .seats = 1,
                              .leads_per_month = 31.7,
                              .service_days = 0.7,
                              .scv = 0.16},
              400);
}

/* Erlang-A by its stationary law: mean queue length, and who starts at once. */
static void erlang_a(const struct queue *q, double *abandon, double *wait_all)
{
    const double lambda = q->leads_per_month / MONTH;
    const double mu = 1.0 / q->service_days;
    const double theta = 1.0 / q->patience_days;
    double p = 1.0;
    double sum = 0.0;
    double queue = 0.0;
    for (int n = 0; n < 4000; n++) {
        sum += p;
        queue += n > q->seats ? p * (n - q->seats) : 0.0;
        const int busy = n + 1 < q->seats ? n + 1 : q->seats;
        p *= lambda / (busy * mu + (n + 1 > q->seats ? (n + 1 - q->seats) * theta : 0.0));
    }
    *wait_all = queue / sum / lambda;
    *abandon = theta * *wait_all;
}

static void impatient_leads_obey_erlang_a(void **state)
{
    (void)state;
    const struct queue q = {.effort_rows = "stage.a.effort,exponential(mean=5.2)\n"
                                           "role.rep.hours_per_week,40\n",
                            .seats = 7,
                            .leads_per_month = 243.3,
                            .service_days = 0.91,
                            .patience_days = 1.13};
    double abandon;
    double wait_all;
    erlang_a(&q, &abandon, &wait_all);
    const struct seen s = simulate(&q, 100);
    const double load = q.leads_per_month / MONTH * (1.0 - abandon) * q.service_days / q.seats;
    lab_expect("P(abandon)", &s.abandon, abandon, ERRORS, SHARE);
    lab_expect("mean wait of all [days]", &s.all_wait, wait_all, ERRORS, SHARE);
    lab_expect("utilisation", &s.load, load, ERRORS, SHARE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_rep_is_an_mm1_queue),
        cmocka_unit_test(two_reps_are_an_mm2_queue),
        cmocka_unit_test(seven_reps_are_an_mm7_queue),
        cmocka_unit_test(forty_reps_are_an_mm40_queue),
        cmocka_unit_test(two_slots_are_an_mm2_queue),
        cmocka_unit_test(seven_slots_are_an_mm7_queue),
        cmocka_unit_test(forty_slots_are_an_mm40_queue),
        cmocka_unit_test(lognormal_effort_obeys_pollaczek_and_khinchine),
        cmocka_unit_test(gamma_effort_obeys_pollaczek_and_khinchine),
        cmocka_unit_test(impatient_leads_obey_erlang_a),
    };
    return cmocka_run_group_tests_name("queues", tests, NULL, NULL);
}
