/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/build_segment.c - the segments of the model. */
#include <string.h>

#include "num/exact.h"
#include "num/rng.h"
#include "scenario/build.h"
#include "scenario/source.h"

/* The first row of a segment, which a message points at. */
static struct dc_span segment_span(const struct dc_draft *d, uint32_t name)
{
    for (size_t i = 0; i < d->n_rows; i++) {
        if (d->row[i].place.segment == name &&
            dc_params[d->row[i].place.param].scope == DC_OF_SEGMENT) {
            return d->row[i].at_path;
        }
    }
    return (struct dc_span){d->file, 1, 1, 0};
}

static struct dc_place place_at(uint32_t param, uint32_t name)
{
    struct dc_place use = dc_place_of(param);
    use.segment = name;
    return use;
}

static uint32_t word_at(struct dc_draft *d, uint32_t param, uint32_t name)
{
    const struct dc_place use = place_at(param, name);
    return dc_build_word(d, &use);
}

static const struct dc_value *value_at(struct dc_draft *d, uint32_t param, uint32_t name,
                                       const struct dc_row **at)
{
    const struct dc_place use = place_at(param, name);
    return dc_build_value(d, &use, at);
}

static void season_read(struct dc_draft *d, uint32_t name, struct dc_segment *s)
{
    const struct dc_row *at;
    const struct dc_value *value = value_at(d, DC_P_SEASONALITY, name, &at);
    double sum = 0.0;

    for (int i = 0; i < 12; i++) {
        s->season[i] = value != NULL ? value->number[i] : 1.0;
        sum += s->season[i];
    }
    for (int i = 0; i < 12 && value != NULL; i++) {
        s->season[i] = s->season[i] * 12.0 / sum;
    }
}

static bool curve_read(struct dc_draft *d, uint32_t name, struct dc_segment *s)
{
    const struct dc_row *at;
    const struct dc_value *value = value_at(d, DC_P_RESPONSE_CURVE, name, &at);

    if (value == NULL) {
        return true;
    }
    if (s->has_halflife) {
        const struct dc_place half = place_at(DC_P_RESPONSE_HALFLIFE, name);
        const struct dc_row *other = dc_source_row(d, &half);
        dc_report_also(d->diags, DC_TWO_RESPONSES, at->at_value,
                       other != NULL ? other->at_value : dc_nowhere, at->path,
                       "the segment has a response_halflife too: only one can say how a wait "
                       "lowers conversion");
    }
    const uint32_t n_room = value->n < DC_CURVE_ROOM ? DC_CURVE_ROOM : value->n;
    double *days = dc_arena_take(d->arena, n_room * sizeof *days);
    double *log_days = dc_arena_take(d->arena, value->n * sizeof *log_days);
    if (days == NULL || log_days == NULL) {
        return dc_draft_no_memory(d);
    }
    for (uint32_t i = 0; i < value->n; i++) {
        days[i] = value->number[i] / 24.0;
        log_days[i] = dc_log(days[i]);
    }
    for (uint32_t i = value->n; i < n_room; i++) {
        days[i] = INFINITY;
    }
    s->n_curve = value->n;
    s->curve_days = days;
    s->curve_log_days = log_days;
    s->curve_factor = value->factor;
    return true;
}

static bool segment_build(struct dc_draft *d, uint32_t name, struct dc_segment *s)
{
    static const uint32_t billing_months[] = {0, 1, 3, 12};
    static const uint32_t of_recurring[] = {DC_P_CHURN, DC_P_EXPANSION, DC_P_CHURN_SENSITIVITY,
                                            DC_P_CUSTOMERS, DC_P_CUSTOMER_VALUE};
    const struct dc_place use = place_at(DC_P_LEADS, name);
    s->recurring = word_at(d, DC_P_CONTRACT, name) == 1;
    const struct dc_fields fields = {DC_OF_SEGMENT,
                                     0,
                                     {segment_span(d, name), "every segment needs it"},
                                     of_recurring,
                                     s->recurring ? 0 : DC_COUNT_OF(of_recurring)};
    const char *path = dc_arena_printf(d->arena, "segment.%s", d->words.segment.name[name]);

    if (path == NULL) {
        return dc_draft_no_memory(d);
    }
    s->name = path + strlen("segment.");
    s->key = (struct dc_key){d->model->seed, dc_hash_text(path)};
    dc_build_fields(d, &use, &fields, s);
    const struct dc_place customer = place_at(DC_P_CUSTOMER_VALUE, name);
    if (s->recurring) {
        s->customer_value = dc_build_follower(d, &s->customer_value, &s->deal_value, &customer);
    }
    if (!s->customer_value.given) {
        s->customer_value = s->deal_value;
    }
    s->even = word_at(d, DC_P_ARRIVALS, name) == 1;
    s->billing_months = s->recurring ? billing_months[word_at(d, DC_P_BILLING, name)] : 0;
    season_read(d, name, s);
    return curve_read(d, name, s);
}

bool dc_build_segments(struct dc_draft *d)
{
    struct dc_segment *s = dc_arena_zero(d->arena, d->n_segments, sizeof *s);

    if (s == NULL) {
        return dc_draft_no_memory(d);
    }
    for (uint32_t i = 0; i < d->n_segments; i++) {
        if (!segment_build(d, d->segment_id[i], &s[i])) {
            return false;
        }
    }
    d->model->segment = s;
    d->model->n_segments = d->n_segments;
    return !d->no_memory;
}
