/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_trace_sums.c - whoever adds up what happens arrives at the record: every count
 * and every sum of days that events tell of, by month, segment, role and stage, in 200
 * scenarios drawn from the parameter table. No chance is involved: one failure is a bug. */
#include <stdlib.h>

#include "tests/support/chance.h"
#include "tests/support/sums.h"

#define N_SCENARIOS 200
#define N_REPLICATIONS 2

/* Where it is looked at, for the message. */
struct place {
    uint64_t scenario;
    const char *of;
    uint32_t i;
};

static void same(struct place at, const char *what, double observed, double expected)
{
    if (!(fabs(observed - expected) <= 1e-9 * fabs(expected) + 1e-6)) {
        fail_msg("scenario %llu, %s %u, %s: expected %.17g, observed %.17g",
                 (unsigned long long)at.scenario, at.of, at.i, what, expected, observed);
    }
}
#define SAME(at, field) same((at), #field, (double)is->field, (double)should->field)

static void same_month(struct place at, const struct dc_month_sum *is,
                       const struct dc_month_sum *should)
{
    SAME(at, n_leads);
    SAME(at, n_won);
    SAME(at, n_lost);
    SAME(at, n_expired);
    SAME(at, n_open);
    SAME(at, n_hires);
    SAME(at, n_leavers);
    SAME(at, open_pipeline_money);
    SAME(at, n_responses);
    SAME(at, response_days);
}

static void same_segment(struct place at, const struct dc_segment_sum *is,
                         const struct dc_segment_sum *should)
{
    SAME(at, n_leads);
    SAME(at, n_won);
    SAME(at, n_lost);
    SAME(at, n_expired);
    SAME(at, n_opportunity_won);
    SAME(at, n_opportunity_lost);
    SAME(at, cycle_days);
    SAME(at, n_responses);
    SAME(at, response_days);
}

static void same_role(struct place at, const struct dc_role_sum *is,
                      const struct dc_role_sum *should)
{
    SAME(at, n_won);
    SAME(at, won_money);
    SAME(at, n_hires);
    SAME(at, n_leavers);
    SAME(at, work_hours);
}

static void same_stage(struct place at, const struct dc_stage_sum *is,
                       const struct dc_stage_sum *should)
{
    SAME(at, n_entries);
    SAME(at, n_starts);
    SAME(at, n_outcomes);
    SAME(at, n_advanced);
    SAME(at, n_timed);
    SAME(at, wait_days);
    SAME(at, stage_days);
}

static void same_total(struct place at, const struct dc_record *is,
                       const struct dc_record *should)
{
    SAME(at, n_opportunities);
    SAME(at, n_open_at_warmup);
    SAME(at, open_opportunity_days);
    SAME(at, open_opportunity_money_days);
    SAME(at, cycle_p50_days);
    SAME(at, cycle_p90_days);
    SAME(at, response_p90_days);
}

static void same_record_as_added_up(uint64_t scenario, const struct dc_record *r,
                                    const struct sums *s)
{
    for (uint32_t i = 0; i < r->n_months; i++) {
        same_month((struct place){scenario, "month", i}, &r->month[i], &s->month[i]);
    }
    for (uint32_t i = 0; i < r->n_segments; i++) {
        same_segment((struct place){scenario, "segment", i}, &r->segment[i], &s->segment[i]);
    }
    for (uint32_t i = 0; i < r->n_roles; i++) {
        same_role((struct place){scenario, "role", i}, &r->role[i], &s->role[i]);
    }
    for (uint32_t i = 0; i < r->n_stages; i++) {
        same_stage((struct place){scenario, "stage", i}, &r->stage[i], &s->stage[i]);
    }
    same_total((struct place){scenario, "team", 0}, r, &s->total);
}

static void run_scenario(uint64_t scenario, struct sums *s)
{
    char rows[20000];
    chance_rows(scenario, rows, sizeof(rows));
    struct dc_model *model = lab_model(rows);
    struct dc_path *path = dc_path_new(model);
    const struct dc_observer observer = {sums_see, s};
    for (uint64_t r = 0; r < N_REPLICATIONS; r++) {
        assert_int_equal(dc_path_begin(path, r), DC_OK);
        for (uint32_t t = 0; t < model->n_teams; t++) {
            const struct dc_record *record = NULL;
            sums_begin(s, model, t);
            assert_int_equal(dc_path_run(path, t, &observer, &record), DC_OK);
            sums_end(s);
            same_record_as_added_up(scenario, record, s);
        }
    }
    dc_path_free(path);
    dc_model_free(model);
}

static void events_add_up_to_the_record(void **state)
{
    struct sums *s = malloc(sizeof(*s));
    (void)state;
    assert_non_null(s);
    for (uint64_t scenario = 401; scenario <= 400 + N_SCENARIOS; scenario++) {
        run_scenario(scenario, s);
    }
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(events_add_up_to_the_record)};
    return cmocka_run_group_tests_name("trace sums", tests, NULL, NULL);
}
