/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/scenario.c - the fits as rows of a scenario: the market. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calibrate/fits.h"
#include "num/exact.h"

/* Beyond any horizon: those that never close. */
#define NEVER "uniform(min=100000, max=100001)"

static const char *number(struct dc_calibration *c, double x)
{
    return dc_fits_number(c, x);
}

static const char *shape_source(struct dc_calibration *c, const struct dc_shape *s,
                                const char *what)
{
    if (s->is_steps) {
        return s->fit.n_par > 0
                   ? dc_fits_text(c,
                                  "%s of %.0f deals as seen; no family fits (off by %.0f "
                                  "points)",
                                  what, s->n, 100.0 * s->ks)
                   : dc_fits_text(c, "%s of %.0f deals as seen", what, s->n);
    }
    return dc_fits_text(c,
                        "%s of %.0f deals: %s by maximum likelihood%s, best by AIC (off by at "
                        "most %.1f points)",
                        what, s->n, dc_fit_name(s->fit.family),
                        s->body_share > 0.0 ? " below a Pareto tail" : "", 100.0 * s->ks);
}

static void season_set(struct dc_calibration *c, const struct dc_group *g)
{
    char buf[400];
    size_t k = 0;
    for (unsigned m = 0; m < 12; m++) {
        k += (size_t)snprintf(buf + k, sizeof buf - k, "%s%s", m > 0 ? " " : "",
                              number(c, g->season[m]));
    }
    dc_fits_set(c, dc_fits_text(c, "segment.%s.seasonality", g->name),
                dc_fits_text(c, "%s", buf), "months against their mean, tested at 1%");
}

static void growth_set(struct dc_calibration *c, const struct dc_group *g)
{
    const char *const n = g->name;
    const double rho = floor(fmax(-0.99, fmin(0.99, g->leads_growth)) * 1e4) / 1e4;
    dc_fits_set(c, dc_fits_text(c, "input.growth_%s", n),
                dc_fits_text(c, "normal(mean=%s, sd=%s, min=-0.9, max=3)",
                             number(c, fmin(2.0, g->growth)),
                             number(c, fmax(1e-4, fmin(1.0, g->se_growth)))),
                "Poisson regression by month; held to at most 200% a year");
    dc_fits_set(c, dc_fits_text(c, "segment.%s.growth", n), dc_fits_text(c, "$growth_%s", n),
                dc_fits_text(c, "see input.growth_%s", n));
    if (fabs(rho) > 0.05 && g->se_log_leads > 1e-6) {
        dc_fits_set(c, dc_fits_text(c, "correlation.leads_%s.growth_%s", n, n), number(c, rho),
                    "from the information matrix of the regression");
    }
}

static void leads_set(struct dc_calibration *c, const struct dc_group *g)
{
    const char *const n = g->name;
    const double scale = c->all_to_classed;
    const char *const more =
        scale > 1.0005 ? dc_fits_text(c, ", times %.4g for deals without an amount", scale)
                       : "";
    if (!g->has_leads) {
        dc_fits_set(c, dc_fits_text(c, "segment.%s.leads", n),
                    number(c, fmax(0.1, scale * g->n / 12.0)),
                    dc_fits_text(
                        c,
                        "assumption: the file has no dates; its %.0f deals taken as a year's%s",
                        g->n, more));
        return;
    }
    dc_fits_set(c, dc_fits_text(c, "input.leads_%s", n),
                dc_fits_positive(c, scale * g->leads_per_month, fmin(1.0, g->se_log_leads)),
                dc_fits_text(c, "Poisson regression of %.0f deals by month of %s%s", g->n,
                             c->by_close ? "closing" : "opening", more));
    dc_fits_set(c, dc_fits_text(c, "segment.%s.leads", n), dc_fits_text(c, "$leads_%s", n),
                dc_fits_text(c, "see input.leads_%s", n));
    if (g->has_growth) {
        growth_set(c, g);
    }
    if (g->has_season) {
        season_set(c, g);
    }
}

/* `won_all` of a process of one stage, `won_all_demo` of one of several. */
static const char *name_of(struct dc_calibration *c, const char *what, const struct dc_group *g,
                           const struct dc_phase *p)
{
    return c->n_phases > 1 ? dc_fits_text(c, "%s_%s_%s", what, g->name, p->name)
                           : dc_fits_text(c, "%s_%s", what, g->name);
}

static void sides_set(struct dc_calibration *c, const struct dc_group *g,
                      const struct dc_phase *p, const char *of_all)
{
    static const char *const side[3] = {"", "inside", "outside"};
    for (unsigned k = DC_SIDE_INSIDE; k <= DC_SIDE_OUTSIDE; k++) {
        const struct dc_rate *const r = &p->side[k];
        const bool has = r->has && r->n >= 10.0;
        const char *const input = name_of(c, dc_fits_text(c, "%s_win", side[k]), g, p);
        if (has) {
            dc_fits_set(c, dc_fits_text(c, "input.%s", input), dc_fits_share(c, r),
                        dc_fits_text(c, "%s%s deals%s, n %.0f",
                                     c->by_size || c->n_groups > 1 ? "like for like: " : "",
                                     side[k], c->by_size ? " of this size" : "", r->n));
        }
        dc_fits_set(c,
                    dc_fits_text(c, "channel.%s.segment.%s.stage.%s.conversion", side[k],
                                 g->name, p->name),
                    dc_fits_text(c, "$%s", has ? input : of_all),
                    has ? dc_fits_text(c, "see input.%s", input)
                        : "too few of this channel: that of all");
    }
}

static void conversion_set(struct dc_calibration *c, const struct dc_group *g,
                           const struct dc_phase *p)
{
    const char *const all = name_of(c, "win", g, p);
    const char *const source =
        c->n_phases > 1
            ? dc_fits_text(c,
                           "passed the stage by the end of its curve (Aalen-Johansen), n %.0f",
                           p->pass.n)
        : c->is_closed_only
            ? dc_fits_text(c, "won of %.0f deals, all closed", g->n)
            : dc_fits_text(c,
                           "won by the end of the curve (Aalen-Johansen), %.0f deals, %.0f "
                           "of them open",
                           g->n, g->n_open);
    const bool is_needed = !c->has_sides || !p->side[DC_SIDE_INSIDE].has ||
                           !p->side[DC_SIDE_OUTSIDE].has || p->side[DC_SIDE_INSIDE].n < 10.0 ||
                           p->side[DC_SIDE_OUTSIDE].n < 10.0;
    if (is_needed) {
        dc_fits_set(c, dc_fits_text(c, "input.%s", all), dc_fits_share(c, &p->pass), source);
    }
    if (c->has_sides) {
        sides_set(c, g, p, all);
        return;
    }
    dc_fits_set(c, dc_fits_text(c, "segment.%s.stage.%s.conversion", g->name, p->name),
                dc_fits_text(c, "$%s", all), dc_fits_text(c, "see input.%s", all));
}

/* Lost deals end; those that never close stay open beyond any horizon. */
static void lost_delay_set(struct dc_calibration *c, const struct dc_group *g,
                           const struct dc_phase *p)
{
    const char *const path =
        dc_fits_text(c, "segment.%s.stage.%s.delay_lost", g->name, p->name);
    const double never = fmax(0.0, 1.0 - p->pass.share - p->lost.share);
    const double share = never / fmax(1e-9, 1.0 - p->pass.share);
    if (!p->lost_time.has) {
        if (never > 0.001) {
            dc_fits_set(c, path, NEVER,
                        "no deal is known to be lost: what is not won stays open");
        }
        return;
    }
    const char *const source = shape_source(c, &p->lost_time, "time to lose");
    const char *const lost =
        dc_fits_distribution(c, &p->lost_time, name_of(c, "lost", g, p), source);
    const bool has_never = share > 0.001;
    dc_fits_set(c, path,
                has_never ? dc_fits_text(c, "mixture(%s*%s + %s*%s)", number(c, 1.0 - share),
                                         lost, number(c, share), NEVER)
                          : lost,
                has_never ? dc_fits_text(c, "%s; the rest never closes", source) : source);
}

static void phase_set(struct dc_calibration *c, const struct dc_group *g,
                      const struct dc_phase *p)
{
    conversion_set(c, g, p);
    if (p->passed.has) {
        const char *const source =
            shape_source(c, &p->passed, c->n_phases > 1 ? "time to pass" : "time to win");
        const char *const value =
            dc_fits_distribution(c, &p->passed, name_of(c, "won", g, p), source);
        dc_fits_set(c, dc_fits_text(c, "segment.%s.stage.%s.delay", g->name, p->name), value,
                    source);
    }
    lost_delay_set(c, g, p);
}

/* What is not known of a mean that no family carries goes on with the win. */
static void scale_set(struct dc_calibration *c, const struct dc_group *g)
{
    const struct dc_shape *const s = &g->size;
    const char *const name = dc_fits_text(c, "size_%s_scale", g->name);
    const double se = s->mean > 0.0 ? s->se_mean / s->mean : 0.0;
    if (!(se > 1e-4)) {
        return;
    }
    dc_fits_set(c, dc_fits_text(c, "input.%s", name), dc_fits_positive(c, 1.0, fmin(1.0, se)),
                dc_fits_text(c, "standard error of the mean of %.0f amounts", s->n));
    dc_fits_set(c,
                dc_fits_text(c, "segment.%s.stage.%s.value_factor", g->name,
                             g->phase[c->n_phases - 1].name),
                dc_fits_text(c, "$%s", name), dc_fits_text(c, "see input.%s", name));
}

static void value_set(struct dc_calibration *c, const struct dc_group *g)
{
    const char *const path = dc_fits_text(c, "segment.%s.deal_value", g->name);
    if (!g->size.has) {
        dc_fits_set(c, path, "10000", "assumption: the file has no amounts");
        return;
    }
    const char *const source = shape_source(c, &g->size, "amounts");
    dc_fits_set(c, path,
                dc_fits_distribution(c, &g->size, dc_fits_text(c, "size_%s", g->name), source),
                source);
    if (g->size.is_steps) {
        scale_set(c, g);
    }
}

double dc_fits_leads(const struct dc_calibration *c)
{
    double sum = 0.0;
    for (size_t i = 0; i < c->n_groups; i++) {
        const struct dc_group *const g = &c->group[i];
        sum += g->has_leads
                   ? g->leads_per_month * dc_pow(1.0 + (g->has_growth ? g->growth : 0.0),
                                                 c->warmup_months / 12.0)
                   : g->n / 12.0;
    }
    return c->all_to_classed * sum;
}

/* The warm-up is the last of the past, so that the pipeline is full and the first counted month
 * is the next one. */
static void frame_set(struct dc_calibration *c)
{
    const double months = 12.0 + c->warmup_months;
    const double deals = dc_fits_leads(c) * months * (c->has_sides ? 3.0 : 1.0);
    int y, m, d;
    dc_fits_set(c, "scenario.title", "Calibrated from a CRM export", "dealcycle calibrate");
    if (c->deals.has_as_of && c->deals.has_dates) {
        dc_day_month(c->deals.as_of + 1, &y, &m, &d);
        const int first = y * 12 + m - 1 + (d > 1 ? 1 : 0) - (int)c->warmup_months;
        dc_fits_set(c, "scenario.start",
                    dc_fits_text(c, "%04d-%02d", first / 12, first % 12 + 1),
                    "the warm-up ends with the as-of date: what is counted comes after it");
    }
    dc_fits_set(c, "scenario.horizon", number(c, months),
                "assumption: a year after the warm-up");
    dc_fits_set(c, "scenario.warmup", number(c, c->warmup_months),
                "the longest time to win, so that the pipeline is full");
    dc_fits_set(c, "scenario.replications",
                number(c, floor(fmin(1000.0, fmax(64.0, 3e7 / (deals + 1.0))))), "");
}

/* 274150.4 as 274,150. */
static const char *grouped(struct dc_calibration *c, double x)
{
    char digits[400];
    char out[540];
    const int n = snprintf(digits, sizeof digits, "%.0f", x);
    int k = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0) {
            out[k++] = ',';
        }
        out[k++] = digits[i];
    }
    out[k] = '\0';
    return dc_fits_text(c, "%s", out);
}

static void segment_say(struct dc_calibration *c, const struct dc_group *g)
{
    const char *const amount =
        g->mean_won > 0.0 ? dc_fits_text(c, ", %s on average", grouped(c, g->mean_won)) : "";
    dc_fits_say(c,
                "%s: %.1f%% of deals are won (95%%: %.1f to %.1f), half of them within %.0f "
                "days%s.",
                g->name, 100.0 * g->win.share,
                100.0 * fmax(0.0, g->win.share - 1.96 * g->win.se),
                100.0 * fmin(1.0, g->win.share + 1.96 * g->win.se), g->median_days, amount);
}

void dc_fits_scenario(struct dc_calibration *c)
{
    c->table = dc_fits_table_name(c, c->options.scenario_file);
    frame_set(c);
    for (size_t i = 0; i < c->n_groups; i++) {
        const struct dc_group *const g = &c->group[i];
        if (g->n_won < 1.0) {
            dc_fits_note(c, "segment %s has no won deal and is left out", g->name);
            continue;
        }
        dc_fits_heading(
            c, dc_fits_text(c, "Segment %s: %.0f deals, %.0f won, %.0f lost, %.0f open",
                            g->name, g->n, g->n_won, g->n_lost, g->n_open));
        leads_set(c, g);
        for (size_t k = 0; k < c->n_phases; k++) {
            phase_set(c, g, &g->phase[k]);
        }
        value_set(c, g);
        segment_say(c, g);
    }
    dc_fits_teams(c);
}
