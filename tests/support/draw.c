/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/draw.c - see draw.h. */
#include "tests/support/draw.h"

#include <stdio.h>

uint64_t draw_bits(struct draw *d)
{
    d->state += 0x9e3779b97f4a7c15;
    uint64_t z = d->state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

int draw_below(struct draw *d, int n)
{
    return (int)(draw_bits(d) % (uint64_t)n);
}

bool draw_seldom(struct draw *d, int n)
{
    return draw_below(d, n) == 0;
}

void draw_row_of(struct draw *d, const char *fmt, va_list args)
{
    const size_t at = d->n < d->size ? d->n : d->size; /* nothing is written behind the text */
    d->n += (size_t)vsnprintf(d->rows + at, d->size - at, fmt, args);
}

void draw_row(struct draw *d, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    draw_row_of(d, fmt, args);
    va_end(args);
}
