/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/chance.c - each row of the parameter table becomes rows for the names it
 * stands for; its unit and range say what a value may be. */
#include "tests/support/chance.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "dealcycle.h"
#include "tests/support/draw.h"

struct chance {
    struct draw draw;
    int n_segments, n_stages;
};

static const char *const segments[] = {"alpha", "beta"};
static const char *const stages[] = {"call", "show", "close", "care"};
static const char *const roles[] = {"near", "far"};
static const char *const teams[] = {"red", "blue"};

static double between(struct chance *c, double lo, double hi)
{
    return lo + (hi - lo) * ((double)(draw_bits(&c->draw) >> 11) * 0x1p-53);
}

static int one_of(struct chance *c, int n)
{
    return draw_below(&c->draw, n);
}

static void row(struct chance *c, const char *path, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    draw_row(&c->draw, "%s,\"", path);
    draw_row_of(&c->draw, fmt, args);
    draw_row(&c->draw, "\"\n");
    va_end(args);
}

/* How large a value of the unit usually is. */
static double scale_of(const char *unit)
{
    static const struct {
        const char *unit;
        double scale;
    } scales[] = {{"money per year", 90000},
                  {"money per month", 900},
                  {"money per quota", 200000},
                  {"money", 20000},
                  {"days", 9},
                  {"hours", 9},
                  {"months", 7},
                  {"count", 3},
                  {"ratio", 1.2},
                  {"per month", 4},
                  {"share", 0.9},
                  {"number", 1.1},
                  {"points", 5},
                  {"logit", 0.6}};
    for (size_t i = 0; i < sizeof(scales) / sizeof(scales[0]); i++) {
        if (strncmp(unit, scales[i].unit, strlen(scales[i].unit)) == 0) {
            return scales[i].scale;
        }
    }
    return 1.0;
}

/* A number within the range as the table words it, sometimes at its end. */
static double number_of(struct chance *c, const struct dc_param_row *p)
{
    if (strcmp(p->path, "role.R.ote") == 0) { /* at or above any base salary */
        return scale_of(p->unit) * (1.0 + between(c, 0.0, 1.0));
    }
    const double u = one_of(c, 6) == 0 ? 0.0 : between(c, 0.0, 1.0);
    if (strstr(p->range, "0.05 to 1") != NULL) {
        return 0.05 + 0.95 * u;
    }
    if (strstr(p->range, "0 to below 1") != NULL) {
        return 0.7 * u;
    }
    if (strstr(p->range, "0 to 1") != NULL) {
        return one_of(c, 6) == 0 ? 1.0 : u;
    }
    if (strstr(p->range, "above -1") != NULL) {
        return -0.4 + u;
    }
    if (strstr(p->range, "any") != NULL) {
        return scale_of(p->unit) * (2.0 * u - 1.0);
    }
    if (strstr(p->range, "above 0") != NULL) {
        return scale_of(p->unit) * (0.1 + u);
    }
    return scale_of(p->unit) * u;
}

static bool is_list_or_text(const struct dc_param_row *p)
{
    return strncmp(p->unit, "list", 4) == 0 || strncmp(p->unit, "text", 4) == 0 ||
           strncmp(p->unit, "file", 4) == 0 || strncmp(p->unit, "team", 4) == 0 ||
           strncmp(p->unit, "stage", 5) == 0 || strcmp(p->unit, "role") == 0 ||
           strncmp(p->unit, "12 ", 3) == 0 || strncmp(p->unit, "any", 3) == 0 ||
           strncmp(p->unit, "YYYY", 4) == 0 || strncmp(p->unit, "integer", 7) == 0;
}

static void word_row(struct chance *c, const char *path, const char *words)
{
    char copy[80];
    char *word[8];
    int n = 0;
    snprintf(copy, sizeof(copy), "%s", words);
    for (char *w = strtok(copy, " ,"); w != NULL && n < 8; w = strtok(NULL, " ,")) {
        word[n++] = w;
    }
    row(c, path, "%s", word[one_of(c, n)]);
}

static void value_row(struct chance *c, const char *path, const struct dc_param_row *p)
{
    const bool whole = strstr(p->range, "whole") != NULL;
    const bool is_ote = strcmp(p->path + strlen(p->path) - 4, ".ote") == 0;
    /* not below the base salary, which is at most its unit's scale */
    const double x = number_of(c, p) + (is_ote ? scale_of(p->unit) : 0.0);
    if (p->range[0] == '\0') {
        word_row(c, path, p->unit);
    } else if (whole) {
        row(c, path, "%d", 1 + one_of(c, 4));
    } else if (p->drawn[0] != '\0' && x > 0.0 && strcmp(p->range, "0 or more") == 0 &&
               one_of(c, 3) == 0) {
        row(c, path, "gamma(mean=%.6g, sd=%.6g)", x, 0.7 * x);
    } else {
        row(c, path, "%.6g", x);
    }
}

/* Puts names for the capital letters of a pattern, each in turn, and writes the rows. */
static void expand(struct chance *c, const char *pattern, const struct dc_param_row *p)
{
    static const char letters[] = "STKR";
    const char *const *names[] = {segments, teams, stages, roles};
    const int n_names[] = {c->n_segments, 2, c->n_stages, 2};
    for (const char *at = pattern; *at != '\0'; at++) {
        const char *letter = strchr(letters, *at);
        if (letter == NULL || (at > pattern && at[-1] != '.') ||
            (at[1] != '.' && at[1] != '\0')) {
            continue;
        }
        const int k = (int)(letter - letters);
        for (int i = 0; i < n_names[k]; i++) {
            char path[160];
            snprintf(path, sizeof(path), "%.*s%s%s", (int)(at - pattern), pattern, names[k][i],
                     at + 1);
            expand(c, path, p);
        }
        return;
    }
    if (one_of(c, 2) == 0) {
        value_row(c, pattern, p);
    }
}

/* What every scenario must say, and lists whose items are names. */
static void required_rows(struct chance *c)
{
    char path[120];
    for (int i = 0; i < c->n_segments; i++) {
        snprintf(path, sizeof(path), "segment.%s.leads", segments[i]);
        row(c, path, "%.6g", between(c, 0.0, 150.0));
        snprintf(path, sizeof(path), "segment.%s.deal_value", segments[i]);
        row(c, path, "lognormal(mean=%.6g, sd=9000)", between(c, 100.0, 60000.0));
    }
    for (int k = 0; k < c->n_stages; k++) {
        snprintf(path, sizeof(path), "stage.%s.conversion", stages[k]);
        row(c, path, "%.6g", between(c, 0.2, 1.0));
    }
    row(c, "role.near.channel", "inside");
    row(c, "role.far.channel", "outside");
    for (int t = 0; t < 2; t++) {
        snprintf(path, sizeof(path), "team.%s.stages", teams[t]);
        row(c, path, "%s", c->n_stages == 2 ? "call show" : "call show close");
        if (c->n_stages == 4) {
            snprintf(path, sizeof(path), "team.%s.followup", teams[t]);
            row(c, path, "care");
        }
        for (int k = 0; k < c->n_stages; k++) {
            snprintf(path, sizeof(path), "team.%s.stage.%s.role", teams[t], stages[k]);
            row(c, path, "%s", roles[one_of(c, 2)]);
        }
        for (int r = 0; r < 2; r++) {
            snprintf(path, sizeof(path), "team.%s.role.%s.headcount", teams[t], roles[r]);
            row(c, path, "%d", one_of(c, 5));
            snprintf(path, sizeof(path), "team.%s.role.%s.hires", teams[t], roles[r]);
            row(c, path, one_of(c, 2) ? "+2@1.7 +1@3! -2@5" : "+3@0.4 -1@0.9 +1@2");
            snprintf(path, sizeof(path), "team.%s.role.%s.departures", teams[t], roles[r]);
            row(c, path, "1@%.4g", between(c, 0.0, 6.0));
        }
        snprintf(path, sizeof(path), "team.%s.stage.call.escalate_role", teams[t]);
        row(c, path, "%s", roles[one_of(c, 2)]);
        snprintf(path, sizeof(path), "team.%s.stage.call.escalate_above", teams[t]);
        row(c, path, "%.6g", between(c, 0.0, 50000.0));
    }
}

static bool is_required(const struct dc_param_row *p)
{
    static const char *const kept[] = {"scenario.", "escalate",     "headcount",     "channel",
                                       "input.",    "correlation.", "response_curve"};
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        if (strstr(p->path, kept[i]) != NULL) {
            return true;
        }
    }
    return strcmp(p->missing, "required") == 0;
}

void chance_rows(uint64_t seed, char *rows, size_t size)
{
    struct chance c = {.draw = {seed * 0x2545f4914f6cdd1d + 1, rows, size, 0}};
    struct dc_param_row p;
    c.n_segments = 1 + one_of(&c, 2);
    c.n_stages = 2 + one_of(&c, 3);
    row(&c, "scenario.horizon", "%d", 7 + one_of(&c, 4));
    row(&c, "scenario.warmup", "%d", one_of(&c, 3));
    row(&c, "scenario.seed", "%d", 1 + one_of(&c, 1000));
    required_rows(&c);
    for (size_t i = 0; dc_param_at(i, &p); i++) {
        if (!is_required(&p) && !is_list_or_text(&p)) {
            expand(&c, p.path, &p);
        }
    }
}
