/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_order.c - oldest, newest and largest first serve the same work; only who
 * waits differs.
 *
 * For an order that does not look at the service time, mean wait and utilisation are the
 * same (Little), and first come, first served has the least variance of waits (Kingman
 * 1962). M/M/1, Cohen (1969): FIFO Var(W) = rho (2 - rho) / (mu (1-rho))^2;
 * LIFO E[W^2] = 2 rho / (mu^2 (1-rho)^3).
 *
 * Means must lie within 3 standard errors: by chance a fresh seed fails a check with
 * probability 0.27%. */
#include <math.h>
#include <string.h>

#include "tests/support/lab.h"

#define MONTH (365.25 / 12.0)

struct waits {
    double n, sum, squares, warmup_days;
    struct lab_mean wait, square, load;
};

static void count_wait(void *self, const struct dc_event *e)
{
    struct waits *w = self;
    if (e->kind == DC_EV_START && e->time_days >= w->warmup_days) {
        w->n += 1.0;
        w->sum += e->wait_days;
        w->squares += e->wait_days * e->wait_days;
    }
}

static void see_waits(void *self, uint64_t r, const struct dc_record *record)
{
    struct waits *w = self;
    (void)r;
    lab_add(&w->wait, w->sum / w->n);
    lab_add(&w->square, w->squares / w->n);
    lab_add(&w->load, record->role[0].busy_days / record->role[0].filled_days);
    w->n = w->sum = w->squares = 0.0;
}

static struct waits waits_of(const char *order)
{
    char rows[600];
    struct waits w = {.warmup_days = 6 * MONTH};
    snprintf(rows, sizeof(rows),
             "scenario.horizon,126\nscenario.warmup,6\nscenario.seed,29\n"
             "segment.s.leads,26.1\nsegment.s.deal_value,exponential(mean=1000)\n"
             "stage.a.conversion,0.5\nstage.a.effort,exponential(mean=3.5)\n"
             "role.rep.channel,inside\nrole.rep.hours_per_week,35\nrole.rep.order,%s\n"
             "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,1\n",
             order);
    struct dc_model *model = lab_model(rows);
    const struct dc_observer observer = {count_wait, &w};
    lab_each(model, 0, 500, &observer, see_waits, &w);
    dc_model_free(model);
    return w;
}

static void every_order_has_the_same_mean_wait_and_load(void **state)
{
    static const char *const orders[] = {"oldest", "newest", "largest"};
    const double mu = 1.0 / 0.7;
    const double rho = 26.1 / MONTH / mu;
    const double fifo =
        rho * (2.0 - rho) / pow(mu * (1.0 - rho), 2.0) + pow(rho / (mu * (1.0 - rho)), 2.0);
    const double lifo = 2.0 * rho / (mu * mu * pow(1.0 - rho, 3.0));
    double square[3];
    (void)state;
    for (int i = 0; i < 3; i++) {
        const struct waits w = waits_of(orders[i]);
        lab_expect(orders[i], &w.wait, rho / (mu - 26.1 / MONTH), 3.0, 0.01);
        lab_expect("utilisation", &w.load, rho, 3.0, 0.01);
        square[i] = w.square.mean;
        if (i < 2) {
            lab_expect("mean square of the wait", &w.square, i == 0 ? fifo : lifo, 3.0, 0.05);
        }
    }
    if (!(square[0] < square[1] && square[0] < square[2])) {
        fail_msg("mean squares of waits: oldest %g, newest %g, largest %g", square[0],
                 square[1], square[2]);
    }
}

struct answer {
    struct lab_mean response, conversion;
};

static void see_answer(void *self, uint64_t r, const struct dc_record *record)
{
    struct answer *a = self;
    const struct dc_segment_sum *s = &record->segment[0];
    (void)r;
    lab_add(&a->response, s->response_days / (double)s->n_responses);
    lab_add(&a->conversion,
            (double)record->stage[0].n_advanced / (double)record->stage[0].n_outcomes);
}

/* A field team that answers after a day against an inside team that does within two hours:
 * 0.38 and 0.84 of the leads' interest is left, and that is what decides. */
static void a_day_on_the_road_costs_the_field_team_its_leads(void **state)
{
    struct answer inside = {0};
    struct answer field = {0};
    (void)state;
    struct dc_model *model =
        lab_model("scenario.horizon,14\nscenario.seed,3\nsegment.s.leads,231\n"
                  "segment.s.deal_value,5000\nsegment.s.response_halflife,0.72\n"
                  "stage.a.conversion,0.43\nstage.a.effort,0.4\nrole.in.channel,inside\n"
                  "role.in.response_delay,0.0833333333333\nrole.out.channel,outside\n"
                  "role.out.response_delay,1\n"
                  "team.inside.stages,a\nteam.inside.stage.a.role,in\n"
                  "team.inside.role.in.headcount,20\nteam.field.stages,a\n"
                  "team.field.stage.a.role,out\nteam.field.role.out.headcount,20\n");
    lab_each(model, 0, 100, NULL, see_answer, &inside);
    lab_each(model, 1, 100, NULL, see_answer, &field);
    dc_model_free(model);
    if (fabs(inside.response.mean - 1.0 / 12.0) > 0.01 ||
        fabs(field.response.mean - 1.0) > 0.01) {
        fail_msg("response times %g and %g days, expected 0.083 and 1", inside.response.mean,
                 field.response.mean);
    }
    lab_expect("field conversion", &field.conversion, 0.43 * pow(2.0, -1.0 / 0.72), 4.0, 0.02);
    lab_expect("inside conversion", &inside.conversion, 0.43 * pow(2.0, -1.0 / 12.0 / 0.72),
               4.0, 0.02);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_order_has_the_same_mean_wait_and_load),
        cmocka_unit_test(a_day_on_the_road_costs_the_field_team_its_leads),
    };
    return cmocka_run_group_tests_name("orders", tests, NULL, NULL);
}
