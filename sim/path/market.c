/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/market.c - a unit Poisson process sent through the inverse of the cumulative rate,
 * so that a change of rate moves arrivals and keeps who the leads are. */
#include "path/market.h"

#include "num/kernel.h"
#include "path/cells.h"
#include "path/lots.h"

#define CHUNK 32       /* gaps at once: while they are added up, those of the next are made */
#define MOST_KEPT 2048 /* leads of a segment, for the next team */

bool dc_market_new(struct dc_path *p)
{
    const struct dc_model *model = p->model;
    const size_t n_months = model->horizon_months;
    p->market = dc_arena_zero(&p->keep, model->n_segments + 1, sizeof(*p->market));
    for (uint32_t s = 0; p->market != NULL && s < model->n_segments; s++) {
        struct dc_market *m = &p->market[s];
        m->rate = dc_arena_zero(&p->keep, n_months, sizeof(double));
        m->mass = dc_arena_zero(&p->keep, n_months + 1, sizeof(double));
        m->room = model->n_teams > 1 ? MOST_KEPT : 0;
        m->at_days = dc_arena_zero(&p->keep, m->room + DC_LEAD_BATCH, sizeof(double));
        m->value = dc_arena_zero(&p->keep, m->room + DC_LEAD_BATCH, sizeof(double));
        if (!m->rate || !m->mass || !m->at_days || !m->value) {
            return false;
        }
    }
    return p->market != NULL;
}

void dc_market_begin(struct dc_path *p)
{
    const struct dc_model *model = p->model;
    for (uint32_t i = 0; i < model->n_segments; i++) {
        const struct dc_segment *s = &model->segment[i];
        struct dc_market *m = &p->market[i];
        const double log_growth = dc_log1p(dc_env_at(&p->env, s->growth, 0.0));
        m->n_kept = 0;
        m->mass[0] = 0.0;
        for (uint32_t k = 0; k < model->horizon_months; k++) {
            const double base = dc_env_at(&p->env, s->leads, k * DC_MONTH_DAYS);
            const double per_month =
                base * dc_exp(log_growth * k / 12.0) * s->season[(model->start_month + k) % 12];
            m->rate[k] = per_month / DC_MONTH_DAYS;
            m->mass[k + 1] = m->mass[k] + per_month;
        }
    }
}

/* What the team at hand and its leads are all the time. */
static void plain_set(const struct dc_path *p, uint32_t i_segment, struct dc_market *m)
{
    const struct dc_segment *s = &p->model->segment[i_segment];
    const struct dc_ref coverage = p->team->coverage[i_segment];
    m->is_covered = coverage.ops == 0 && p->env.once[coverage.i] >= 1.0;
    m->is_plain = !s->patience.given && s->decision_makers.ops == 0 &&
                  dc_lot_is_fixed(p, &s->decision_makers);
    if (m->is_plain) {
        m->decision_makers = dc_path_chance(p, &s->decision_makers, 0);
    }
}

void dc_market_rewind(struct dc_path *p)
{
    for (uint32_t i = 0; i < p->model->n_segments; i++) {
        struct dc_market *m = &p->market[i];
        plain_set(p, i, m);
        m->point = 0.0;
        m->n_drawn = 0;
        m->i_month = 0;
        m->n_batch = 0;
        m->i_batch = 0;
        m->i_first = 0;
    }
}

/* -log(1 - u) of up to CHUNK: the upper tail keeps a gap monotone in its uniform. */
DC_EACH_CPU static void gaps_of(double u[restrict], uint32_t n)
{
    double f[CHUNK];
    double k[CHUNK];
    for (uint32_t i = 0; i < n; i++) {
        f[i] = dc_log_split(1.0 - u[i], &k[i]);
    }
    for (uint32_t i = 0; i < n; i++) {
        u[i] = -dc_log_join(f[i], k[i]);
    }
}

/* Times of points within a month; rounding must not carry them past it. */
DC_EACH_CPU static void times_of(const double point[restrict], double at_days[restrict],
                                 uint32_t n, const double month[4])
{
    for (uint32_t i = 0; i < n; i++) {
        const double at = month[0] + (point[i] - month[1]) / month[2];
        at_days[i] = at < month[3] ? at : month[3];
    }
}

/* Cumulative rate to time; months without leads are passed over. */
static void inverse_of_mass(struct dc_market *m, uint32_t n_months, const double point[],
                            double at_days[], uint32_t n)
{
    uint32_t i = 0;
    while (i < n) {
        while (m->i_month < n_months && !(point[i] < m->mass[m->i_month + 1])) {
            m->i_month++;
        }
        if (m->i_month >= n_months) {
            at_days[i++] = INFINITY;
            continue;
        }
        const uint32_t end = i + dc_times_before(point + i, n - i, m->mass[m->i_month + 1]);
        const double month[4] = {m->i_month * DC_MONTH_DAYS, m->mass[m->i_month],
                                 m->rate[m->i_month], (m->i_month + 1) * DC_MONTH_DAYS};
        times_of(point + i, at_days + i, end - i, month);
        i = end;
    }
}

/* What has come so far, and each gap added to it: one after the other, as rounding goes. */
static double points_of(double point[], uint32_t n, double from)
{
    for (uint32_t i = 0; i < n; i++) {
        from += point[i];
        point[i] = from;
    }
    return from;
}

static void points_even(double point[], uint32_t n, uint64_t n_drawn)
{
    for (uint32_t i = 0; i < n; i++) {
        point[i] = (double)(n_drawn + i) + 0.5;
    }
}

void dc_market_draw(struct dc_path *p, uint32_t i_segment, double at_days[], double value[],
                    uint32_t n)
{
    const struct dc_segment *s = &p->model->segment[i_segment];
    const struct dc_rng_purpose of = {s->key, p->replication, p->luck.lead, 0};
    struct dc_market *m = &p->market[i_segment];
    _Alignas(64) double point[DC_MARKET_MOST];
    _Alignas(64) double u[DC_MARKET_MOST];
    if (n == 0) {
        return;
    }
    (void)dc_rng_uniforms(&of, m->n_drawn + 1, dc_rng_in_turn, n, point, u);
    if (s->even) {
        points_even(point, n, m->n_drawn);
        m->point = point[n - 1];
    } else {
        for (uint32_t i = 0; i < n; i += CHUNK) {
            const uint32_t n_here = n - i < CHUNK ? n - i : CHUNK;
            gaps_of(point + i, n_here);
            m->point = points_of(point + i, n_here, m->point);
        }
    }
    inverse_of_mass(m, p->model->horizon_months, point, at_days, n);
    dc_dist_run(&p->env.dist[s->deal_value.i], u, value, n);
    m->n_drawn += n;
}

uint32_t dc_market_likely(const struct dc_path *p, uint32_t i_segment)
{
    const struct dc_market *m = &p->market[i_segment];
    const double left = m->mass[p->model->horizon_months] - m->point;
    const double n = left > 0.0 ? 1.1 * left + 16.0 : 16.0;
    return n < DC_MARKET_MOST ? (uint32_t)n / 16 * 16 : DC_MARKET_MOST; /* whole vectors */
}

/* Leads that an earlier team met are there; false: none that has not been taken. */
static bool batch_find(struct dc_market *m)
{
    if (m->n_drawn >= m->n_kept) {
        return false;
    }
    m->i_first = (uint32_t)m->n_drawn;
    m->n_batch = m->n_kept - m->i_first;
    m->n_drawn = m->n_kept;
    m->point = m->kept_point;
    m->i_month = m->i_kept_month;
    return true;
}

static void batch_draw(struct dc_path *p, uint32_t i_segment)
{
    struct dc_market *m = &p->market[i_segment];
    m->n_batch = dc_market_likely(p, i_segment);
    m->n_batch = m->n_batch < DC_LEAD_BATCH ? m->n_batch : DC_LEAD_BATCH;
    const bool keeps = m->n_drawn == m->n_kept && m->n_drawn + m->n_batch <= m->room;
    m->i_first = keeps ? m->n_kept : m->room;
    dc_market_draw(p, i_segment, m->at_days + m->i_first, m->value + m->i_first, m->n_batch);
    if (keeps) {
        m->n_kept += m->n_batch;
        m->kept_point = m->point;
        m->i_kept_month = m->i_month;
    }
}

double dc_market_next(struct dc_path *p, uint32_t i_segment)
{
    struct dc_market *m = &p->market[i_segment];
    if (m->i_batch == m->n_batch) {
        m->i_batch = 0;
        if (!batch_find(m)) {
            batch_draw(p, i_segment);
        }
    }
    return m->at_days[m->i_first + m->i_batch];
}

struct dc_leads dc_market_leads(const struct dc_path *p, uint32_t i_segment)
{
    const struct dc_market *m = &p->market[i_segment];
    const uint32_t i = m->i_first + m->i_batch;
    const uint32_t n_drawn = m->n_batch - m->i_batch;
    const uint64_t first = m->n_drawn - n_drawn + 1;
    const uint32_t n_together = DC_LEAD_BATCH - (uint32_t)((first - 1) % DC_LEAD_BATCH);
    return (struct dc_leads){first, n_drawn < n_together ? n_drawn : n_together, m->at_days + i,
                             m->value + i};
}

void dc_market_take(struct dc_path *p, uint32_t i_segment, uint32_t n)
{
    p->market[i_segment].i_batch += n;
}

double dc_market_expected(const struct dc_path *p)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < p->model->n_segments; i++) {
        sum += p->market[i].mass[p->model->horizon_months];
    }
    return sum;
}
