/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/lots_draw.c - a batch of each kind of lot, and a task's effort one by one. */
#include "path/lots_draw.h"

#include "path/lots.h"

#define N DC_LEAD_BATCH

/* Where the draw of each kind of touch stands among the words of its purposes. */
enum purpose { P_TOUCH, P_MEET, P_TIME, N_PURPOSES };
static const struct {
    uint8_t count_purpose, count_word, time_purpose, time_word;
} touch_words[DC_N_TOUCHES] = {
    [DC_CALLS] = {P_TOUCH, 0, P_MEET, 1},   [DC_VOICEMAILS] = {P_TOUCH, 1, P_MEET, 2},
    [DC_EMAILS] = {P_TOUCH, 2, P_MEET, 3},  [DC_SOCIAL] = {P_TOUCH, 3, P_TIME, 0},
    [DC_MEETINGS] = {P_MEET, 0, P_TIME, 1},
};

static uint64_t purpose_of(const struct dc_stage *stage, unsigned purpose)
{
    return purpose == P_TOUCH  ? stage->p_touch
           : purpose == P_MEET ? stage->p_meet
                               : stage->p_time;
}

/* Rounded half up, not below 0. */
static inline double count_of(double drawn)
{
    const double whole = floor(drawn + 0.5);
    return whole > 0.0 ? (whole < 1e15 ? whole : 1e15) : 0.0;
}

uint32_t dc_lot_width(enum dc_lot_kind kind)
{
    return kind == DC_LOT_WORK ? DC_WORK_WIDTH : kind == DC_LOT_OUTCOME ? 2 : 1;
}

static bool chance_alike(const struct dc_chance *a, const struct dc_chance *b)
{
    return a->is_zero == b->is_zero && (a->is_zero || a->i == b->i);
}

bool dc_lots_work_alike(const struct dc_work *a, const struct dc_work *b)
{
    bool alike = chance_alike(&a->effort, &b->effort) && a->has_touches == b->has_touches;
    for (int k = 0; alike && a->has_touches && k < DC_N_TOUCHES; k++) {
        alike = chance_alike(&a->touch[k], &b->touch[k]) &&
                chance_alike(&a->touch_time[k], &b->touch_time[k]);
    }
    return alike;
}

bool dc_lots_work_steady(const struct dc_work *work)
{
    bool steady = work->effort.ops == 0 && (work->has_touches || !work->effort.is_zero);
    for (int k = 0; steady && work->has_touches && k < DC_N_TOUCHES; k++) {
        steady = work->touch[k].ops == 0 && work->touch_time[k].ops == 0;
    }
    return steady;
}

/* One touch after the other, so that a batch and a single draw add in the same order. */
void dc_lots_work(const struct dc_path *p, const struct dc_deal *d, double x[DC_WORK_WIDTH])
{
    const struct dc_work *work = dc_path_work(d);
    const struct dc_stage *stage = dc_path_stage(d);
    struct dc_bits bits[N_PURPOSES];
    for (int k = 0; k < DC_WORK_WIDTH; k++) {
        x[k] = 0.0;
    }
    if (!work->effort.is_zero) {
        x[DC_WORK_HOURS] =
            dc_path_chance(p, &work->effort, dc_path_deal_word(p, d, stage->p_stage, 2));
    }
    if (!work->has_touches) {
        return;
    }
    for (unsigned i = 0; i < N_PURPOSES; i++) {
        bits[i] = dc_path_deal_bits(p, d, purpose_of(stage, i), 0);
    }
    double each[DC_N_TOUCHES];
    for (int k = 0; k < DC_N_TOUCHES; k++) {
        const uint64_t n = bits[touch_words[k].count_purpose].w[touch_words[k].count_word];
        const uint64_t t = bits[touch_words[k].time_purpose].w[touch_words[k].time_word];
        x[DC_WORK_TOUCHES + k] = count_of(dc_path_chance(p, &work->touch[k], n));
        each[k] = dc_path_chance(p, &work->touch_time[k], t);
        x[DC_WORK_HOURS] += x[DC_WORK_TOUCHES + k] * each[k];
    }
    x[DC_WORK_TALK] = x[DC_WORK_TOUCHES + DC_CALLS] * each[DC_CALLS] +
                      x[DC_WORK_TOUCHES + DC_MEETINGS] * each[DC_MEETINGS];
    x[DC_WORK_MEETING] = each[DC_MEETINGS];
}

/* A batch of leads of a segment. */
struct batch {
    const struct dc_path *p;
    struct dc_key key;
    uint64_t number[N];
};

/* Both words of half a purpose. */
static void words_draw(const struct batch *b, uint64_t purpose, unsigned half, double u[2][N])
{
    dc_rng_uniforms(b->key, b->p->replication, b->number, purpose, half, u[0], u[1], N);
}

static void word_variates(const struct batch *b, uint64_t purpose, unsigned word,
                          const struct dc_dist *dist, double x[N])
{
    double u[2][N];
    if (dc_dist_is_constant(dist)) {
        const double constant = dc_dist_at(dist, 0.5);
        for (int i = 0; i < N; i++) {
            x[i] = constant;
        }
        return;
    }
    words_draw(b, purpose, word / 2, u);
    dc_dist_run(dist, u[word % 2], x, N);
}

static void chance_variates(const struct batch *b, uint64_t purpose, unsigned word,
                            const struct dc_chance *c, double x[N])
{
    if (c->is_zero) {
        for (int i = 0; i < N; i++) {
            x[i] = 0.0;
        }
        return;
    }
    word_variates(b, purpose, word, &b->p->env.dist[c->i], x);
}

static void outcome_fill(const struct batch *b, const struct dc_lot *lot, double x[])
{
    double u[2][N];
    double delay[N] = {0.0};
    words_draw(b, lot->purpose, 0, u);
    if (lot->i_chance != DC_NONE) {
        dc_dist_run(&b->p->env.dist[lot->i_chance], u[1], delay, N);
    }
    for (int i = 0; i < N; i++) {
        x[2 * i] = u[0][i];
        x[2 * i + 1] = delay[i];
    }
}

static void touches_add(const struct batch *b, const struct dc_lot *lot, int k, double hours[N],
                        double x[])
{
    double count[N];
    double each[N];
    chance_variates(b, purpose_of(lot->stage, touch_words[k].count_purpose),
                    touch_words[k].count_word, &lot->work->touch[k], count);
    chance_variates(b, purpose_of(lot->stage, touch_words[k].time_purpose),
                    touch_words[k].time_word, &lot->work->touch_time[k], each);
    for (int i = 0; i < N; i++) {
        double *of = x + i * DC_WORK_WIDTH;
        const double n = count_of(count[i]);
        of[DC_WORK_TOUCHES + k] = n;
        hours[i] += n * each[i];
        if (k == DC_CALLS) {
            of[DC_WORK_TALK] = n * each[i];
        } else if (k == DC_MEETINGS) {
            of[DC_WORK_TALK] += n * each[i];
            of[DC_WORK_MEETING] = each[i];
        }
    }
}

static void work_fill(const struct batch *b, const struct dc_lot *lot, double x[])
{
    double hours[N];
    for (int i = 0; i < N * DC_WORK_WIDTH; i++) {
        x[i] = 0.0;
    }
    chance_variates(b, lot->stage->p_stage, 2, &lot->work->effort, hours);
    for (int k = 0; lot->work->has_touches && k < DC_N_TOUCHES; k++) {
        touches_add(b, lot, k, hours, x);
    }
    for (int i = 0; i < N; i++) {
        x[i * DC_WORK_WIDTH + DC_WORK_HOURS] = hours[i];
    }
}

bool dc_lot_fill(struct dc_path *p, struct dc_lot *lot, uint32_t batch)
{
    const uint32_t room = batch & lot->mask;
    double *x = lot->x + (size_t)room * N * lot->width;
    struct batch b = {.p = p, .key = p->model->segment[lot->i_segment].key};
    if (lot->holds[room] > batch + 1) {
        return false;
    }
    for (uint64_t i = 0; i < N; i++) {
        b.number[i] = (uint64_t)batch * N + i + 1;
    }
    switch (lot->kind) {
    case DC_LOT_OUTCOME:
        outcome_fill(&b, lot, x);
        break;
    case DC_LOT_WORK:
        work_fill(&b, lot, x);
        break;
    case DC_LOT_WORD_1:
    case DC_LOT_WORD_2:
    case DC_LOT_WORD_3:
        word_variates(&b, lot->purpose, (unsigned)(lot->kind - DC_LOT_WORD_1) + 1,
                      &p->env.dist[lot->i_chance], x);
        break;
    }
    lot->holds[room] = batch + 1;
    return true;
}
