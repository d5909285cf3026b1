/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_response.c - a lead is answered after the response delay of the role that gets
 * it, and only if its patience lasts until then: watched, where leads come one by one, and not,
 * where they are foreseen. No chance is involved: reps are free whenever they are asked. */
#include "tests/support/lab.h"
#include "tests/support/same.h"

#define SMALL_DAYS 0.37
#define LARGE_DAYS 1.79

static const char market[] = "scenario.horizon,7\nscenario.seed,83\nsegment.s.leads,61.3\n"
                             "segment.s.deal_value,\"uniform(min=300, max=1700)\"\n"
                             "stage.k.conversion,0.3\nstage.k.delay,exponential(mean=2.3)\n"
                             "role.small.channel,inside\nrole.large.channel,outside\n"
                             "team.t.stages,k\nteam.t.stage.k.role,small\n"
                             "team.t.role.small.headcount,40\nteam.t.role.large.headcount,40\n";

struct answers {
    uint64_t n[2]; /* of deals below the value that another role works, from it on */
};

static void see_answer(void *self, const struct dc_event *e)
{
    struct answers *a = self;
    const bool is_large = e->value_money >= 1000.0;
    const double expected = is_large ? LARGE_DAYS : SMALL_DAYS;
    if (e->kind != DC_EV_START) {
        return;
    }
    if (!(fabs(e->wait_days - expected) < 1e-9)) {
        fail_msg("a deal of %.12g is answered after %.12g days, expected %.12g", e->value_money,
                 e->wait_days, expected);
    }
    a->n[is_large]++;
}

static void the_role_that_gets_a_lead_answers_it(void **state)
{
    char rows[2000];
    struct answers a = {{0, 0}};
    const struct dc_observer observer = {see_answer, &a};
    (void)state;
    snprintf(rows, sizeof(rows),
             "%steam.t.stage.k.escalate_role,large\nteam.t.stage.k.escalate_above,1000\n"
             "role.small.response_delay,%.12g\nrole.large.response_delay,%.12g\n",
             market, SMALL_DAYS, LARGE_DAYS);
    struct dc_model *model = lab_model(rows);
    struct dc_path *path[2] = {dc_path_new(model), dc_path_new(model)};
    for (uint64_t r = 0; r < 5; r++) {
        same_record(r, lab_record(path[0], r, &observer), lab_record(path[1], r, NULL));
    }
    assert_true(a.n[0] > 500 && a.n[1] > 500);
    dc_path_free(path[0]);
    dc_path_free(path[1]);
    dc_model_free(model);
}

/* How many leads are answered, how many expire, if they wait for two days and the role answers
 * after these. */
static void answers_count(const char *delay, uint64_t *n_answered, uint64_t *n_expired)
{
    char rows[2000];
    snprintf(rows, sizeof(rows), "%ssegment.s.patience,2\nrole.small.response_delay,%s\n",
             market, delay);
    struct dc_model *model = lab_model(rows);
    struct dc_path *path = dc_path_new(model);
    const struct dc_record *record = lab_record(path, 0, NULL);
    *n_answered = record->segment[0].n_responses;
    *n_expired = record->segment[0].n_expired;
    dc_path_free(path);
    dc_model_free(model);
}

static void a_lead_is_answered_at_the_end_of_its_patience(void **state)
{
    uint64_t n_answered;
    uint64_t n_expired;
    (void)state;
    answers_count("2", &n_answered, &n_expired);
    if (!(n_answered > 300 && n_expired == 0)) {
        fail_msg("%llu answered and %llu expired, expected all answered",
                 (unsigned long long)n_answered, (unsigned long long)n_expired);
    }
    answers_count("2.000001", &n_answered, &n_expired);
    if (!(n_answered == 0 && n_expired > 300)) {
        fail_msg("%llu answered and %llu expired, expected all expired",
                 (unsigned long long)n_answered, (unsigned long long)n_expired);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_role_that_gets_a_lead_answers_it),
        cmocka_unit_test(a_lead_is_answered_at_the_end_of_its_patience),
    };
    return cmocka_run_group_tests_name("response", tests, NULL, NULL);
}
