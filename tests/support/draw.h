/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/draw.h - rows of a scenario, written by chance. */
#ifndef DC_TESTS_DRAW_H
#define DC_TESTS_DRAW_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text of `size` bytes that belongs to whoever made it, n of them written. */
struct draw {
    uint64_t state; /* the seed at first */
    char *rows;
    size_t size, n;
};

/* splitmix64 (Steele, Lea and Flood 2014). */
uint64_t draw_bits(struct draw *d);
/* 0 to n - 1. */
int draw_below(struct draw *d, int n);
/* One time out of n. */
bool draw_seldom(struct draw *d, int n);
/* Adds to the rows. */
__attribute__((format(printf, 2, 3))) void draw_row(struct draw *d, const char *fmt, ...);
void draw_row_of(struct draw *d, const char *fmt, va_list args);

#endif
