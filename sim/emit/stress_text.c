/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/stress_text.c - stresses for people, 80 columns wide: what is worst, then a table for
 * each team. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "decide/words.h"
#include "emit/columns.h"
#include "emit/stress.h"

enum { NAME_WIDTH = 19, CELL_WIDTH = 10 };

static const struct dc_metric *metric_of(const struct dc_stress_table *table)
{
    return dc_metric_find(table->metric);
}

static bool is_better(const struct dc_stress_table *table, double x, double than)
{
    const struct dc_metric *const metric = metric_of(table);

    return metric != NULL && metric->lower_better ? x < than : x > than;
}

/* The team that is best by the mean under a stress, or NULL. */
static const struct dc_stress_row *best_team(const struct dc_stress_table *table,
                                             const char *stress)
{
    const struct dc_stress_row *best = NULL;
    const struct dc_stress_row *team;

    for (size_t i = 0; (team = dc_stress_team(table, i)) != NULL; i++) {
        const struct dc_stress_row *const row =
            dc_stress_find(table, stress, team->team, table->metric);
        if (row != NULL && row->value.has &&
            (best == NULL || is_better(table, row->value.mean, best->value.mean))) {
            best = row;
        }
    }
    return best;
}

/* The stress that takes most from a team, or NULL. */
static const struct dc_stress_row *worst_for(const struct dc_stress_table *table,
                                             const char *team)
{
    const struct dc_stress_row *worst = NULL;
    const char *stress;

    for (size_t i = 1; (stress = dc_stress_name(table, i)) != NULL; i++) {
        const struct dc_stress_row *const row =
            dc_stress_find(table, stress, team, table->metric);
        if (row != NULL && row->difference.has &&
            (worst == NULL || is_better(table, worst->difference.mean, row->difference.mean))) {
            worst = row;
        }
    }
    return worst;
}

static void write_name(const char *label, char *buf, size_t size)
{
    snprintf(buf, size, "%s", label);
    buf[dc_text_tame(buf, strlen(buf))] = '\0';
}

static void print_worst(FILE *to, const struct dc_stress_table *table,
                        const struct dc_stress_row *best)
{
    char text[512], name[64], mean[DC_WORDS_SIZE], metric[DC_WORDS_SIZE], gap[DC_WORDS_SIZE];
    char low[DC_WORDS_SIZE], high[DC_WORDS_SIZE];
    const struct dc_stress_row *const worst = worst_for(table, best->team);

    write_name(best->label, name, sizeof name);
    snprintf(text, sizeof text, "Without stress, %s is best: %s %s.", name,
             dc_words_quantity(best->value.mean, best->unit, mean),
             dc_words_metric(table->metric, metric));
    if (worst != NULL) {
        const size_t n = strlen(text);
        const double change = worst->difference.mean;
        snprintf(text + n, sizeof text - n,
                 " The stress %s hits it hardest: %s%s (95%%: %s to %s).", worst->stress,
                 change > 0.0 ? "+" : "", dc_words_quantity(change, worst->unit, gap),
                 dc_words_bare(worst->difference.low, worst->unit, low),
                 dc_words_bare(worst->difference.high, worst->unit, high));
    }
    dc_column_wrapped(to, text);
}

/* The stresses under which another team is best. */
static void print_flips(FILE *to, const struct dc_stress_table *table,
                        const struct dc_stress_row *best)
{
    const char *stress;
    char text[256], name[64];

    for (size_t i = 1; (stress = dc_stress_name(table, i)) != NULL; i++) {
        const struct dc_stress_row *const row = best_team(table, stress);
        if (row != NULL && strcmp(row->team, best->team) != 0) {
            write_name(row->label, name, sizeof name);
            snprintf(text, sizeof text, "Under %s, %s is best instead.", stress, name);
            dc_column_wrapped(to, text);
        }
    }
}

static void print_number(FILE *to, bool has, double x, const char *unit)
{
    if (has) {
        dc_column_number(to, x, unit, CELL_WIDTH);
    } else {
        dc_column_right(to, "-", CELL_WIDTH);
    }
}

static void print_cell(FILE *to, const struct dc_stress_table *table, const char *stress,
                       const char *team, const char *metric)
{
    const struct dc_stress_row *const row = dc_stress_find(table, stress, team, metric);

    if (row != NULL) {
        print_number(to, row->value.has, row->value.mean, row->unit);
    }
}

static void print_line(FILE *to, const struct dc_stress_table *table, const char *stress,
                       const char *team)
{
    const struct dc_stress_row *const row = dc_stress_find(table, stress, team, table->metric);

    if (row == NULL) {
        return;
    }
    dc_column_left(to, stress, NAME_WIDTH);
    print_number(to, row->value.has, row->value.mean, row->unit);
    print_number(to, row->difference.has, row->difference.mean, row->unit);
    print_number(to, row->difference.has && row->difference.has_interval,
                 0.5 * (row->difference.high - row->difference.low), row->unit);
    print_number(to, row->has_quantiles, row->p5, row->unit);
    print_cell(to, table, stress, team, "cash_low");
    print_cell(to, table, stress, team, "target_hit");
    fputc('\n', to);
}

static void print_team(FILE *to, const struct dc_stress_table *table,
                       const struct dc_stress_row *team)
{
    char name[64], metric[DC_WORDS_SIZE];
    const char *stress;
    const struct dc_stress_row *const row =
        dc_stress_find(table, team->stress, team->team, table->metric);
    const bool has_target =
        dc_stress_find(table, team->stress, team->team, "target_hit") != NULL;

    write_name(team->label, name, sizeof name);
    fprintf(to, "\n%s, %s in %s\n", name, dc_words_metric(table->metric, metric),
            row != NULL ? row->unit : "");
    dc_column_left(to, "", NAME_WIDTH);
    dc_column_right(to, "mean", CELL_WIDTH);
    dc_column_right(to, "change", CELL_WIDTH);
    dc_column_right(to, "+/- 95%", CELL_WIDTH);
    dc_column_right(to, "5% below", CELL_WIDTH);
    dc_column_right(to, "cash low", CELL_WIDTH);
    if (has_target) {
        dc_column_right(to, "target", CELL_WIDTH);
    }
    fputc('\n', to);
    for (size_t i = 0; (stress = dc_stress_name(table, i)) != NULL; i++) {
        print_line(to, table, stress, team->team);
    }
}

enum dc_status dc_stress_text(const struct dc_stress_table *table, FILE *to)
{
    const char *const base = dc_stress_name(table, 0);
    const struct dc_stress_row *const best = base != NULL ? best_team(table, base) : NULL;
    const struct dc_stress_row *team;

    if (best != NULL) {
        print_worst(to, table, best);
        print_flips(to, table, best);
    }
    for (size_t i = 0; (team = dc_stress_team(table, i)) != NULL; i++) {
        print_team(to, table, team);
    }
    return ferror(to) == 0 ? DC_OK : DC_FAILED;
}

bool dc_stress_title(const struct dc_stress_table *table, char **text)
{
    const size_t size = 256;
    char gap[DC_WORDS_SIZE], metric[DC_WORDS_SIZE];
    const char *const base = dc_stress_name(table, 0);
    const struct dc_stress_row *const best = base != NULL ? best_team(table, base) : NULL;
    const struct dc_stress_row *const worst =
        best != NULL ? worst_for(table, best->team) : NULL;

    *text = worst != NULL ? malloc(size) : NULL;
    if (*text == NULL) {
        return false;
    }
    snprintf(*text, size, "The stress %s takes most from %s: %s%s %s", worst->stress,
             best->label, worst->difference.mean > 0.0 ? "+" : "",
             dc_words_quantity(worst->difference.mean, worst->unit, gap),
             dc_words_metric(table->metric, metric));
    return true;
}
