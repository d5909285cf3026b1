/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/scenario.h - from scenario files to an immutable model.
 *
 * Text in, model out; every mistake is a located diagnostic and all come at once. */
#ifndef DEALCYCLE_SCENARIO_H
#define DEALCYCLE_SCENARIO_H

#include "dealcycle/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Limits, each a located error when passed. */
#define DC_MAX_ROWS 200000
#define DC_MAX_TEAMS 64
#define DC_MAX_SEGMENTS 64
#define DC_MAX_STAGES 32
#define DC_MAX_SEATS 10000
#define DC_MAX_OPEN_DEALS 20000000
#define DC_MAX_MEETINGS 1000000 /* of one task of an outside role, each of which is drawn */
#define DC_MAX_HORIZON_MONTHS 240

struct dc_model;

/* What lies over a file. All-zero: nothing does. */
struct dc_overlay {
    const char *const *set; /* `PATH=VALUE` texts, in order; may be NULL if n_set is 0 */
    size_t n_set;
    const struct dc_span *set_at; /* where each text of `set` stands (a cell of a sweep), or
                                     NULL: all were on the command line, `--set` */
    const char *teams;            /* `A,B`: only these teams, or NULL for all */
    bool allow_outside;           /* file names may leave the scenario's folder */
    const char *stress_file; /* rows of one stress of a stress file act on the draws, or NULL */
    const char *stress_name; /* which of its stresses */
    double
        stress_scale; /* 0..: strength of every row for --reverse; used if has_stress_scale */
    bool has_stress_scale;
};

/* Reads and resolves a scenario; `-` reads standard input. On DC_OK *out is a model to
 * free with dc_model_free (warnings may have been recorded); else *out is NULL and the
 * diagnostics say why (DC_BAD_INPUT) or what failed (DC_FAILED). `overlay` may be NULL. */
DC_MUST_CHECK enum dc_status dc_model_load(const char *file, const struct dc_overlay *overlay,
                                           struct dc_diags *diags, struct dc_model **out);
/* The same from memory; `name` stands for the file in messages. */
DC_MUST_CHECK enum dc_status dc_model_parse(const char *name, const char *text, size_t n,
                                            const struct dc_overlay *overlay,
                                            struct dc_diags *diags, struct dc_model **out);
void dc_model_free(struct dc_model *model); /* NULL is fine */

/* Names live as long as the model. */
const char *dc_model_name(const struct dc_model *model); /* file name without folder and .csv */
const char *dc_model_title(const struct dc_model *model);
const char *dc_model_currency(const struct dc_model *model);
uint32_t dc_model_horizon_months(const struct dc_model *model);
uint32_t dc_model_warmup_months(const struct dc_model *model);
uint32_t dc_model_replications(const struct dc_model *model); /* as the scenario says */
uint64_t dc_model_seed(const struct dc_model *model);
uint64_t dc_model_hash(const struct dc_model *model); /* of all that can change a result,
                                                         without seed and replications */
uint32_t dc_model_n_teams(const struct dc_model *model);
const char *dc_model_team(const struct dc_model *model, uint32_t i); /* NULL past the end */
const char *dc_model_team_label(const struct dc_model *model, uint32_t i);
bool dc_model_target(const struct dc_model *model, double *out); /* false: none */

/* Calls see(self, name) for each stress that a stress file names, in order of appearance; the
 * name lives during the call. The rows themselves are checked when a model is loaded with them.
 */
DC_MUST_CHECK enum dc_status dc_stress_each(const char *file, struct dc_diags *diags,
                                            void (*see)(void *self, const char *name),
                                            void *self);

enum dc_detail { DC_EACH_ROW, DC_EACH_USE };

/* One row of `check --resolved`. Texts live as long as the model. */
struct dc_resolved_row {
    const char *path, *value, *unit, *source;
    const char *file; /* where it was set; "default" if it was not */
    uint32_t line;
    const char *used_by; /* teams, blank-separated */
    bool is_random;      /* mean ... p90 hold */
    double mean, p10, p50, p90;
};
/* Calls see(self, row) for each value in force, in a stable order. */
void dc_model_each(const struct dc_model *model, enum dc_detail detail,
                   void (*see)(void *self, const struct dc_resolved_row *row), void *self);

/* One row of the parameter table, as `help parameters` prints it. */
struct dc_param_row {
    const char *path, *unit, *drawn, *missing, *range, *meaning;
    const char
        *cascade; /* from the most to the least specific; empty: `path` is the only one */
};
/* The i-th row, false past the end. */
bool dc_param_at(size_t i, struct dc_param_row *out);

/* One form of the distribution table: `lognormal`, `median, p90`. */
struct dc_form_row {
    const char *name, *doc;
    char args[80];
};
bool dc_form_at(size_t i, struct dc_form_row *out);

/* One diagnostic code: slug, severity, meaning. */
struct dc_rule_row {
    const char *slug, *meaning;
    enum dc_severity severity;
};
bool dc_rule_at(size_t i, struct dc_rule_row *out);

#ifdef __cplusplus
}
#endif
#endif
