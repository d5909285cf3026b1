/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/build_scenario.c - scenario.* parameters, and the numbering of teams and segments.
 */
#include <string.h>

#include "num/rng.h"
#include "scenario/build.h"
#include "scenario/cascade.h"
#include "scenario/source.h"

static struct dc_span top_of(const struct dc_draft *d)
{
    return (struct dc_span){d->file, 1, 1, 0};
}

static uint32_t whole_at(struct dc_draft *d, uint32_t param)
{
    const struct dc_place use = dc_place_of(param);
    double x = 0.0;
    return dc_build_amount(d, &use, &x) ? (uint32_t)x : 0;
}

static const char *text_at(struct dc_draft *d, uint32_t param, const char *missing)
{
    const struct dc_place use = dc_place_of(param);
    const struct dc_row *row = dc_cascade_read(d, &use);
    return row != NULL ? row->value : missing;
}

/* Months that cannot be read are taken as the longest, so that nothing else seems too long. */
static void months_read(struct dc_draft *d)
{
    struct dc_model *m = d->model;
    const struct dc_place place = dc_place_of(DC_P_HORIZON);
    const struct dc_place warmup = dc_place_of(DC_P_WARMUP);
    const struct dc_need need = {top_of(d), "a scenario needs its horizon, in months"};
    const struct dc_row *row = dc_source_row(d, &warmup);
    const struct dc_row *end = dc_source_row(d, &place);

    (void)dc_build_check_set(d, &place, need);
    const uint32_t horizon = whole_at(d, DC_P_HORIZON);
    m->horizon_months = end != NULL && end->is_ok ? horizon : DC_MAX_HORIZON_MONTHS;
    m->warmup_months = whole_at(d, DC_P_WARMUP);
    if (row != NULL && row->is_ok && m->warmup_months >= m->horizon_months) {
        dc_draft_error(d, row, DC_WARMUP,
                       "a warm-up of %u months leaves none of the horizon's %u to count",
                       m->warmup_months, m->horizon_months);
    }
}

static void start_read(struct dc_draft *d)
{
    const struct dc_place use = dc_place_of(DC_P_START);
    const struct dc_row *at;
    const struct dc_value *value = dc_build_value(d, &use, &at);
    const uint32_t months = value != NULL ? value->i : 12 * 2026;

    d->model->start_year = months / 12;
    d->model->start_month = months % 12;
}

static void seed_read(struct dc_draft *d)
{
    const struct dc_place use = dc_place_of(DC_P_SEED);
    const struct dc_row *at;
    const struct dc_value *value = dc_build_value(d, &use, &at);
    d->model->seed = value != NULL ? value->seed : 1;
}

bool dc_build_scenario(struct dc_draft *d)
{
    struct dc_model *m = d->model;
    const struct dc_place nothing = dc_place_of(0);
    const struct dc_place target = dc_place_of(DC_P_TARGET);
    const struct dc_place events = dc_place_of(DC_P_EVENTS);
    const struct dc_fields fields = {DC_OF_SCENARIO, 0, {top_of(d), ""}, NULL, 0};

    m->title = text_at(d, DC_P_TITLE, m->name);
    m->currency = text_at(d, DC_P_CURRENCY, "USD");
    (void)dc_cascade_read(d, &events);
    months_read(d);
    start_read(d);
    seed_read(d);
    m->replications = whole_at(d, DC_P_REPLICATIONS);
    m->has_target = dc_build_amount(d, &target, &m->target);
    dc_build_fields(d, &nothing, &fields, m);
    return !d->no_memory;
}

static bool numbers_take(struct dc_draft *d)
{
    const struct {
        uint32_t **at;
        size_t n;
    } want[] = {
        {&d->team_id, d->words.team.n},       {&d->team_at, d->words.team.n},
        {&d->segment_id, d->words.segment.n}, {&d->segment_at, d->words.segment.n},
        {&d->stage_id, d->words.stage.n},     {&d->stage_at, d->words.stage.n},
    };
    for (size_t i = 0; i < DC_COUNT_OF(want); i++) {
        *want[i].at = dc_arena_take(d->arena, (want[i].n + 1) * sizeof(uint32_t));
        if (*want[i].at == NULL) {
            return dc_draft_no_memory(d);
        }
        memset(*want[i].at, 0xFF, (want[i].n + 1) * sizeof(uint32_t));
    }
    d->team_like = dc_arena_zero(d->arena, d->words.team.n + 1, sizeof(*d->team_like));
    return d->team_like != NULL || dc_draft_no_memory(d);
}

/* A kind of name and its numbers in the model. */
struct numbering {
    const char *many;
    uint32_t most;
    uint32_t *at, *id, n;
};

/* Gives a name the next number; reports once when there are too many. */
static void number_add(struct dc_draft *d, uint32_t name, const struct dc_row *row,
                       struct numbering *to)
{
    if (to->at[name] != DC_NONE) {
        return;
    }
    if (to->n == to->most) {
        dc_report(d->diags, DC_TOO_LARGE, row->at_path, row->path, "more than %u %s", to->most,
                  to->many);
    }
    to->at[name] = to->n;
    to->id[to->n++] = name;
}

static void teams_number(struct dc_draft *d)
{
    struct numbering to = {"teams", DC_MAX_TEAMS, d->team_at, d->team_id, 0};

    for (size_t i = 0; i < d->n_rows; i++) {
        if (d->row[i].place.team != DC_NONE) {
            number_add(d, d->row[i].place.team, &d->row[i], &to);
        }
    }
    d->n_teams = to.n;
}

/* By their `leads`, which each must have: a row that is in force, so that the order survives
 * writing the scenario out and reading it back. */
static void segments_number(struct dc_draft *d)
{
    struct numbering to = {"segments", DC_MAX_SEGMENTS, d->segment_at, d->segment_id, 0};

    for (size_t i = 0; i < d->n_rows; i++) {
        if (d->row[i].place.param == DC_P_LEADS) {
            number_add(d, d->row[i].place.segment, &d->row[i], &to);
        }
    }
    for (size_t i = 0; i < d->n_rows; i++) {
        if (dc_params[d->row[i].place.param].scope == DC_OF_SEGMENT) {
            number_add(d, d->row[i].place.segment, &d->row[i], &to);
        }
    }
    d->n_segments = to.n;
}

bool dc_build_names(struct dc_draft *d)
{
    if (!numbers_take(d)) {
        return false;
    }
    teams_number(d);
    segments_number(d);
    if (d->n_teams == 0) {
        dc_report(d->diags, DC_REQUIRED, top_of(d), "team.T.stages",
                  "is not set: a scenario needs at least one team");
    }
    if (d->n_segments == 0) {
        dc_report(d->diags, DC_REQUIRED, top_of(d), "segment.S.leads",
                  "is not set: a scenario needs at least one segment");
    }
    return d->n_teams > 0 && d->n_teams <= DC_MAX_TEAMS && d->n_segments > 0 &&
           d->n_segments <= DC_MAX_SEGMENTS;
}
