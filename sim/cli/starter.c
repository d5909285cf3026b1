/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/starter.c - the table of starters; its rows are made by base/embed.sh. */
#include "cli/starter.h"

#include <stdio.h>
#include <string.h>

static const struct dc_starter starters[] = {
#include "starters.inc"
    {NULL, NULL, 0},
};

const struct dc_starter *dc_starter_at(size_t i)
{
    const size_t n = sizeof starters / sizeof starters[0] - 1;

    return i < n ? &starters[i] : NULL;
}

void dc_starter_name(const struct dc_starter *starter, char *buf, size_t size)
{
    const char *const from = starter->path + strlen("scenarios/");

    snprintf(buf, size, "%.*s", (int)(strlen(from) - strlen(".csv")), from);
}
