/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/system.c - what the operating system says of an error, and large memory. */
#define _DEFAULT_SOURCE /* madvise */
#include "base/system.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

const char *dc_system_error(int error)
{
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);

    if (c == (locale_t)0) {
        return "system error";
    }
    const char *text = strerror_l(error, c);
    freelocale(c);
    return text;
}

#define LARGE_PAGE ((size_t)2 << 20)

/* Whole pages where that wastes little: what is left over would be in small ones. */
static size_t in_pages(size_t n_bytes)
{
    const size_t rest = n_bytes % LARGE_PAGE;
    const size_t more = rest > 0 ? LARGE_PAGE - rest : 0;
    return more <= n_bytes / 8 ? n_bytes + more : n_bytes;
}

void *dc_system_large(size_t n_wanted)
{
    const size_t n_bytes = in_pages(n_wanted);
    void *memory = NULL;
    if (n_bytes < 2 * LARGE_PAGE) {
        return malloc(n_bytes);
    }
    if (posix_memalign(&memory, LARGE_PAGE, n_bytes) != 0) {
        return NULL;
    }
#ifdef MADV_HUGEPAGE
    (void)madvise(memory, n_bytes, MADV_HUGEPAGE); /* a wish */
#endif
    return memory;
}

locale_t dc_point_enter(void)
{
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    return c != (locale_t)0 ? uselocale(c) : (locale_t)0;
}

void dc_point_leave(locale_t before)
{
    if (before != (locale_t)0) {
        freelocale(uselocale(before));
    }
}
