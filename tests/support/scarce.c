/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/scarce.c - see scarce.h. */
#include "tests/support/scarce.h"

#include <stdbool.h>
#include <stdlib.h>

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t n);

/* The allocation so many from here is refused, and all after it; 0: all; negative: none. */
static long n_left = -1;
static unsigned n_asked;

void scarce_from(long n)
{
    n_left = n;
}

void scarce_end(void)
{
    n_left = -1;
}

unsigned scarce_asked(void)
{
    return n_asked;
}

static bool is_refused(void)
{
    n_asked++;
    if (n_left > 0) {
        n_left--;
    }
    return n_left == 0;
}

void *__wrap_malloc(size_t n)
{
    return is_refused() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return is_refused() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *old, size_t n)
{
    return is_refused() ? NULL : __real_realloc(old, n);
}
