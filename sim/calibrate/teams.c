/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/teams.c - who sells: what no CRM knows comes in as marked assumptions, with the
 * figures of the starter scenarios. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calibrate/fits.h"
#include "num/exact.h"

#define HOURS_PER_WEEK 30.0
/* So busy that waiting hardly lengthens a cycle. */
#define BUSY 0.5
#define VISIT_MONEY 190.0

static void set(struct dc_calibration *c, const char *path, const char *value,
                const char *source)
{
    dc_fits_set(c, path, value, source);
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
    set(c, dc_fits_text(c, "%s.hours_per_week", r), dc_fits_number(c, HOURS_PER_WEEK),
        "assumption: selling time");
    if (c->n_reps >= 2) {
        set(c, dc_fits_text(c, "%s.skill_sd", r),
            !c->has_skill ? "0"
                          : dc_fits_text(c, "lognormal(mu=%s, sigma=%s, max=2)",
                                         dc_fits_number(c, dc_log(c->skill_sd)),
                                         dc_fits_number(c, fmax(1e-4, fmin(1.0, c->se_skill)))),
            c->has_skill
                ? dc_fits_text(c, "logit-normal over %zu reps", c->n_reps)
                : dc_fits_text(c, "no difference between %zu reps is established", c->n_reps));
    }
}

static const char *stages_of(struct dc_calibration *c)
{
    char list[DC_MOST_PHASES * (DC_GROUP_NAME + 1) + 1] = "";
    size_t n = 0;
    for (size_t k = 0; k < c->n_phases; k++) {
        n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", k > 0 ? " " : "",
                              c->group[0].phase[k].name);
    }
    return dc_fits_text(c, "%s", list);
}

struct crew {
    const char *team, *label, *role;
    double seats;
};

static void team_set(struct dc_calibration *c, const struct crew *crew)
{
    const char *const t = dc_fits_text(c, "team.%s", crew->team);
    set(c, dc_fits_text(c, "%s.label", t), crew->label, "");
    set(c, dc_fits_text(c, "%s.stages", t), stages_of(c), "");
    for (size_t k = 0; k < c->n_phases; k++) {
        set(c, dc_fits_text(c, "%s.stage.%s.role", t, c->group[0].phase[k].name), crew->role,
            "");
    }
    set(c, dc_fits_text(c, "%s.role.%s.headcount", t, crew->role),
        dc_fits_number(c, crew->seats),
        "assumption: seats enough for the work, so that waiting does not lengthen the cycle");
}

struct gap {
    double share, se;
};

/* How much more often outside wins. */
static struct gap gap_of(const struct dc_calibration *c, const struct dc_group *g)
{
    const struct dc_rate *const in = &g->phase[c->n_phases - 1].side[DC_SIDE_INSIDE];
    const struct dc_rate *const out = &g->phase[c->n_phases - 1].side[DC_SIDE_OUTSIDE];
    const bool has = in->n >= 10.0 && out->n >= 10.0;
    return has ? (struct gap){out->share - in->share, sqrt(in->se * in->se + out->se * out->se)}
               : (struct gap){0.0, 0.0};
}

/* Outside, where what it wins more is worth more than its visits. */
static bool is_for_outside(const struct dc_calibration *c, const struct dc_group *g)
{
    return gap_of(c, g).share * (g->mean_won > 0.0 ? g->mean_won : 10000.0) > VISIT_MONEY;
}

/* Those of no segment, or of every one, would leave a role without work: then the one with the
 * largest deals goes outside. */
static void outside_take(const struct dc_calibration *c, bool is_out[DC_MOST_GROUPS])
{
    size_t n_out = 0;
    size_t largest = 0;
    for (size_t i = 0; i < c->n_groups; i++) {
        is_out[i] = is_for_outside(c, &c->group[i]);
        n_out += is_out[i] ? 1 : 0;
        largest = c->group[i].mean_won > c->group[largest].mean_won ? i : largest;
    }
    for (size_t i = 0; (n_out == 0 || n_out == c->n_groups) && i < c->n_groups; i++) {
        is_out[i] = i == largest;
    }
}

static void hybrid_set(struct dc_calibration *c, double seats)
{
    bool is_out[DC_MOST_GROUPS] = {false};
    double n_out = 0.0;
    double n_all = 0.0;
    outside_take(c, is_out);
    for (size_t i = 0; i < c->n_groups; i++) {
        n_all += c->group[i].n;
        n_out += is_out[i] ? c->group[i].n : 0.0;
    }
    const double outside = fmin(seats - 1.0, fmax(1.0, floor(seats * n_out / n_all + 0.5)));
    team_set(c, &(struct crew){"hybrid", "Hybrid", "inside_rep", seats - outside});
    for (size_t i = 0; i < c->n_groups; i++) {
        for (size_t k = 0; is_out[i] && c->group[i].n_won >= 1.0 && k < c->n_phases; k++) {
            const struct gap gap = gap_of(c, &c->group[i]);
            set(c,
                dc_fits_text(c, "team.hybrid.segment.%s.stage.%s.role", c->group[i].name,
                             c->group[i].phase[k].name),
                "outside_rep",
                dc_fits_text(c, "outside wins %.1f points more of these (95%%: %.1f to %.1f)",
                             100.0 * gap.share, 100.0 * (gap.share - 1.96 * gap.se),
                             100.0 * (gap.share + 1.96 * gap.se)));
        }
    }
    set(c, "team.hybrid.role.outside_rep.headcount", dc_fits_number(c, outside), "assumption");
}

/* An hour here is an hour at the customer's: the work of a visit is in the effort. */
static void visits_set(struct dc_calibration *c)
{
    const char *const last = c->group[0].phase[c->n_phases - 1].name;
    set(c, dc_fits_text(c, "channel.outside.stage.%s.meetings", last), "discrete(1:1)",
        "assumption: one visit a deal");
    for (size_t i = 0; i < c->n_groups; i++) {
        if (c->group[i].n_won >= 1.0) {
            set(c, dc_fits_text(c, "segment.%s.travel_cost", c->group[i].name),
                dc_fits_number(c, VISIT_MONEY),
                "assumption near 192 a field call (IBM, 1980s) and 180 to 185 (consultant, "
                "2005)");
        }
    }
}

/* The cycle of the file contains the work: a hundredth of the shortest median, so that adding
 * it again does not show, and at most 3 hours. */
static double effort_hours(const struct dc_calibration *c)
{
    double days = INFINITY;
    for (size_t i = 0; i < c->n_groups; i++) {
        const bool has = c->group[i].n_won >= 1.0 && c->group[i].median_days > 0.0;
        days = has ? fmin(days, c->group[i].median_days) : days;
    }
    const double hours = isfinite(days) ? days * HOURS_PER_WEEK / 7.0 / 100.0 : 3.0;
    return fmax(0.05, floor(fmin(3.0, hours) * 20.0) / 20.0);
}

static void effort_set(struct dc_calibration *c, double hours)
{
    for (size_t k = 0; k < c->n_phases; k++) {
        set(c, dc_fits_text(c, "stage.%s.effort", c->group[0].phase[k].name),
            dc_fits_number(c, hours / (double)c->n_phases),
            "assumption: hours of work a deal, so few that they do not lengthen the cycle, "
            "which contains them");
    }
}

void dc_fits_teams(struct dc_calibration *c)
{
    const double hours = effort_hours(c);
    const double needed = dc_fits_leads(c) * hours / (HOURS_PER_WEEK * 365.25 / 84.0 * BUSY);
    /* An even number where a hybrid team is to share them. */
    const double seats = fmin(9000.0, c->has_sides ? fmax(2.0, 2.0 * ceil(needed / 2.0))
                                                   : fmax(1.0, ceil(needed)));
    dc_fits_heading(
        c, "Who sells: a CRM does not know pay, hours or effort; put your own numbers here");
    effort_set(c, hours);
    if (!c->has_sides) {
        roles_set(c, "rep", "inside");
        team_set(c, &(struct crew){"team", "Team", "rep", seats});
        return;
    }
    visits_set(c);
    roles_set(c, "inside_rep", "inside");
    roles_set(c, "outside_rep", "outside");
    team_set(c, &(struct crew){"inside", "Inside", "inside_rep", seats});
    team_set(c, &(struct crew){"outside", "Outside", "outside_rep", seats});
    hybrid_set(c, seats);
}
