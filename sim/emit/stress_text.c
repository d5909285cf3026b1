/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/stress_text.c - stresses for people, 80 columns wide: what is worst, then a table for
 * each team. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "decide/words.h"
#include "emit/columns.h"
#include "emit/stress.h"

enum { NAME_WIDTH = 15 };

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
    snprintf(text, sizeof text, "Without stress, %s %s %s %s.", name,
             dc_stress_team(table, 1) != NULL ? "is best:" : "comes to",
             dc_words_quantity(best->value.mean, best->unit, mean),
             dc_words_metric(table->metric, metric));
    const size_t n = strlen(text);
    if (worst != NULL && !is_better(table, 0.0, worst->difference.mean)) {
        snprintf(text + n, sizeof text - n, " No stress takes anything from it on average.");
    } else if (worst != NULL) {
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

/* The columns of a team's table: of the metric that ranks, or of another. */
enum cell { CELL_MEAN, CELL_CHANGE, CELL_HALF, CELL_P5 };
static const struct column {
    const char *head;
    int width;
    const char *metric; /* NULL: the one that ranks */
    bool is_tail;       /* its cvar95 */
    enum cell cell;
} columns[] = {
    {"bookings", 9, "bookings", false, CELL_MEAN},
    {"mean", 8, NULL, false, CELL_MEAN},
    {"change", 8, NULL, false, CELL_CHANGE},
    {"+/- 95%", 8, NULL, false, CELL_HALF},
    {"P5", 8, NULL, false, CELL_P5},
    {"CVaR", 8, NULL, true, CELL_MEAN},
    {"cash low", 9, "cash_low", false, CELL_MEAN},
    {"target", 7, "target_hit", false, CELL_MEAN},
};

static const struct dc_stress_row *row_of(const struct dc_stress_table *table,
                                          const struct column *column, const char *stress,
                                          const char *team)
{
    char name[80];

    snprintf(name, sizeof name, "%s%s", column->metric != NULL ? column->metric : table->metric,
             column->is_tail ? dc_tail_suffix(DC_CVAR95) : "");
    return dc_stress_find(table, stress, team, name);
}

/* Not twice the same, and none that the base has no row for (a target that is not set). */
static bool is_shown(const struct dc_stress_table *table, const struct column *column,
                     const char *team)
{
    const bool is_ranking =
        column->metric != NULL && strcmp(column->metric, table->metric) == 0;

    return !is_ranking && row_of(table, column, dc_stress_name(table, 0), team) != NULL;
}

static bool value_of(const struct dc_stress_row *row, enum cell cell, double *x)
{
    switch (cell) {
    case CELL_MEAN:
        *x = row->value.mean;
        return row->value.has;
    case CELL_CHANGE:
        *x = row->difference.mean;
        return row->difference.has;
    case CELL_HALF:
        *x = 0.5 * (row->difference.high - row->difference.low);
        return row->difference.has && row->difference.has_interval;
    case CELL_P5:
        *x = row->p5;
        return row->has_quantiles;
    }
    return false;
}

static void print_cell(FILE *to, const struct dc_stress_table *table,
                       const struct column *column, const char *stress, const char *team)
{
    double x;
    const struct dc_stress_row *const row = row_of(table, column, stress, team);

    if (row != NULL && value_of(row, column->cell, &x)) {
        dc_column_number(to, x, row->unit, column->width);
    } else {
        dc_column_right(to, "-", column->width);
    }
}

static void print_line(FILE *to, const struct dc_stress_table *table, const char *stress,
                       const char *team)
{
    dc_column_left(to, stress, NAME_WIDTH);
    for (size_t i = 0; i < DC_COUNT_OF(columns); i++) {
        if (is_shown(table, &columns[i], team)) {
            print_cell(to, table, &columns[i], stress, team);
        }
    }
    fputc('\n', to);
}

static void print_head(FILE *to, const struct dc_stress_table *table, const char *team)
{
    dc_column_left(to, "", NAME_WIDTH);
    for (size_t i = 0; i < DC_COUNT_OF(columns); i++) {
        if (is_shown(table, &columns[i], team)) {
            dc_column_right(to, columns[i].head, columns[i].width);
        }
    }
    fputc('\n', to);
}

static void print_team(FILE *to, const struct dc_stress_table *table,
                       const struct dc_stress_row *team)
{
    char name[64], metric[DC_WORDS_SIZE];
    const char *stress;
    const struct dc_stress_row *const row =
        dc_stress_find(table, team->stress, team->team, table->metric);

    write_name(team->label, name, sizeof name);
    fprintf(to, "\n%s, %s in %s\n", name, dc_words_metric(table->metric, metric),
            row != NULL ? row->unit : "");
    print_head(to, table, team->team);
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
