/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/scenario.c - the fits as rows of a scenario: each estimate is an input.NAME with
 * its uncertainty; what no CRM knows is a marked assumption. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "calibrate/fits.h"

/* Beyond any horizon: those that never close. */
#define NEVER "uniform(min=100000, max=100001)"

static void set(struct dc_calibration *c, const char *path, const char *value,
                const char *source)
{
    dc_fits_row(c, path, value, "", source);
}

static void heading(struct dc_calibration *c, const char *text)
{
    dc_fits_row(c, NULL, text, "", "");
}

/* Seven digits, whatever the locale; whole numbers as they are. */
static const char *number(struct dc_calibration *c, double x)
{
    char buf[DC_NUMBER_SIZE];
    const double size = fabs(x);
    if (size > 0.0 && isfinite(size) && x != floor(x)) {
        const double digits = 6.0 - floor(log10(size));
        const double scale = floor(pow(10.0, fmin(22.0, fmax(0.0, digits))) + 0.5);
        x = floor(x * scale + 0.5) / scale;
    }
    dc_number_write(isfinite(x) ? x : 0.0, buf);
    return dc_fits_text(c, "%s", buf);
}

/* A positive estimate: normal on the scale of its logarithm, within four standard errors. */
static const char *positive(struct dc_calibration *c, double estimate, double se_log)
{
    if (!(se_log > 1e-6)) {
        return number(c, estimate);
    }
    return dc_fits_text(c, "lognormal(mu=%s, sigma=%s, min=%s, max=%s)",
                        number(c, log(estimate)), number(c, se_log),
                        number(c, estimate * exp(-4.0 * se_log)),
                        number(c, estimate * exp(4.0 * se_log)));
}

static const char *share(struct dc_calibration *c, const struct dc_rate *r)
{
    const double p = fmin(0.9999, fmax(0.0001, r->share));
    const double most = 0.99 * sqrt(p * (1.0 - p));
    const double se = fmin(most, fmax(r->se, 1e-5));
    const double k = p * (1.0 - p) / (se * se) - 1.0;
    return dc_fits_text(c, "beta(alpha=%s, beta=%s)", number(c, fmax(0.05, p * k)),
                        number(c, fmax(0.05, (1.0 - p) * k)));
}

static const char *steps(struct dc_calibration *c, const struct dc_shape *s)
{
    char buf[4000];
    size_t n = 0;
    for (size_t i = 0; i < s->n_steps && n + 80 < sizeof buf; i++) {
        n += (size_t)snprintf(buf + n, sizeof buf - n, "%s%s:%s", i > 0 ? ", " : "",
                              number(c, s->step[i]), number(c, s->weight[i]));
    }
    return dc_fits_text(c, "discrete(%.*s)", (int)n, buf);
}

/* The distribution as text; its parameters become inputs NAME_1 and NAME_2. */
static const char *shape(struct dc_calibration *c, const struct dc_shape *s, const char *name,
                         const char *source)
{
    const struct dc_fit *const f = &s->fit;
    char limits[96] = "";
    if (s->is_steps) {
        return steps(c, s);
    }
    for (unsigned k = 0; k < f->n_par; k++) {
        const bool is_mu = f->family == DC_FIT_LOGNORMAL && k == 0;
        const double se = fmin(f->se_log[k], 1.0);
        const char *const value =
            !is_mu ? positive(c, f->par[k], se)
                   : dc_fits_text(c, "normal(mean=%s, sd=%s, min=%s, max=%s)",
                                  number(c, f->par[k]), number(c, fmax(1e-6, se)),
                                  number(c, f->par[k] - 4.0 * se - 1e-5),
                                  number(c, f->par[k] + 4.0 * se + 1e-5));
        set(c, dc_fits_text(c, "input.%s_%s", name, dc_fit_argument(f->family, k)), value,
            source);
    }
    if (f->n_par == 2 && f->se_log[0] > 1e-6 && f->se_log[1] > 1e-6 &&
        fabs(f->correlation) > 0.05) {
        const char *const a = dc_fit_argument(f->family, 0);
        const char *const b = dc_fit_argument(f->family, 1);
        set(c, dc_fits_text(c, "correlation.%s_%s.%s_%s", name, a, name, b),
            number(c, fmax(-0.98, fmin(0.98, floor(f->correlation * 1e4) / 1e4))),
            "from the information matrix of the fit");
    }
    if (s->sample.low > 0.0) {
        snprintf(limits, sizeof limits, ", min=%s", number(c, s->sample.low));
    }
    if (s->sample.cap > 0.0) {
        snprintf(limits + strlen(limits), sizeof limits - strlen(limits), ", max=%s",
                 number(c, s->sample.cap));
    }
    if (f->n_par == 1) {
        return dc_fits_text(c, "exponential(mean=$%s_mean%s)", name, limits);
    }
    return dc_fits_text(c, "%s(%s=$%s_%s, %s=$%s_%s%s)", dc_fit_name(f->family),
                        dc_fit_argument(f->family, 0), name, dc_fit_argument(f->family, 0),
                        dc_fit_argument(f->family, 1), name, dc_fit_argument(f->family, 1),
                        limits);
}

static const char *shape_source(struct dc_calibration *c, const struct dc_shape *s,
                                const char *what)
{
    return s->is_steps
               ? dc_fits_text(c,
                              "%s of %.0f deals as seen; no family fits (off by %.0f points)",
                              what, s->n, 100.0 * s->ks)
               : dc_fits_text(c,
                              "%s of %.0f deals: %s by maximum likelihood, best by AIC (off by "
                              "at most %.1f points)",
                              what, s->n, dc_fit_name(s->fit.family), 100.0 * s->ks);
}

static void leads_set(struct dc_calibration *c, const struct dc_group *g)
{
    const char *const n = g->name;
    if (!g->has_leads) {
        set(c, dc_fits_text(c, "segment.%s.leads", n), number(c, fmax(0.1, g->n / 12.0)),
            dc_fits_text(c,
                         "assumption: the file has no dates; its %.0f deals taken as a year's",
                         g->n));
        return;
    }
    set(c, dc_fits_text(c, "input.leads_%s", n),
        positive(c, g->leads_per_month, fmin(1.0, g->se_log_leads)),
        dc_fits_text(c, "Poisson regression of %.0f opened deals by month", g->n));
    set(c, dc_fits_text(c, "segment.%s.leads", n), dc_fits_text(c, "$leads_%s", n),
        dc_fits_text(c, "see input.leads_%s", n));
    if (g->has_growth) {
        set(c, dc_fits_text(c, "segment.%s.growth", n),
            dc_fits_text(c, "normal(mean=%s, sd=%s, min=-0.9, max=3)",
                         number(c, fmin(2.0, g->growth)),
                         number(c, fmax(1e-4, fmin(1.0, g->se_growth)))),
            "Poisson regression; held to at most 200% a year");
    }
    if (g->has_season) {
        char buf[400];
        size_t k = 0;
        for (unsigned m = 0; m < 12; m++) {
            k += (size_t)snprintf(buf + k, sizeof buf - k, "%s%s", m > 0 ? " " : "",
                                  number(c, g->season[m]));
        }
        set(c, dc_fits_text(c, "segment.%s.seasonality", n), dc_fits_text(c, "%s", buf),
            "months against their mean, tested at 1%");
    }
}

static void conversion_set(struct dc_calibration *c, const struct dc_group *g)
{
    static const char *const side[3] = {"", "inside", "outside"};
    const char *const n = g->name;
    const char *const source = dc_fits_text(
        c, "won by the end of the curve (Aalen-Johansen), %.0f deals, %.0f of them open", g->n,
        g->n_open);
    const bool is_needed =
        !c->has_sides || g->side[DC_SIDE_INSIDE].n < 10.0 || g->side[DC_SIDE_OUTSIDE].n < 10.0;
    if (is_needed) {
        set(c, dc_fits_text(c, "input.win_%s", n), share(c, &g->win), source);
    }
    if (!c->has_sides) {
        set(c, dc_fits_text(c, "segment.%s.stage.selling.conversion", n),
            dc_fits_text(c, "$win_%s", n), dc_fits_text(c, "see input.win_%s", n));
        return;
    }
    for (unsigned k = DC_SIDE_INSIDE; k <= DC_SIDE_OUTSIDE; k++) {
        const struct dc_rate *const r = &g->side[k];
        const bool has = r->has && r->n >= 10.0;
        const char *const input = dc_fits_text(c, "%s_win_%s", side[k], n);
        if (has) {
            set(c, dc_fits_text(c, "input.%s", input), share(c, r),
                dc_fits_text(c, "like for like: %s deals of this size, n %.0f", side[k], r->n));
        }
        set(c, dc_fits_text(c, "channel.%s.segment.%s.stage.selling.conversion", side[k], n),
            dc_fits_text(c, "$%s", has ? input : dc_fits_text(c, "win_%s", n)),
            has ? dc_fits_text(c, "see input.%s", input)
                : "too few of this channel: that of all");
    }
}

/* Lost deals end; those that never close stay open beyond any horizon. */
static void delays_set(struct dc_calibration *c, const struct dc_group *g)
{
    const char *const n = g->name;
    const double never = fmax(0.0, 1.0 - g->win.share - g->lost.share);
    const double not_won = fmax(1e-9, 1.0 - g->win.share);
    const char *const won_source = shape_source(c, &g->won, "time to win");
    if (g->won.has) {
        const char *const won = shape(c, &g->won, dc_fits_text(c, "won_%s", n), won_source);
        set(c, dc_fits_text(c, "segment.%s.stage.selling.delay", n), won, won_source);
    }
    if (!g->lost_time.has) {
        if (never > 0.001) {
            set(c, dc_fits_text(c, "segment.%s.stage.selling.delay_lost", n), NEVER,
                "no deal is known to be lost: what is not won stays open");
        }
        return;
    }
    const char *const source = shape_source(c, &g->lost_time, "time to lose");
    const char *const lost = shape(c, &g->lost_time, dc_fits_text(c, "lost_%s", n), source);
    const bool has_never = never / not_won > 0.001;
    set(c, dc_fits_text(c, "segment.%s.stage.selling.delay_lost", n),
        has_never ? dc_fits_text(c, "mixture(%s*%s + %s*%s)", number(c, 1.0 - never / not_won),
                                 lost, number(c, never / not_won), NEVER)
                  : lost,
        has_never ? dc_fits_text(c, "%s; the rest never closes", source) : source);
}

static void value_set(struct dc_calibration *c, const struct dc_group *g)
{
    const char *const path = dc_fits_text(c, "segment.%s.deal_value", g->name);
    if (!g->size.has) {
        set(c, path, "10000", "assumption: the file has no amounts");
        return;
    }
    const char *const source = shape_source(c, &g->size, "amounts");
    set(c, path, shape(c, &g->size, dc_fits_text(c, "size_%s", g->name), source), source);
}

static void roles_set(struct dc_calibration *c, const char *role, const char *channel)
{
    const bool is_outside = strcmp(channel, "outside") == 0;
    const char *const r = dc_fits_text(c, "role.%s", role);
    set(c, dc_fits_text(c, "%s.channel", r), channel, "");
    set(c, dc_fits_text(c, "%s.base_salary", r), is_outside ? "58253" : "42833",
        is_outside ? "assumption: inside x 1.36 (XANT, US, 2017-2021)"
                   : "assumption: inside account executives (XANT, US, 2017-2021)");
    set(c, dc_fits_text(c, "%s.ote", r), is_outside ? "105159" : "96299",
        is_outside ? "assumption: inside x 1.092 (XANT, US, 2017-2021)"
                   : "assumption: inside account executives (XANT, US, 2017-2021)");
    set(c, dc_fits_text(c, "%s.oncost", r), "0.22", "assumption");
    set(c, dc_fits_text(c, "%s.hours_per_week", r), "30", "assumption: selling time");
    if (c->n_reps >= 2) {
        set(c, dc_fits_text(c, "%s.skill_sd", r),
            !c->has_skill ? "0"
                          : dc_fits_text(c, "lognormal(mu=%s, sigma=%s, max=2)",
                                         number(c, log(c->skill_sd)),
                                         number(c, fmax(1e-4, fmin(1.0, c->se_skill)))),
            c->has_skill
                ? dc_fits_text(c, "logit-normal over %zu reps", c->n_reps)
                : dc_fits_text(c, "no difference between %zu reps is established", c->n_reps));
    }
}

static void team_set(struct dc_calibration *c, const char *team, const char *label,
                     const char *role, double seats)
{
    const char *const t = dc_fits_text(c, "team.%s", team);
    set(c, dc_fits_text(c, "%s.label", t), label, "");
    set(c, dc_fits_text(c, "%s.stages", t), "selling", "");
    set(c, dc_fits_text(c, "%s.stage.selling.role", t), role, "");
    set(c, dc_fits_text(c, "%s.role.%s.headcount", t, role), number(c, seats),
        "assumption: seats enough for the work, so that waiting does not lengthen the cycle");
}

static void hybrid_set(struct dc_calibration *c, double seats)
{
    const double half = ceil(seats / 2.0);
    team_set(c, "hybrid", "Hybrid", "inside_rep", half);
    set(c, "team.hybrid.stage.selling.escalate_role", "outside_rep", "assumption");
    set(c, "team.hybrid.stage.selling.escalate_above",
        number(c, c->by_size ? c->group[2].low : 35000.0), "the upper third of deals by size");
    set(c, "team.hybrid.role.outside_rep.headcount", number(c, half), "assumption");
}

static double leads_of(const struct dc_calibration *c)
{
    double sum = 0.0;
    for (size_t i = 0; i < c->n_groups; i++) {
        sum += c->group[i].has_leads ? c->group[i].leads_per_month : c->group[i].n / 12.0;
    }
    return sum;
}

static void teams_set(struct dc_calibration *c)
{
    /* 3 hours a deal at 30 hours a week, used to a half; the next whole number of pairs. */
    const double seats = fmin(9000.0, 2.0 * ceil(leads_of(c) * 3.0 / (130.0 * 0.5) / 2.0));
    heading(c,
            "Who sells: a CRM does not know pay, hours or effort; put your own numbers here");
    set(c, "stage.selling.effort", "3", "assumption: hours of work a deal");
    if (!c->has_sides) {
        roles_set(c, "rep", "inside");
        team_set(c, "team", "Team", "rep", seats);
        return;
    }
    roles_set(c, "inside_rep", "inside");
    roles_set(c, "outside_rep", "outside");
    team_set(c, "inside", "Inside", "inside_rep", seats);
    team_set(c, "outside", "Outside", "outside_rep", seats);
    hybrid_set(c, seats);
}

static void frame_set(struct dc_calibration *c)
{
    double longest = 0.0;
    double deals;
    int y, m, d;
    for (size_t i = 0; i < c->n_groups; i++) {
        const struct dc_shape *const s = &c->group[i].won;
        longest = s->n_steps > 0 ? fmax(longest, s->step[s->n_steps - 1]) : longest;
    }
    const double warmup = fmin(24.0, ceil(longest / 30.4));
    deals = leads_of(c) * (12.0 + warmup) * (c->has_sides ? 3.0 : 1.0);
    set(c, "scenario.title", "Calibrated from a CRM export", "dealcycle calibrate");
    if (c->deals.has_as_of && c->deals.has_dates) {
        dc_day_month(c->deals.as_of, &y, &m, &d);
        set(c, "scenario.start", dc_fits_text(c, "%04d-%02d", y + m / 12, m % 12 + 1),
            "the month after the as-of date");
    }
    set(c, "scenario.horizon", number(c, 12.0 + warmup),
        "assumption: a year after the warm-up");
    set(c, "scenario.warmup", number(c, warmup),
        "the longest time to win, so that the pipeline is full");
    set(c, "scenario.replications",
        number(c, floor(fmin(1000.0, fmax(64.0, 3e7 / (deals + 1.0))))), "");
}

void dc_fits_scenario(struct dc_calibration *c)
{
    frame_set(c);
    for (size_t i = 0; i < c->n_groups; i++) {
        const struct dc_group *const g = &c->group[i];
        if (g->n_won < 1.0) {
            dc_fits_note(c, "segment %s has no won deal and is left out", g->name);
            continue;
        }
        heading(c, dc_fits_text(c, "Segment %s: %.0f deals, %.0f won, %.0f lost, %.0f open",
                                g->name, g->n, g->n_won, g->n_lost, g->n_open));
        leads_set(c, g);
        conversion_set(c, g);
        delays_set(c, g);
        value_set(c, g);
        dc_fits_say(
            c,
            "%s: %.1f%% of deals are won (95%%: %.1f to %.1f), half of them within %.0f days, "
            "%.0f on average.",
            g->name, 100.0 * g->win.share, 100.0 * fmax(0.0, g->win.share - 1.96 * g->win.se),
            100.0 * fmin(1.0, g->win.share + 1.96 * g->win.se), g->median_days, g->mean_won);
    }
    teams_set(c);
}
