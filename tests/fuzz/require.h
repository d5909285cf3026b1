/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/require.h - what must hold of any bytes: for fuzz_*.c, which stand alone. */
#ifndef DC_TESTS_REQUIRE_H
#define DC_TESTS_REQUIRE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "dealcycle/diag.h"

static inline void require(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "%s\n", what);
        abort();
    }
}

/* Sorts them; each can be written and says where it is. */
static inline void diags_check(struct dc_diags *diags)
{
    const struct dc_diag *d;
    char line[300];

    dc_diags_sort(diags);
    for (size_t i = 0; (d = dc_diags_at(diags, i)) != NULL; i++) {
        dc_diag_write(d, line, sizeof(line));
        require(d->at.line == 0 || d->at.column > 0, "a diagnostic has a line and no column");
    }
}

#endif
