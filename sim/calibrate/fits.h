/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/fits.h - a calibration in the making: deals in, rows of three tables out. */
#ifndef DC_CALIBRATE_FITS_H
#define DC_CALIBRATE_FITS_H

#include "calibrate/deals.h"
#include "num/fit.h"
#include "num/survival.h"

enum { DC_MOST_GROUPS = 8, DC_GROUP_NAME = 40, DC_MOST_STEPS = 60 };
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

/* A times' or amounts' distribution as a scenario has it. */
struct dc_shape {
    bool has, is_steps;
    struct dc_fit fit;
    struct dc_sample sample; /* low and cap only */
    double step[DC_MOST_STEPS], weight[DC_MOST_STEPS];
    size_t n_steps;
    double ks, n;
};
struct dc_rate { /* a share with its standard error */
    bool has;
    double share, se, n;
};
struct dc_group {
    char name[DC_GROUP_NAME];
    double low, high; /* of a size class; high 0: none */
    double n, n_won, n_lost, n_open, mean_won, median_days;
    struct dc_rate win, lost;
    struct dc_rate side[3]; /* by enum dc_side */
    struct dc_shape won, lost_time, size;
    double leads_per_month, se_log_leads, growth, se_growth;
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
    double skill_sd, se_skill;
    bool has_skill;
    size_t n_reps;
    struct dc_fit_row *fit;
    size_t n_fits, room_fits;
    struct dc_curve_row *curve;
    size_t n_curves, room_curves;
    struct dc_scenario_row *row;
    size_t n_rows, room_rows;
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

/* The steps; each false: memory. */
DC_MUST_CHECK bool dc_fits_group(struct dc_calibration *c);
DC_MUST_CHECK bool dc_fits_cycles(struct dc_calibration *c);
DC_MUST_CHECK bool dc_fits_arrivals(struct dc_calibration *c);
DC_MUST_CHECK bool dc_fits_sizes(struct dc_calibration *c);
DC_MUST_CHECK bool dc_fits_channels(struct dc_calibration *c);
DC_MUST_CHECK bool dc_fits_reps(struct dc_calibration *c);
void dc_fits_scenario(struct dc_calibration *c);

/* The best of the families by AIC; steps where even that is far off. `x` and `share` are what
 * was seen (dc_fit_test), n_steps of them. */
DC_MUST_CHECK bool dc_fits_shape(struct dc_calibration *c, const char *what,
                                 const char *segment, const struct dc_sample *sample,
                                 struct dc_shape *out);

#endif
