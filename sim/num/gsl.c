/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/gsl.c - our streams as a generator of GSL, and GSL's error handler. */
#include "num/gsl.h"

#include <gsl/gsl_errno.h>

#include "num/quiet.h"

struct stream {
    struct dc_key key;
    uint64_t replication, number, purpose, index;
    struct dc_bits bits;
    uint64_t n_used; /* of bits */
};

static void begin(struct stream *s)
{
    s->index = 0;
    s->bits = dc_rng_at(s->key, s->replication, s->number, s->purpose, 0);
    s->n_used = 0;
}

static void stream_set(void *state, unsigned long seed)
{
    struct stream *s = state;
    *s = (struct stream){.key = {seed, 0}};
    begin(s);
}

static uint64_t next(struct stream *s)
{
    if (s->n_used == 4) {
        s->index++;
        s->bits = dc_rng_at(s->key, s->replication, s->number, s->purpose, s->index);
        s->n_used = 0;
    }
    return s->bits.w[s->n_used++];
}

static unsigned long stream_get(void *state)
{
    return next(state);
}

static double stream_uniform(void *state)
{
    return dc_uniform(next(state));
}

static const gsl_rng_type threefry = {
    .name = "threefry2x64-20",
    .max = UINT64_MAX,
    .min = 0,
    .size = sizeof(struct stream),
    .set = stream_set,
    .get = stream_get,
    .get_double = stream_uniform,
};

const gsl_rng_type *dc_rng_gsl_type(void)
{
    return &threefry;
}

void dc_rng_gsl_seek(gsl_rng *r, struct dc_key key, uint64_t replication, uint64_t number,
                     uint64_t purpose)
{
    struct stream *s = r->state;
    *s = (struct stream){
        .key = key, .replication = replication, .number = number, .purpose = purpose};
    begin(s);
}

void dc_num_quiet_gsl(void)
{
    gsl_set_error_handler_off();
}
