/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/sketch.h - a histogram on the bits of doubles: quantiles of any number of values in
 * bounded memory.
 *
 * A bin holds the values that share sign, exponent and 11 bits of mantissa; it stands for
 * its edge nearer to 0, so a quantile is at most 2^-11 of itself nearer to 0 than the exact
 * one, and whole numbers up to 4096 are exact. Bins are integers: any order of adding and
 * merging gives the same sketch, without a seed (unlike KLL or t-digest). After
 * G. S. Tene's HdrHistogram and C. Masson, J. E. Rim and H. K. Lee, DDSketch, PVLDB 12
 * (2019) 2195. All-zero is empty; at most 4096 pages of 16 kB, a handful in practice. */
#ifndef DC_TALLY_SKETCH_H
#define DC_TALLY_SKETCH_H

#include "base/bug.h"

struct dc_sketch_page;

struct dc_sketch {
    uint64_t n;
    double min, max;             /* exact; hold if n > 0 */
    struct dc_sketch_page *page; /* in order of their values */
    size_t n_pages, room;
};

/* Adds a finite value; false: memory (nothing was added). */
DC_MUST_CHECK bool dc_sketch_add(struct dc_sketch *sketch, double x);
/* Adds all of `from`; false: memory (what was added so far stays). */
DC_MUST_CHECK bool dc_sketch_merge(struct dc_sketch *into, const struct dc_sketch *from);
void dc_sketch_free(struct dc_sketch *sketch); /* empty again */

/* The k-th smallest value, 1 <= k <= n. */
double dc_sketch_order(const struct dc_sketch *sketch, uint64_t k);
/* The p-quantile, n > 0: linear between order statistics (R type 7). */
double dc_sketch_quantile(const struct dc_sketch *sketch, double p);
/* Calls see(self, value, count) for each bin in use, from the smallest value. */
void dc_sketch_each(const struct dc_sketch *sketch,
                    void (*see)(void *self, double value, uint64_t count), void *self);

/* Writes all of it by put(self, bytes, n), and reads it back into an empty one by get; false:
 * put or get said so, what was read makes no sense, or memory. */
DC_MUST_CHECK bool dc_sketch_write(const struct dc_sketch *sketch,
                                   bool (*put)(void *self, const void *bytes, size_t n),
                                   void *self);
DC_MUST_CHECK bool dc_sketch_read(struct dc_sketch *sketch,
                                  bool (*get)(void *self, void *bytes, size_t n), void *self);

#endif
