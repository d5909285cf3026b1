/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/sketch.c - one page of bins per sign and exponent, made when first needed. */
#include "tally/sketch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MANTISSA_BITS 11
#define N_BINS (1u << MANTISSA_BITS)
#define BIN_SHIFT (52 - MANTISSA_BITS)

struct dc_sketch_page {
    uint32_t octave; /* the top 12 bits of a value's key */
    uint64_t n;
    uint64_t *bin; /* [N_BINS] */
};

/* Bits whose unsigned order is that of the values. */
static uint64_t key_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

/* The edge nearer to 0 of a bin. */
static double edge_of(uint32_t octave, uint32_t i_bin)
{
    const uint64_t key = (uint64_t)octave << 52 | (uint64_t)i_bin << BIN_SHIFT;
    const uint64_t inner =
        (UINT64_C(1) << BIN_SHIFT) - 1; /* below 0, the largest key is nearest to 0 */
    const uint64_t bits = key >> 63 ? key & ~(UINT64_C(1) << 63) : ~(key | inner);
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Where the octave's page is, or belongs. */
static size_t page_place(const struct dc_sketch *sketch, uint32_t octave)
{
    size_t i = 0;
    while (i < sketch->n_pages && sketch->page[i].octave < octave) {
        i++;
    }
    return i;
}

static bool make_room(struct dc_sketch *sketch)
{
    if (sketch->n_pages < sketch->room) {
        return true;
    }
    const size_t room = sketch->room == 0 ? 4 : 2 * sketch->room;
    struct dc_sketch_page *const page = realloc(sketch->page, room * sizeof *page);
    if (page == NULL) {
        return false;
    }
    sketch->page = page;
    sketch->room = room;
    return true;
}

/* The page of an octave, made if there is none; NULL: memory. */
static struct dc_sketch_page *page_of(struct dc_sketch *sketch, uint32_t octave)
{
    const size_t i = page_place(sketch, octave);
    if (i < sketch->n_pages && sketch->page[i].octave == octave) {
        return &sketch->page[i];
    }
    uint64_t *const bin = calloc(N_BINS, sizeof *bin);
    if (bin == NULL || !make_room(sketch)) {
        free(bin);
        return NULL;
    }
    memmove(&sketch->page[i + 1], &sketch->page[i],
            (sketch->n_pages - i) * sizeof *sketch->page);
    sketch->n_pages++;
    sketch->page[i] = (struct dc_sketch_page){octave, 0, bin};
    return &sketch->page[i];
}

static void widen(struct dc_sketch *sketch, double min, double max)
{
    sketch->min = sketch->n == 0 || min < sketch->min ? min : sketch->min;
    sketch->max = sketch->n == 0 || max > sketch->max ? max : sketch->max;
}

bool dc_sketch_add(struct dc_sketch *sketch, double x)
{
    const uint64_t key = key_of(x);
    struct dc_sketch_page *const page = page_of(sketch, (uint32_t)(key >> 52));
    if (page == NULL) {
        return false;
    }
    page->bin[key >> BIN_SHIFT & (N_BINS - 1)]++;
    page->n++;
    widen(sketch, x, x);
    sketch->n++;
    return true;
}

bool dc_sketch_merge(struct dc_sketch *into, const struct dc_sketch *from)
{
    for (size_t i = 0; i < from->n_pages; i++) {
        struct dc_sketch_page *const page = page_of(into, from->page[i].octave);
        if (page == NULL) {
            return false;
        }
        for (size_t b = 0; b < N_BINS; b++) {
            page->bin[b] += from->page[i].bin[b];
        }
        page->n += from->page[i].n;
    }
    if (from->n > 0) {
        widen(into, from->min, from->max);
        into->n += from->n;
    }
    return true;
}

void dc_sketch_free(struct dc_sketch *sketch)
{
    for (size_t i = 0; i < sketch->n_pages; i++) {
        free(sketch->page[i].bin);
    }
    free(sketch->page);
    *sketch = (struct dc_sketch){0};
}

static double kept(const struct dc_sketch *sketch, double x)
{
    return fmin(fmax(x, sketch->min), sketch->max);
}

double dc_sketch_order(const struct dc_sketch *sketch, uint64_t k)
{
    size_t i = 0;
    for (; i + 1 < sketch->n_pages && k > sketch->page[i].n; i++) {
        k -= sketch->page[i].n;
    }
    uint32_t b = 0;
    for (; b + 1 < N_BINS && k > sketch->page[i].bin[b]; b++) {
        k -= sketch->page[i].bin[b];
    }
    return kept(sketch, edge_of(sketch->page[i].octave, b));
}

double dc_sketch_quantile(const struct dc_sketch *sketch, double p)
{
    const double place = (double)(sketch->n - 1) * p;
    const double below = floor(place);
    const uint64_t k = 1 + (uint64_t)below;
    const double x = dc_sketch_order(sketch, k);
    if (k >= sketch->n) {
        return x;
    }
    return x + (place - below) * (dc_sketch_order(sketch, k + 1) - x);
}

void dc_sketch_each(const struct dc_sketch *sketch,
                    void (*see)(void *self, double value, uint64_t count), void *self)
{
    for (size_t i = 0; i < sketch->n_pages; i++) {
        for (uint32_t b = 0; b < N_BINS; b++) {
            if (sketch->page[i].bin[b] > 0) {
                see(self, kept(sketch, edge_of(sketch->page[i].octave, b)),
                    sketch->page[i].bin[b]);
            }
        }
    }
}

/* As it is written: pages one by one, of each the bins in use. */
struct sketch_head {
    uint64_t n, n_pages;
    double min, max;
};
struct page_head {
    uint64_t octave, n_bins;
};
struct used_bin {
    uint64_t i, n;
};

static bool write_page(const struct dc_sketch_page *page,
                       bool (*put)(void *self, const void *bytes, size_t n), void *self)
{
    struct page_head head = {page->octave, 0};
    for (uint32_t b = 0; b < N_BINS; b++) {
        head.n_bins += page->bin[b] > 0;
    }
    bool ok = put(self, &head, sizeof head);
    for (uint32_t b = 0; ok && b < N_BINS; b++) {
        const struct used_bin bin = {b, page->bin[b]};
        ok = bin.n == 0 || put(self, &bin, sizeof bin);
    }
    return ok;
}

bool dc_sketch_write(const struct dc_sketch *sketch,
                     bool (*put)(void *self, const void *bytes, size_t n), void *self)
{
    const struct sketch_head head = {sketch->n, sketch->n_pages, sketch->min, sketch->max};
    bool ok = put(self, &head, sizeof head);
    for (size_t i = 0; ok && i < sketch->n_pages; i++) {
        ok = write_page(&sketch->page[i], put, self);
    }
    return ok;
}

static bool read_page(struct dc_sketch *sketch, bool (*get)(void *self, void *bytes, size_t n),
                      void *self)
{
    struct page_head head;
    struct used_bin bin;
    if (!get(self, &head, sizeof head) || head.octave > 0xfff || head.n_bins > N_BINS) {
        return false;
    }
    struct dc_sketch_page *const page = page_of(sketch, (uint32_t)head.octave);
    for (uint64_t k = 0; page != NULL && k < head.n_bins; k++) {
        if (!get(self, &bin, sizeof bin) || bin.i >= N_BINS) {
            return false;
        }
        page->bin[bin.i] = bin.n;
        page->n += bin.n;
    }
    return page != NULL;
}

bool dc_sketch_read(struct dc_sketch *sketch, bool (*get)(void *self, void *bytes, size_t n),
                    void *self)
{
    struct sketch_head head;
    if (!get(self, &head, sizeof head)) {
        return false;
    }
    *sketch = (struct dc_sketch){.n = head.n, .min = head.min, .max = head.max};
    for (uint64_t i = 0; i < head.n_pages; i++) {
        if (!read_page(sketch, get, self)) {
            return false;
        }
    }
    return true;
}
