/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/fits.h - a calibration in the making: deals in, rows of three tables out. */
#ifndef DC_CALIBRATE_FITS_H
#define DC_CALIBRATE_FITS_H

#include "calibrate/deals.h"
#include "num/fit.h"
#include "num/survival.h"

enum {
    DC_MOST_GROUPS = 8,
    DC_GROUP_NAME = 40,
    DC_MOST_STEPS = 200,
    DC_MOST_PHASES = 8,
    DC_MOST_SEEN = 160
};
#define DC_NO_GROUP UINT32_MAX

/* One estimate of calibration.csv. */
struct dc_fit_row {
    const char *what, *segment, *method, *family, *parameter;
    double n, n_events, estimate, se;
    double loglik, aic, statistic, p; /* hold if has_fit; p if has_p */
    bool has_se, has_fit, has_p, is_used;
    const char *test, *verdict; /* NULL: none */
};
/* One row of curves.csv: what the plots draw. */
struct dc_curve_row {
    const char *curve, *series;
    double x, y, low, high;
};
struct dc_scenario_row {
    const char *path, *value, *unit, *source; /* path NULL: a comment, in value */
};

/* Values that no family fits, as the scenario's `empirical` reads them. */
struct dc_seen {
    const char *name;
    const double *value, *weight;
    size_t n;
};

/* A times' or amounts' distribution as a scenario has it. */
struct dc_shape {
    bool has, is_steps;
    struct dc_fit fit;
    struct dc_sample sample; /* low and cap only */
    double step[DC_MOST_STEPS], weight[DC_MOST_STEPS];
    size_t n_steps;
    double ks, n;
    double mean, se_mean; /* of what was seen */
    double body_share; /* above 0: that share is the fit below tail_from, the rest a Pareto */
    double tail_from, tail_shape, se_tail_shape, tail_to;
};
struct dc_rate { /* a share with its standard error */
    bool has;
    double share, se, n;
};
/* One stage of the process: how many pass it, and how long that takes. */
struct dc_phase {
    char name[DC_GROUP_NAME];
    struct dc_rate pass, lost; /* what is left of 1 never ends */
    struct dc_rate side[3];    /* that pass, by enum dc_side */
    struct dc_shape passed, lost_time;
};
struct dc_group {
    char name[DC_GROUP_NAME];
    double low, high; /* of a size class; high 0: none */
    double n, n_won, n_lost, n_open, mean_won, median_days;
    struct dc_rate win;
    struct dc_phase phase[DC_MOST_PHASES];
    struct dc_shape size;
    double leads_per_month, se_log_leads, growth, se_growth; /* in the scenario's first month */
    double leads_growth;                                     /* correlation of the two */
    bool has_leads, has_growth;
    double season[12];
    bool has_season;
};

struct dc_calibration {
    struct dc_calibrate_options options;
    struct dc_deals deals;
    struct dc_group group[DC_MOST_GROUPS];
    size_t n_groups;
    bool by_size, has_sides; /* groups are classes of size; both inside and outside are there */
    bool is_truncated;       /* only what closed from `seen_from` on is in the file */
    int32_t seen_from;
    bool is_closed_only; /* only what closed by the as-of date is in the file */
    bool by_close;       /* and it was chosen by its closing, not by its opening */
    bool has_never;      /* a share of deals never closes */
    size_t n_phases;
    unsigned warmup_months;
    double all_to_classed; /* deals / deals that belong to a group */
    struct dc_ended {
        double x, share;
    } * ended; /* of a file of closed deals: the share that ended by x days; to free */
    size_t n_ended;
    double skill_sd, se_skill;
    bool has_skill;
    size_t n_reps;
    struct dc_fit_row *fit;
    size_t n_fits, room_fits;
    struct dc_curve_row *curve;
    size_t n_curves, room_curves;
    struct dc_scenario_row *row;
    size_t n_rows, room_rows;
    struct dc_seen seen[DC_MOST_SEEN]; /* columns of the table beside the scenario */
    size_t n_seen;
    const char *table; /* its name */
    const char **sentence, **note;
    size_t n_sentences, room_sentences, n_notes, room_notes;
    bool is_short; /* of memory */
};

void dc_fits_add(struct dc_calibration *c, struct dc_fit_row row);
void dc_fits_curve(struct dc_calibration *c, struct dc_curve_row row);
void dc_fits_row(struct dc_calibration *c, const char *path, const char *value,
                 const char *unit, const char *source);
void dc_fits_say(struct dc_calibration *c, const char *fmt, ...) DC_PRINTF(2, 3);
void dc_fits_note(struct dc_calibration *c, const char *fmt, ...) DC_PRINTF(2, 3);
const char *dc_fits_text(struct dc_calibration *c, const char *fmt, ...) DC_PRINTF(2, 3);

/* `all`, or `all, demo` of a process of several stages. */
const char *dc_fits_at(struct dc_calibration *c, const struct dc_group *g, size_t phase);
/* How far off a fit is, in words. */
const char *dc_fits_verdict(struct dc_calibration *c, double ks);
/* Puts `-empirical.csv` for the scenario's `.csv`; what a scenario could not name is `_`. */
const char *dc_fits_table_name(struct dc_calibration *c, const char *scenario_file);

/* The steps; each false: memory. */
DC_MUST_CHECK bool dc_fits_group(struct dc_calibration *c);
DC_MUST_CHECK bool dc_fits_stages(struct dc_calibration *c);
DC_MUST_CHECK bool dc_fits_cycles(struct dc_calibration *c);
DC_MUST_CHECK bool dc_fits_arrivals(struct dc_calibration *c);
DC_MUST_CHECK bool dc_fits_sizes(struct dc_calibration *c);
DC_MUST_CHECK bool dc_fits_channels(struct dc_calibration *c);
DC_MUST_CHECK bool dc_fits_reps(struct dc_calibration *c);
void dc_fits_scenario(struct dc_calibration *c);
void dc_fits_density(struct dc_calibration *c);
void dc_fits_teams(struct dc_calibration *c);
/* Deals a month at the as-of date. */
double dc_fits_leads(const struct dc_calibration *c);

/* A row of the scenario; a heading between rows. */
void dc_fits_set(struct dc_calibration *c, const char *path, const char *value,
                 const char *source);
void dc_fits_heading(struct dc_calibration *c, const char *text);
/* Values as texts: seven digits; a positive estimate with the error of its logarithm; a share;
 * a distribution whose parameters become inputs NAME_... */
const char *dc_fits_number(struct dc_calibration *c, double x);
const char *dc_fits_positive(struct dc_calibration *c, double estimate, double se_log);
const char *dc_fits_share(struct dc_calibration *c, const struct dc_rate *r);
const char *dc_fits_distribution(struct dc_calibration *c, const struct dc_shape *s,
                                 const char *name, const char *source);

/* The best of the families by AIC; steps where even that is far off. `x` and `share` are what
 * was seen (dc_fit_test), n_steps of them. */
DC_MUST_CHECK bool dc_fits_shape(struct dc_calibration *c, const char *what,
                                 const char *segment, const struct dc_sample *sample,
                                 struct dc_shape *out);

#endif
