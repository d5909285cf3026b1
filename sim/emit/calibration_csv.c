/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/calibration_csv.c - every fit, what plots draw, every row that was touched, and the
 * scenario, as CSV. */
#include "csv/writer.h"
#include "emit/calibration.h"

static void header_write(struct dc_csv_out *out, const char *const name[])
{
    for (size_t i = 0; name[i] != NULL; i++) {
        dc_csv_text(out, name[i]);
    }
    dc_csv_end_row(out);
}

static void cell_if(struct dc_csv_out *out, bool has, double x)
{
    if (has) {
        dc_csv_number(out, x);
    } else {
        dc_csv_empty(out);
    }
}

static enum dc_status finish(struct dc_csv_out *out)
{
    return dc_csv_finish(out) ? DC_OK : DC_FAILED;
}

enum dc_status dc_calibration_fits_write(const void *calibration, FILE *to)
{
    static const char *const name[] = {"what",    "segment", "method",    "family", "parameter",
                                       "n",       "events",  "estimate",  "se",     "loglik",
                                       "aic",     "test",    "statistic", "p",      "used",
                                       "verdict", NULL};
    const struct dc_calibration *const c = calibration;
    struct dc_csv_out out = {.to = to};
    header_write(&out, name);
    for (size_t i = 0; i < c->n_fits; i++) {
        const struct dc_fit_row *const r = &c->fit[i];
        dc_csv_text(&out, r->what);
        dc_csv_text(&out, r->segment);
        dc_csv_text(&out, r->method);
        dc_csv_text(&out, r->family);
        dc_csv_text(&out, r->parameter);
        dc_csv_number(&out, r->n);
        dc_csv_number(&out, r->n_events);
        dc_csv_number(&out, r->estimate);
        cell_if(&out, r->has_se, r->se);
        cell_if(&out, r->has_fit, r->loglik);
        cell_if(&out, r->has_fit, r->aic);
        dc_csv_text(&out, r->test);
        cell_if(&out, r->test != NULL, r->statistic);
        cell_if(&out, r->has_p, r->p);
        dc_csv_text(&out, r->is_used ? "yes" : "no");
        dc_csv_text(&out, r->verdict);
        dc_csv_end_row(&out);
    }
    return finish(&out);
}

enum dc_status dc_calibration_curves_write(const void *calibration, FILE *to)
{
    static const char *const name[] = {"curve", "series", "x", "y", "low", "high", NULL};
    const struct dc_calibration *const c = calibration;
    struct dc_csv_out out = {.to = to};
    header_write(&out, name);
    for (size_t i = 0; i < c->n_curves; i++) {
        const struct dc_curve_row *const r = &c->curve[i];
        dc_csv_text(&out, r->curve);
        dc_csv_text(&out, r->series);
        dc_csv_number(&out, r->x);
        dc_csv_number(&out, r->y);
        dc_csv_number(&out, r->low);
        dc_csv_number(&out, r->high);
        dc_csv_end_row(&out);
    }
    return finish(&out);
}

enum dc_status dc_calibration_rejected_write(const void *calibration, FILE *to)
{
    static const char *const name[] = {"line", "row", "reason", NULL};
    const struct dc_calibration *const c = calibration;
    struct dc_csv_out out = {.to = to};
    header_write(&out, name);
    for (size_t i = 0; i < c->deals.n_touched; i++) {
        const struct dc_touched *const t = &c->deals.touched[i];
        dc_csv_count(&out, t->line);
        dc_csv_text(&out, dc_touch_rows[t->rule].rejects ? "rejected" : "kept");
        dc_csv_text(&out, dc_touch_rows[t->rule].text);
        dc_csv_end_row(&out);
    }
    return finish(&out);
}

enum dc_status dc_calibration_scenario_write(const void *calibration, FILE *to)
{
    static const char *const name[] = {"parameter", "value", "unit", "source", NULL};
    const struct dc_calibration *const c = calibration;
    struct dc_csv_out out = {.to = to};
    fputs(DC_CALIBRATION_MARK "; run it, or change it in a spreadsheet\n", to);
    header_write(&out, name);
    for (size_t i = 0; i < c->n_rows; i++) {
        const struct dc_scenario_row *const r = &c->row[i];
        if (r->path == NULL) {
            fprintf(to, "#\n# %s\n", r->value);
            continue;
        }
        dc_csv_text(&out, r->path);
        dc_csv_text(&out, r->value);
        dc_csv_text(&out, r->unit);
        dc_csv_text(&out, r->source);
        dc_csv_end_row(&out);
    }
    return finish(&out);
}

static size_t most_values(const struct dc_calibration *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_seen; i++) {
        n = c->seen[i].n > n ? c->seen[i].n : n;
    }
    return n;
}

/* Columns are filled up with values of no weight. */
enum dc_status dc_calibration_seen_write(const void *calibration, FILE *to)
{
    const struct dc_calibration *const c = calibration;
    struct dc_csv_out out = {.to = to};
    const size_t n = most_values(c);
    fputs(DC_CALIBRATION_MARK ": values as they were seen, and what they weigh\n", to);
    for (size_t i = 0; i < c->n_seen; i++) {
        char weight[128];
        snprintf(weight, sizeof weight, "%s_weight", c->seen[i].name);
        dc_csv_text(&out, c->seen[i].name);
        dc_csv_text(&out, weight);
    }
    dc_csv_end_row(&out);
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < c->n_seen; i++) {
            const struct dc_seen *const s = &c->seen[i];
            dc_csv_number(&out, s->value[k < s->n ? k : s->n - 1]);
            dc_csv_number(&out, k < s->n ? s->weight[k] : 0.0);
        }
        dc_csv_end_row(&out);
    }
    return finish(&out);
}
