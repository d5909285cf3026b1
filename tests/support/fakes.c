/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/fakes.c - a scenario of given results: the model is parsed, the records are
 * written by hand. */
#include "tests/support/fakes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/model.h"
#include "tests/support/cmocka_all.h"

enum { MONTHS = 2 };

static struct dc_model *model_new(const char *scenario, const struct fake_team *team,
                                  uint32_t n_teams)
{
    struct dc_model *const model = calloc(1, sizeof *model);
    struct dc_segment *const segment = calloc(1, sizeof *segment);
    struct dc_role *const role = calloc(1, sizeof *role);
    struct dc_stage *const stage = calloc(1, sizeof *stage);
    struct dc_step *const step = calloc(1, sizeof *step);
    struct dc_team *const teams = calloc(n_teams, sizeof *teams);
    segment->name = "smb";
    role->name = "ae";
    role->works = true;
    role->has_quota = true;
    role->max_open_deals = DC_NONE;
    stage->name = "closing";
    for (uint32_t i = 0; i < n_teams; i++) {
        teams[i] = (struct dc_team){.name = team[i].name,
                                    .label = team[i].label ? team[i].label : team[i].name,
                                    .n_stages = 1,
                                    .step = step,
                                    .n_roles = 1,
                                    .role = role};
    }
    *model = (struct dc_model){.title = "Fake",
                               .name = scenario,
                               .currency = "USD",
                               .start_year = 2026,
                               .horizon_months = MONTHS,
                               .seed = 7,
                               .n_segments = 1,
                               .n_stages = 1,
                               .n_teams = n_teams,
                               .segment = segment,
                               .stage = stage,
                               .team = teams};
    return model;
}

static void record_add(struct dc_tally *tally, uint64_t r, const struct fake_team *team)
{
    struct dc_month_sum month[MONTHS] = {{0}};
    struct dc_segment_sum segment = {0};
    struct dc_role_sum role = {.works = true, .has_quota = true};
    struct dc_stage_sum stage = {0};
    uint32_t bins[DC_ATTAINMENT_BINS] = {0};
    for (int m = 0; m < MONTHS; m++) {
        month[m].bookings_money = team->bookings[r] / MONTHS;
        month[m].revenue_money = month[m].gross_profit_money = month[m].bookings_money;
        month[m].cost_money[DC_SALARY] = team->cost / MONTHS;
        month[m].n_won = month[m].n_leads = 3;
    }
    bins[r % DC_ATTAINMENT_BINS] = 1;
    segment.bookings_money = segment.revenue_money = team->bookings[r];
    segment.n_leads = segment.n_won = segment.n_opportunity_won = 6;
    const struct dc_record record = {.n_months = MONTHS,
                                     .n_segments = 1,
                                     .n_roles = 1,
                                     .n_stages = 1,
                                     .month = month,
                                     .segment = &segment,
                                     .role = &role,
                                     .stage = &stage,
                                     .attainment_bins = bins};
    if (!dc_tally_add(tally, r, &record)) {
        fail_msg("memory ran out");
    }
}

void fake_new(struct fake_case *fake, const char *scenario, const struct fake_team *team,
              uint32_t n_teams, uint64_t n)
{
    *fake = (struct fake_case){.model = model_new(scenario, team, n_teams), .n = n_teams};
    for (uint32_t i = 0; i < n_teams; i++) {
        struct dc_tally *const tally = dc_tally_new(fake->model, i, n);
        for (uint64_t r = 0; r < n; r++) {
            record_add(tally, r, &team[i]);
        }
        dc_tally_close(tally, n);
        fake->tally[i] = tally;
        fake->contender[i] = (struct dc_contender){.i_team = i,
                                                   .scenario = scenario,
                                                   .team = team[i].name,
                                                   .label = fake->model->team[i].label,
                                                   .tally = tally};
    }
}

void fake_free(struct fake_case *fake)
{
    for (uint32_t i = 0; i < fake->n; i++) {
        dc_tally_free(fake->tally[i]);
    }
    free((void *)fake->model->segment);
    free((void *)fake->model->stage);
    free((void *)fake->model->team[0].role);
    free((void *)fake->model->team[0].step);
    free((void *)fake->model->team);
    free(fake->model);
}

struct dc_finding *fake_decide(const struct fake_case *fake, const char *metric)
{
    struct dc_finding *finding = NULL;
    struct dc_diags *const diags = dc_diags_new();
    if (dc_decide_among(fake->contender, fake->n, metric, diags, &finding) != DC_OK) {
        fail_msg("no finding");
    }
    dc_diags_free(diags);
    return finding;
}

char *fake_print(const struct dc_finding *finding, enum dc_format format)
{
    char *text = NULL;
    size_t n = 0;
    FILE *const to = open_memstream(&text, &n);
    assert_int_equal(dc_emit_comparison(NULL, finding, format, to), DC_OK);
    assert_int_equal(fclose(to), 0);
    return text;
}

char *fake_table(const struct dc_finding *finding, dc_table_write *write)
{
    char *text = NULL;
    size_t n = 0;
    FILE *const to = open_memstream(&text, &n);
    assert_int_equal(write(finding, DC_CSV, to), DC_OK);
    assert_int_equal(fclose(to), 0);
    return text;
}
