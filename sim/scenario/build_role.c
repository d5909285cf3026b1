/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/build_role.c - the roles of a team: seats, plans and settings. */
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "num/rng.h"
#include "scenario/build.h"
#include "scenario/cascade.h"
#include "scenario/stress.h"

static struct dc_place role_place(uint32_t param, uint32_t team, uint32_t role)
{
    struct dc_place use = dc_place_of(param);
    use.team = team;
    use.thing = role;
    return use;
}

struct member {
    uint32_t order, name;
};

static int by_order(const void *a, const void *b)
{
    const uint32_t x = ((const struct member *)a)->order;
    const uint32_t y = ((const struct member *)b)->order;
    return x < y ? -1 : x > y ? 1 : 0;
}

static bool crew_take(struct dc_draft *d, size_t n_words, struct dc_crew *out)
{
    out->name = dc_arena_take(d->arena, (out->n + 1) * sizeof *out->name);
    out->channel = dc_arena_take(d->arena, (out->n + 1) * sizeof *out->channel);
    out->at = dc_arena_take(d->arena, (n_words + 1) * sizeof *out->at);
    if (out->name == NULL || out->channel == NULL || out->at == NULL) {
        return dc_draft_no_memory(d);
    }
    memset(out->at, 0xFF, (n_words + 1) * sizeof *out->at);
    return true;
}

static uint32_t channel_read(struct dc_draft *d, uint32_t team, uint32_t role)
{
    const struct dc_place use = role_place(DC_P_CHANNEL, team, role);
    const struct dc_place headcount = role_place(DC_P_HEADCOUNT, team, role);
    const struct dc_row *row = dc_cascade_find(d, &headcount);
    const struct dc_need need = {row != NULL ? row->at_path
                                             : (struct dc_span){d->file, 1, 1, 0},
                                 "every role is inside or outside"};

    return dc_build_check_set(d, &use, need) ? dc_build_word(d, &use) : DC_INSIDE;
}

bool dc_build_crew(struct dc_draft *d, uint32_t team, struct dc_crew *out)
{
    const size_t n_words = d->words.role.n;
    struct member *member = dc_arena_take(d->arena, (n_words + 1) * sizeof *member);

    *out = (struct dc_crew){0};
    if (member == NULL) {
        return dc_draft_no_memory(d);
    }
    for (uint32_t r = 0; r < n_words; r++) {
        const struct dc_place use = role_place(DC_P_HEADCOUNT, team, r);
        const struct dc_row *row = dc_cascade_read_if_set(d, &use);
        if (row != NULL) {
            member[out->n++] = (struct member){row->order, r};
        }
    }
    qsort(member, out->n, sizeof *member, by_order);
    if (!crew_take(d, n_words, out)) {
        return false;
    }
    for (uint32_t i = 0; i < out->n; i++) {
        out->name[i] = member[i].name;
        out->at[member[i].name] = i;
        out->channel[i] = channel_read(d, team, member[i].name);
    }
    return true;
}

static int by_time(const void *a, const void *b)
{
    const double x = ((const struct dc_hire *)a)->at_days;
    const double y = ((const struct dc_hire *)b)->at_days;
    return x < y ? -1 : x > y ? 1 : 0;
}

/* Stable: plans are short, and equal times keep the order written. */
static void sort_by_time(struct dc_hire hire[], uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        const struct dc_hire h = hire[i];
        uint32_t to = i;
        while (to > 0 && by_time(&h, &hire[to - 1]) < 0) {
            hire[to] = hire[to - 1];
            to--;
        }
        hire[to] = h;
    }
}

static const struct dc_hire *plan_read(struct dc_draft *d, const struct dc_place *use,
                                       uint32_t *n, const struct dc_row **at)
{
    const struct dc_value *value = dc_build_value(d, use, at);

    *n = 0;
    if (value == NULL || value->n == 0) {
        return NULL;
    }
    struct dc_hire *plan = dc_arena_take(d->arena, value->n * sizeof *plan);
    if (plan == NULL) {
        dc_draft_no_memory(d);
        return NULL;
    }
    memcpy(plan, value->hire, value->n * sizeof *plan);
    sort_by_time(plan, value->n);
    *n = value->n;
    return plan;
}

/* Counts the seats that ever open; a closing needs one that is open then. */
static void seats_count(struct dc_draft *d, struct dc_role *role, const struct dc_row *at)
{
    int64_t n_open = role->headcount;
    int64_t n_all = n_open;

    for (uint32_t i = 0; i < role->n_hires; i++) {
        const struct dc_hire *h = &role->hires[i];
        if (h->seats < 0 && -(int64_t)h->seats > n_open) {
            dc_draft_error(d, at, DC_CLOSING,
                           "%d seats are to close at month %.6g and only %lld are open then",
                           -h->seats, h->at_days / DC_MONTH_DAYS, (long long)n_open);
            break;
        }
        n_open += h->seats;
        n_all += h->seats > 0 ? h->seats : 0;
    }
    role->n_seats = n_all <= DC_MAX_SEATS ? (uint32_t)n_all : DC_MAX_SEATS + 1;
}

static void seats_read(struct dc_draft *d, uint32_t team, uint32_t name, struct dc_role *role)
{
    const struct dc_place headcount = role_place(DC_P_HEADCOUNT, team, name);
    const struct dc_place hires = role_place(DC_P_HIRES, team, name);
    const struct dc_place departures = role_place(DC_P_DEPARTURES, team, name);
    const struct dc_row *at;
    double n = 0.0;

    (void)dc_build_amount(d, &headcount, &n);
    role->headcount = (uint32_t)n;
    role->departures = plan_read(d, &departures, &role->n_departures, &at);
    role->hires = plan_read(d, &hires, &role->n_hires, &at);
    role->freezes = dc_stress_freezes(d, &hires, &role->n_freezes);
    const struct dc_row *row = dc_cascade_find(d, &headcount);
    if (row == NULL || row->is_ok) { /* else nothing follows from it */
        seats_count(d, role, at);
    }
}

static bool mix_read(struct dc_draft *d, const struct dc_place *use, struct dc_role *role)
{
    const struct dc_row *at;
    const struct dc_value *value = dc_build_value(d, use, &at);

    if (value == NULL) {
        return true;
    }
    double *weight = dc_arena_zero(d->arena, d->n_segments, sizeof *weight);
    if (weight == NULL) {
        return dc_draft_no_memory(d);
    }
    for (uint32_t i = 0; i < value->n; i++) {
        const uint32_t name = value->name[i];
        const uint32_t i_segment = d->segment_at[name];
        if (i_segment == DC_NONE) {
            dc_draft_error(d, at, DC_UNKNOWN_NAME, "no segment is called '%s'",
                           d->words.segment.name[name]);
        } else {
            weight[i_segment] += value->number[i];
        }
    }
    role->source_weight = weight;
    return true;
}

/* A constant 0 without stress creates nothing. */
static bool has_sourcing(const struct dc_draft *d, const struct dc_role *role)
{
    const struct dc_once *once = &d->once[role->sourced_leads.i];
    return once->draws != DC_NO_DRAWS || once->value != 0.0 || role->sourced_leads.ops != 0;
}

/* Without an ote of its own it is the base salary, which a stress on ote may change. */
static void pay_follow(struct dc_draft *d, const struct dc_place *ote, struct dc_role *role)
{
    const uint32_t ops = role->has_ote ? 0 : dc_stress_ops_after(d, role->base_salary.ops, ote);

    if (!role->has_ote && ops != role->base_salary.ops) {
        role->has_ote = true;
        role->ote = (struct dc_ref){role->base_salary.i, ops};
    }
}

struct shut {
    uint32_t param[8];
    size_t n;
};

static void shut_add(struct shut *s, uint32_t param)
{
    s->param[s->n++] = param;
}

/* Whether the role may answer a lead: works a first stage. */
static bool works_first(const struct dc_draft *d, const struct dc_team *team, uint32_t i_role)
{
    const size_t n_steps = team->n_stages + team->n_followup;

    for (size_t s = 0; s < d->n_segments; s++) {
        const struct dc_step *step = &team->step[s * n_steps];
        if (step->by[0].role == i_role || (step->escalates && step->by[1].role == i_role)) {
            return true;
        }
    }
    return false;
}

/* What nothing reads of this role. */
static struct shut shut_of(struct dc_draft *d, const struct dc_place *use,
                           const struct dc_team *team, const struct dc_role *role)
{
    struct dc_place quota = *use;
    struct shut shut = {.n = 0};
    bool has_quota;

    quota.param = DC_P_QUOTA;
    (void)dc_build_ref(d, &quota, &has_quota);
    if (!role->outside) {
        shut_add(&shut, DC_P_REMOTE_SHARE);
    }
    if (!works_first(d, team, (uint32_t)(role - team->role))) {
        shut_add(&shut, DC_P_RESPONSE_DELAY);
    }
    if (!has_quota) {
        shut_add(&shut, DC_P_COMMISSION_THRESHOLD);
        shut_add(&shut, DC_P_ACCELERATOR);
        shut_add(&shut, DC_P_COMMISSION_CAP);
        shut_add(&shut, DC_P_CREDIT_SHARE);
    }
    return shut;
}

/* What the table does not fill. */
static bool settings_read(struct dc_draft *d, struct dc_place use, struct dc_role *role)
{
    double x;

    use.param = DC_P_ORDER;
    role->order = (enum dc_order)dc_build_word(d, &use);
    use.param = DC_P_OTE;
    pay_follow(d, &use, role);
    use.param = DC_P_QUOTA_PERIOD;
    role->quota_months = dc_build_period(d, &use);
    use.param = DC_P_MAX_OPEN_DEALS;
    role->max_open_deals = dc_build_amount(d, &use, &x) ? (uint32_t)x : DC_NONE;
    role->has_sourcing = has_sourcing(d, role);
    use.param = DC_P_SOURCE_MIX;
    return !role->has_sourcing || mix_read(d, &use, role);
}

/* `use` is the place of the role: team, role and channel. */
static bool role_build(struct dc_draft *d, const struct dc_team *team,
                       const struct dc_place *use, struct dc_role *role)
{
    const uint32_t name = use->thing;
    const char *path = dc_arena_printf(d->arena, "role.%s", d->words.role.name[name]);

    if (path == NULL) {
        return dc_draft_no_memory(d);
    }
    role->name = path + strlen("role.");
    role->key = (struct dc_key){d->model->seed, dc_hash_text(path)};
    role->outside = use->channel == DC_OUTSIDE;
    seats_read(d, use->team, name, role);
    const struct shut shut = shut_of(d, use, team, role);
    const struct dc_fields fields = {
        DC_OF_ROLE, 0, {{d->file, 1, 1, 0}, ""}, shut.param, shut.n};
    dc_build_fields(d, use, &fields, role);
    return settings_read(d, *use, role);
}

bool dc_build_roles(struct dc_draft *d, const struct dc_team *team, uint32_t name,
                    const struct dc_crew *crew, struct dc_role role[])
{
    uint64_t n_seats = 0;

    for (uint32_t i = 0; i < crew->n; i++) {
        struct dc_place use = role_place(DC_P_ORDER, name, crew->name[i]);
        use.channel = crew->channel[i];
        if (!role_build(d, team, &use, &role[i])) {
            return false;
        }
        n_seats += role[i].n_seats;
    }
    if (n_seats > DC_MAX_SEATS) {
        const struct dc_place use = role_place(DC_P_HEADCOUNT, name, crew->name[crew->n - 1]);
        const struct dc_row *row = dc_cascade_find(d, &use);
        if (row != NULL) {
            dc_draft_error(d, row, DC_TOO_LARGE,
                           "the team's seats, with those it will open, are more than %d",
                           DC_MAX_SEATS);
        }
    }
    return !d->no_memory;
}
