/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/condition.c - reading `bookings[hybrid] p10 >= 2e6`. */
#include "decide/require.h"

#include <string.h>

#include "dealcycle/text.h"

const char *const dc_statistic_name[DC_N_STATISTICS] = {
    "mean", "sd",  "min", "p5",     "p10",     "p25",   "p50",    "p75",
    "p90",  "p95", "max", "ci_low", "ci_high", "var95", "cvar95", "n"};

/* Longer signs first, so that `>=` is not read as `>`. */
static const struct {
    const char *sign;
    enum dc_relation relation;
} relations[] = {{">=", DC_AT_LEAST}, {"<=", DC_AT_MOST}, {"==", DC_EQUAL}, {"!=", DC_UNEQUAL},
                 {">", DC_ABOVE},     {"<", DC_BELOW},    {"=", DC_EQUAL}};

bool dc_relation_holds(enum dc_relation relation, double x, double value)
{
    switch (relation) {
    case DC_AT_LEAST:
        return x >= value;
    case DC_AT_MOST:
        return x <= value;
    case DC_ABOVE:
        return x > value;
    case DC_BELOW:
        return x < value;
    case DC_EQUAL:
        return x == value;
    case DC_UNEQUAL:
        return x != value;
    }
    return false;
}

static bool statistic_find(struct dc_text word, enum dc_statistic *out)
{
    for (int i = 0; i < DC_N_STATISTICS; i++) {
        if (dc_text_equals(word, dc_statistic_name[i])) {
            *out = (enum dc_statistic)i;
            return true;
        }
    }
    return false;
}

/* A number with `k`, `M` or `%` behind it. */
static bool value_parse(struct dc_text text, double *out)
{
    const char last = text.n > 0 ? text.at[text.n - 1] : '\0';
    double factor = 1.0;
    factor = last == 'k' ? 1e3 : last == 'M' ? 1e6 : 1.0;
    const size_t n_suffix = last == 'k' || last == 'M' || last == '%';
    const struct dc_text number = dc_text_trim(text.at, text.n - n_suffix);
    double x;
    if (!dc_number_parse(number.at, number.n, &x)) {
        return false;
    }
    *out = last == '%' ? x / 100.0 : x * factor;
    return true;
}

/* What stands before the relation's sign; false: there is none. */
static bool relation_split(struct dc_text text, struct dc_condition *out, struct dc_text *left,
                           struct dc_text *right)
{
    for (size_t i = 0; i < text.n; i++) {
        for (size_t k = 0; k < DC_COUNT_OF(relations); k++) {
            const size_t n = strlen(relations[k].sign);
            if (n <= text.n - i && memcmp(text.at + i, relations[k].sign, n) == 0) {
                out->relation = relations[k].relation;
                *left = dc_text_trim(text.at, i);
                *right = dc_text_trim(text.at + i + n, text.n - i - n);
                return true;
            }
        }
    }
    return false;
}

static void part_split(struct dc_condition *out)
{
    const char *const at = memchr(out->metric.at, '@', out->metric.n);
    if (at != NULL) {
        const size_t n = (size_t)(at - out->metric.at);
        out->part = dc_text_trim(at + 1, out->metric.n - n - 1);
        out->metric = dc_text_trim(out->metric.at, n);
    }
}

const char *dc_condition_parse(const char *text, struct dc_condition *out)
{
    struct dc_text left;
    struct dc_text rest;
    *out = (struct dc_condition){0};
    if (!relation_split(dc_text_trim(text, strlen(text)), out, &left, &out->value_text)) {
        return "has no comparison: one of >= <= > < = !=";
    }
    if (!value_parse(out->value_text, &out->value)) {
        return "has no number (with k, M or %) behind the comparison";
    }
    rest = left;
    if (memchr(left.at, '[', left.n) == NULL || !dc_text_next(&rest, "[", &out->metric) ||
        memchr(rest.at, ']', rest.n) == NULL || !dc_text_next(&rest, "]", &out->team)) {
        return "names no team: METRIC[TEAM] is needed before the statistic";
    }
    part_split(out);
    if (!statistic_find(dc_text_trim(rest.at, rest.n), &out->statistic)) {
        return "needs a statistic before the comparison: mean, sd, min, p5, p10, p25, p50, "
               "p75, "
               "p90, p95, max, ci_low, ci_high, var95, cvar95 or n";
    }
    return NULL;
}
