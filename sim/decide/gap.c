/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/gap.c - differences in words: of shares in points, of waits below a day in hours. */
#include "decide/finding.h"

#include <string.h>

#include "decide/words.h"

#define HOURS_PER_DAY 24.0

/* What a difference is multiplied by, and its unit then; "" for counts and ratios. */
struct gap_unit {
    double scale;
    const char *name, *tail; /* `points` and ` per year` */
};

static struct gap_unit unit_of(const struct dc_finding *finding)
{
    const char *const unit = finding->unit;
    if (strncmp(unit, "share", 5) == 0) {
        return (struct gap_unit){100.0, "points", unit + 5};
    }
    if (strcmp(unit, "days") == 0 && finding->standing[0].mean < 1.0) {
        return (struct gap_unit){HOURS_PER_DAY, "hours", ""};
    }
    const bool is_plain = strcmp(unit, "count") == 0 || strcmp(unit, "ratio") == 0;
    return (struct gap_unit){1.0, is_plain ? "" : unit, ""};
}

/* `1 month`, not `1 months`; other units than these have no plural. */
static int letters_of(const char *name, const char *number)
{
    static const char *const plural[] = {"points", "hours", "days", "months"};
    const int n = (int)strlen(name);
    for (size_t i = 0; i < DC_COUNT_OF(plural); i++) {
        if (strcmp(plural[i], name) == 0 && strcmp(number, "1") == 0) {
            return n - 1;
        }
    }
    return n;
}

const char *dc_gap_words(struct dc_finding *finding, double x)
{
    char number[DC_WORDS_SIZE];
    const struct gap_unit unit = unit_of(finding);
    dc_words_short(unit.scale * x, number);
    return dc_arena_printf(&finding->arena, "%s%s%.*s%s", number,
                           unit.name[0] != '\0' ? " " : "", letters_of(unit.name, number),
                           unit.name, unit.tail);
}

const char *dc_gap_loss(struct dc_finding *finding, double x)
{
    char number[DC_WORDS_SIZE];
    if (strncmp(finding->metric->unit, "money", 5) != 0) {
        return dc_gap_words(finding, x);
    }
    dc_words_short(x, number);
    return dc_arena_text(&finding->arena, number, strlen(number));
}

const char *dc_gap_lead(struct dc_finding *finding, double x)
{
    char metric[DC_WORDS_SIZE];
    const bool is_share = strncmp(finding->unit, "share", 5) == 0;
    const char *const link = finding->metric->lower_better ? " less" : is_share ? " of" : "";
    const char *const gap = dc_gap_words(finding, x);
    dc_words_metric(finding->name, metric);
    return gap == NULL ? NULL : dc_arena_printf(&finding->arena, "%s%s %s", gap, link, metric);
}

const char *dc_gap_interval(struct dc_finding *finding, double low, double high)
{
    char from[DC_WORDS_SIZE];
    char to[DC_WORDS_SIZE];
    const double scale = unit_of(finding).scale;
    return dc_arena_printf(&finding->arena, "95%%: %s to %s", dc_words_short(scale * low, from),
                           dc_words_short(scale * high, to));
}
