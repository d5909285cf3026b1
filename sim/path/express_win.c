/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express_win.c - the wins of a batch: together where nothing but their own numbers
 * matters, else one by one. */
#include "num/kernel.h"
#include "path/express_batch.h"
#include "path/express_sum.h"
#include "path/record.h"

#define N DC_EXPRESS_BATCH

struct wins {
    uint32_t n;
    const uint8_t *i; /* places in the batch */
    double end_days[N], value_money[N], cycle_days[N], waited_days[N];
    struct dc_split value;
};

static void luck_draw(const struct dc_path *p, const struct dc_express_batch *b,
                      const struct wins *w, double satisfaction[N], double lifetime[N])
{
    const struct dc_rng_purpose of = {p->model->segment[b->i_segment].key, p->replication,
                                      p->luck.win, 0};
    uint8_t drawn[N];
    for (uint32_t j = 0; j < w->n; j++) {
        drawn[j] = b->drawn[w->i[j]];
    }
    (void)dc_rng_uniforms(&of, b->first, drawn, w->n, satisfaction, lifetime);
}

static void wins_each(struct dc_path *p, const struct dc_express_batch *b, const struct wins *w)
{
    double satisfaction[N];
    double lifetime[N];
    luck_draw(p, b, w, satisfaction, lifetime);
    for (uint32_t j = 0; j < w->n; j++) {
        dc_path_month_is(p, dc_month_of(b->end_days[w->i[j]]));
        p->record.month[p->i_month].n_lost--;
        dc_express_win(p, b, w->i[j], (struct dc_win_luck){satisfaction[j], lifetime[j]});
    }
}

/* A customer for good, whose satisfaction no stress acts on. */
static bool are_plain(const struct dc_path *p, const struct dc_express_batch *b)
{
    const struct dc_segment *s = &p->model->segment[b->i_segment];
    const struct dc_role *role = &p->team->role[p->team->step[0].by[0].role];
    return !s->recurring && s->wait_penalty.ops == 0 && role->satisfaction.ops == 0;
}

/* The sum of what each is satisfied with, less the penalty for its wait. */
static dc_fixed csat_sum(struct dc_path *p, const struct dc_express_batch *b,
                         const struct wins *w)
{
    const struct dc_chance *c = &p->team->role[p->team->step[0].by[0].role].satisfaction;
    const double penalty =
        dc_env_at(&p->env, p->model->segment[b->i_segment].wait_penalty, 0.0);
    const struct dc_dist *dist = &p->env.dist[c->i];
    const bool is_constant = c->is_zero || dc_dist_is_constant(dist);
    double csat[N];
    if (is_constant) {
        const double x = dc_env_chance(&p->env, c, 0.5, 0.0);
        for (uint32_t j = 0; j < w->n; j++) {
            csat[j] = x;
        }
    } else {
        double u[N];
        double lifetime[N];
        luck_draw(p, b, w, u, lifetime);
        dc_dist_run(dist, u, csat, w->n);
    }
    dc_win_csat(csat, w->waited_days, w->n, b->at_once ? 0.0 : penalty);
    return dc_sum_small(csat, w->n);
}

static void wins_record(struct dc_path *p, const struct dc_express_batch *b,
                        const struct wins *w)
{
    struct dc_segment_sum *sum = &p->record.segment[b->i_segment];
    const uint32_t i_role = p->team->step[0].by[0].role;
    double first;
    double last;
    sum->n_won += w->n;
    sum->n_opportunity_won += p->team->opportunity < p->n_steps ? w->n : 0;
    p->record.role[i_role].n_won += w->n;
    dc_times_span(w->end_days, w->n, &first, &last);
    const uint32_t m_last = dc_month_of(last);
    for (uint32_t m = dc_month_of(first); m <= m_last; m++) {
        const struct dc_split_sum value = dc_split_between(
            &w->value, w->end_days, w->n, m * DC_MONTH_DAYS, (m + 1) * DC_MONTH_DAYS);
        p->record.month[m].n_won += (uint64_t)value.n;
        p->record.month[m].n_lost -= (uint64_t)value.n;
        p->role_count[i_role].won_money += dc_split_fixed(&value);
    }
    dc_record_cycles(p, b->i_segment, w->cycle_days, w->n);
}

void dc_express_wins(struct dc_path *p, const struct dc_express_batch *b)
{
    struct wins w;
    w.n = b->n_reach[p->n_steps];
    w.i = b->reach[p->n_steps];
    if (w.n == 0) {
        return;
    }
    for (uint32_t j = 0; j < w.n; j++) {
        const uint8_t i = w.i[j];
        w.end_days[j] = b->end_days[i];
        w.value_money[j] = b->value_money[i];
        w.cycle_days[j] = b->end_days[i] - b->at_days[i];
        w.waited_days[j] = b->start_days[i] - b->at_days[i];
    }
    if (!are_plain(p, b) || !dc_split_of(w.value_money, w.n, &w.value)) {
        wins_each(p, b, &w);
        return;
    }
    wins_record(p, b, &w);
    dc_ledger_wins(p->ledger, b->i_segment, w.end_days, w.n, &w.value);
    dc_ledger_csat(p->ledger, csat_sum(p, b, &w));
}
