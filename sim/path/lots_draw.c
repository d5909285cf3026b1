/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/lots_draw.c - a batch of each kind of lot, and a task's effort one by one. */
#include "path/lots_draw.h"

#include <string.h>

#include "num/kernel.h"
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

/* Rounded half up, not below 0: in additions, which every processor has in vectors. */
static inline double count_of(double drawn)
{
    const double up = drawn + 0.5;
    const double nearest = (up + 0x1p52) - 0x1p52;
    const double whole = nearest - dc_double_if(nearest > up, 1.0, 0.0);
    return dc_double_if(whole > 0.0, dc_double_if(whole < 1e15, whole, 1e15), 0.0);
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

/* The words of one deal's purposes, drawn when they are asked for: two at a time. */
struct words {
    const struct dc_path *p;
    const struct dc_deal *d;
    const struct dc_stage *stage;
    uint64_t word[N_PURPOSES][2][2];
    bool has[N_PURPOSES][2];
};

static double touch_draw(struct words *w, const struct dc_chance *c, unsigned purpose,
                         unsigned word)
{
    if (dc_lot_is_fixed(w->p, c)) {
        return dc_path_chance(w->p, c, 0);
    }
    uint64_t *both = w->word[purpose][word / 2];
    if (!w->has[purpose][word / 2]) {
        w->has[purpose][word / 2] = true;
        dc_rng_half(w->d->key, w->p->replication, w->d->number, purpose_of(w->stage, purpose),
                    word / 2, both);
    }
    return dc_path_chance(w->p, c, both[word % 2]);
}

/* One touch after the other, so that a batch and a single draw add in the same order. */
void dc_lots_work(const struct dc_path *p, const struct dc_deal *d, double x[DC_WORK_WIDTH])
{
    const struct dc_work *work = dc_path_work(d);
    struct words w = {.p = p, .d = d, .stage = dc_path_stage(d)};
    for (int k = 0; k < DC_WORK_WIDTH; k++) {
        x[k] = 0.0;
    }
    x[DC_WORK_HOURS] = dc_lot_one(p, d, &work->effort, w.stage->p_stage, 2);
    for (int k = 0; work->has_touches && k < DC_N_TOUCHES; k++) {
        if (work->touch[k].is_zero) {
            continue;
        }
        const double n = count_of(touch_draw(&w, &work->touch[k], touch_words[k].count_purpose,
                                             touch_words[k].count_word));
        const double each = touch_draw(&w, &work->touch_time[k], touch_words[k].time_purpose,
                                       touch_words[k].time_word);
        x[DC_WORK_TOUCHES + k] = n;
        x[DC_WORK_HOURS] += n * each;
        if (k == DC_CALLS || k == DC_MEETINGS) {
            x[DC_WORK_TALK] += n * each;
        }
        if (k == DC_MEETINGS) {
            x[DC_WORK_MEETING] = each;
        }
    }
}

/* Leads of a segment that are drawn together, and the words drawn last. */
struct batch {
    const struct dc_path *p;
    struct dc_key key;
    size_t n;       /* leads, in whole vectors */
    uint64_t first; /* number of the first of the batch */
    uint8_t at[N];  /* ... and where they are in it */
    uint64_t purpose;
    unsigned half;
    bool has_words;
    double u[2][N];
};

/* Uniforms of a word; those of the word beside it come along. */
static const double *word_of(struct batch *b, uint64_t purpose, unsigned word)
{
    if (!b->has_words || b->purpose != purpose || b->half != word / 2) {
        b->has_words = true;
        b->purpose = purpose;
        b->half = word / 2;
        const struct dc_rng_purpose of = {b->key, b->p->replication, purpose, b->half};
        (void)dc_rng_uniforms(&of, b->first, b->at, b->n, b->u[0], b->u[1]);
    }
    return b->u[word % 2];
}

static void constant_fill(double constant, double x[N])
{
    for (int i = 0; i < N; i++) {
        x[i] = constant;
    }
}

static void chance_fill(struct batch *b, uint64_t purpose, unsigned word, uint32_t i_chance,
                        double x[N])
{
    const struct dc_dist *dist = i_chance == DC_NONE ? NULL : &b->p->env.dist[i_chance];
    if (dist == NULL) {
        constant_fill(0.0, x);
    } else if (dc_dist_is_constant(dist)) {
        constant_fill(dc_dist_at(dist, 0.5), x);
    } else {
        dc_dist_run(dist, word_of(b, purpose, word), x, b->n);
    }
}

/* From columns to rows. */
DC_IN_EACH_CPU void turn_by(double rows[restrict], double x[restrict][N], size_t n,
                            size_t width)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < width; k++) {
            rows[i * width + k] = x[k][i];
        }
    }
}

/* The usual widths are known to the compiler. */
DC_EACH_CPU static void turn(double rows[restrict], double x[restrict][N], size_t n,
                             size_t width)
{
    switch (width) {
    case DC_LEAD_WIDTH:
        turn_by(rows, x, n, DC_LEAD_WIDTH);
        break;
    case DC_OUTCOME_NARROW + 1:
        turn_by(rows, x, n, DC_OUTCOME_NARROW + 1);
        break;
    case DC_OUTCOME_NARROW + DC_WORK_WIDTH:
        turn_by(rows, x, n, DC_OUTCOME_NARROW + DC_WORK_WIDTH);
        break;
    default:
        turn_by(rows, x, n, width);
        break;
    }
}

static void lead_fill(struct batch *b, const struct dc_lot *lot, double rows[])
{
    double x[DC_LEAD_WIDTH][N];
    chance_fill(b, lot->purpose, 2, lot->i_chance[0], x[DC_LEAD_DECISION_MAKERS]);
    chance_fill(b, lot->purpose, 3, lot->i_chance[1], x[DC_LEAD_PATIENCE]);
    turn(rows, x, b->n, DC_LEAD_WIDTH);
}

static void outcome_fill(struct batch *b, const struct dc_lot *lot, double x[][N])
{
    memcpy(x[DC_OUTCOME_UNIFORM], word_of(b, lot->purpose, 0), sizeof(x[0]));
    chance_fill(b, lot->purpose, 1, lot->i_chance[0], x[DC_OUTCOME_DELAY]);
    if (lot->i_work == DC_OUTCOME_WIDTH) {
        chance_fill(b, lot->purpose, 1, lot->i_chance[1], x[DC_OUTCOME_DELAY_LOST]);
        chance_fill(b, lot->purpose, 3, lot->i_chance[2], x[DC_OUTCOME_VALUE_FACTOR]);
    }
}

/* Rounds the counts that were drawn, and adds what they take. */
DC_EACH_CPU static void touches_add(double count[restrict], const double each[restrict],
                                    double hours[restrict], double talk[restrict], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        count[i] = count_of(count[i]);
        hours[i] += count[i] * each[i];
    }
    for (size_t i = 0; talk != NULL && i < n; i++) {
        talk[i] += count[i] * each[i];
    }
}

static uint32_t some_chance(const struct dc_chance *c)
{
    return c->is_zero ? DC_NONE : c->i;
}

/* The number of touches of a kind, as drawn. */
static void count_fill(struct batch *b, const struct dc_lot *lot, int k, double count[N])
{
    const uint64_t p_count = purpose_of(lot->stage, touch_words[k].count_purpose);
    chance_fill(b, p_count, touch_words[k].count_word, some_chance(&lot->work->touch[k]),
                count);
}

static void touch_fill(struct batch *b, const struct dc_lot *lot, int k, double x[][N])
{
    double each[N];
    const bool is_talk = k == DC_CALLS || k == DC_MEETINGS;
    const uint64_t p_time = purpose_of(lot->stage, touch_words[k].time_purpose);
    double *count = x[DC_WORK_TOUCHES + k];
    count_fill(b, lot, k, count);
    if (lot->work->touch[k].is_zero) {
        return;
    }
    chance_fill(b, p_time, touch_words[k].time_word, some_chance(&lot->work->touch_time[k]),
                k == DC_MEETINGS ? x[DC_WORK_MEETING] : each);
    touches_add(count, k == DC_MEETINGS ? x[DC_WORK_MEETING] : each, x[DC_WORK_HOURS],
                is_talk ? x[DC_WORK_TALK] : NULL, b->n);
}

static void work_fill(struct batch *b, const struct dc_lot *lot, double x[][N])
{
    chance_fill(b, lot->stage->p_stage, 2, some_chance(&lot->work->effort), x[DC_WORK_HOURS]);
    for (int k = DC_WORK_TALK; k < (lot->work->has_touches ? DC_WORK_TOUCHES : DC_WORK_WIDTH);
         k++) {
        constant_fill(0.0, x[k]);
    }
    for (int k = 0; lot->work->has_touches && k < DC_N_TOUCHES; k++) {
        touch_fill(b, lot, k, x);
    }
}

/* Rounds the numbers that were drawn, into byte k of the words; one that a byte has no room for
 * is marked in the highest. */
DC_EACH_CPU static void numbers_pack(const double count[restrict], uint64_t words[restrict],
                                     int k, size_t n)
{
    const uint64_t shift = 8 * (uint64_t)k;
    for (size_t i = 0; i < n; i++) {
        const double number = count_of(count[i]);
        const double kept = dc_double_if(number < 255.0, number, 255.0);
        const uint64_t many = dc_bits_of(255.0 - number) >> 63; /* its sign */
        words[i] |= (dc_bits_of(kept + 0x1p52) & 0xff) << shift | many << DC_TOUCHES_MANY;
    }
}

static void touches_fill(struct batch *b, const struct dc_lot *lot, double x[N])
{
    uint64_t words[N] = {0};
    double count[N];
    for (int k = 0; k < DC_N_TOUCHES; k++) {
        if (!lot->work->touch[k].is_zero) {
            count_fill(b, lot, k, count);
            numbers_pack(count, words, k, b->n);
        }
    }
    memcpy(x, words, sizeof(words));
}

static void task_fill(struct batch *b, const struct dc_lot *lot, double rows[])
{
    double x[DC_OUTCOME_WIDTH + DC_WORK_WIDTH][N];
    outcome_fill(b, lot, x);
    if (lot->touches_only) {
        touches_fill(b, lot, x[lot->i_work]);
    } else if (lot->work != NULL) {
        work_fill(b, lot, x + lot->i_work);
    }
    turn(rows, x, b->n, lot->width);
}

/* The leads of the batch, each in its slot. */
static void leads_all(struct batch *b, uint64_t first, uint8_t slot[N])
{
    memcpy(slot, dc_rng_in_turn, N);
    memcpy(b->at, dc_rng_in_turn, N);
    b->first = first;
    b->n = N;
}

/* Slots for those alone whose outcome before makes them likely to come. */
static void leads_likely(struct batch *b, uint64_t first, uint8_t slot[N], double u_most,
                         const struct dc_lot *before)
{
    const double *x = dc_lot_batch(before, (uint32_t)(first / N));
    const uint8_t *from = (const uint8_t *)x;
    const double *u = x + DC_LOT_SLOTS + DC_OUTCOME_UNIFORM;
    const uint32_t width = before->width;
    unsigned n = 0;
    for (unsigned i = 0; i < N; i++) {
        const unsigned likely = u[from[i] % N * width] < u_most;
        const unsigned comes = likely & (from[i] != DC_LOT_NO_SLOT);
        slot[i] = (uint8_t)(n | (comes - 1)); /* DC_LOT_NO_SLOT, without a branch */
        b->at[n] = (uint8_t)i;
        n += comes;
    }
    for (b->n = n; b->n % 8 > 0; b->n++) { /* whole vectors */
        b->at[b->n] = 0;
    }
    b->first = first;
}

bool dc_lot_fill(struct dc_path *p, struct dc_lot *lot, uint32_t batch)
{
    const uint32_t room = batch & lot->mask;
    double *x = dc_lot_batch(lot, batch);
    uint8_t *slot = (uint8_t *)x;
    const uint64_t first = (uint64_t)batch * N + 1;
    double *rows = x + DC_LOT_SLOTS;
    struct batch b;
    if (lot->holds[room] > batch + 1) {
        return false;
    }
    b.p = p;
    b.key = p->model->segment[lot->i_segment].key;
    b.has_words = false;
    const struct dc_lot *before = lot->before;
    if (before == NULL || before->holds[batch & before->mask] != batch + 1) {
        leads_all(&b, first, slot);
    } else {
        leads_likely(&b, first, slot, lot->u_most, before);
    }
    switch (lot->kind) {
    case DC_LOT_LEAD:
        lead_fill(&b, lot, rows);
        break;
    case DC_LOT_RESPONSE:
        chance_fill(&b, lot->purpose, 1, lot->i_chance[0], rows);
        break;
    case DC_LOT_TASK:
        task_fill(&b, lot, rows);
        break;
    }
    lot->holds[room] = batch + 1;
    return true;
}
