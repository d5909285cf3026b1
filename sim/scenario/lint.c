/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/lint.c - the planner's warnings: what is possible but hardly meant. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenario/build.h"
#include "scenario/cascade.h"
#include "scenario/rules.h"

/* Work asked for per hour there is: beyond these the plan is far off. */
#define FAR_TOO_MUCH 1.25
#define FAR_TOO_LITTLE 0.1
/* Teams are given more than they will book: attainments of 0.6 to 0.9 are usual. Quotas are out
 * of reach where even leads that are all worked at once would leave less than two thirds. */
#define OUT_OF_REACH 1.5
/* The load from which waits grow long. */
#define HIGH_LOAD 0.85

static double load_of(const struct dc_role_estimate *e)
{
    return e->have_hours > 0.0 ? e->need_hours / e->have_hours : 0.0;
}

static void lint_capacity(const struct dc_ruling *r, uint32_t i_role)
{
    const struct dc_role *role = &r->team->role[i_role];
    const struct dc_role_estimate *e = &r->estimate->role[i_role];
    const struct dc_row *row = dc_rules_row(r, DC_P_HEADCOUNT, role);
    const double load = load_of(e);

    if (row == NULL || !role->works || e->have_hours <= 0.0 || e->need_hours <= 0.0) {
        return;
    }
    /* Finding customers of one's own takes no modelled hours. */
    if (load > FAR_TOO_MUCH || (load < FAR_TOO_LITTLE && !role->has_sourcing)) {
        dc_draft_error(
            r->d, row, DC_CAPACITY,
            "role %s of team %s has %.0f hours a month, and the leads need about %.0f "
            "(%.0f%%): %s",
            role->name, r->team->name, e->have_hours, e->need_hours, 100.0 * load,
            load > 1.0 ? "the queue will grow" : "most of its time will be idle");
    }
}

static bool closes(const struct dc_ruling *r, uint32_t i_role)
{
    const uint32_t n_steps = r->team->n_stages + r->team->n_followup;

    for (uint32_t s = 0; s < r->d->model->n_segments; s++) {
        const struct dc_step *last = &r->team->step[s * n_steps + r->team->n_stages - 1];
        if (last->by[0].role == i_role || (last->escalates && last->by[1].role == i_role)) {
            return true;
        }
    }
    return false;
}

/* `9.24 M USD`: three digits are enough for a warning. */
static const char *money_text(const struct dc_draft *d, double money, char buf[64])
{
    const char *prefix = money >= 1e6 ? "M " : money >= 1e4 ? "k " : "";
    const double unit = money >= 1e6 ? 1e6 : money >= 1e4 ? 1e3 : 1.0;
    snprintf(buf, 64, "%.*f %s%.16s", money / unit < 100.0 ? 2 : 0, money / unit, prefix,
             d->model->currency);
    return buf;
}

/* Only roles that win deals: the others are credited with the same deals once more. */
static void lint_quotas(const struct dc_ruling *r)
{
    const struct dc_row *first = NULL;
    char quotas[64];
    char reach[64];
    double sum = 0.0;

    for (uint32_t i = 0; i < r->team->n_roles; i++) {
        const struct dc_role *role = &r->team->role[i];
        const struct dc_row *row = dc_rules_row(r, DC_P_QUOTA, role);
        if (row == NULL || !role->has_quota || !closes(r, i)) {
            continue;
        }
        first = first == NULL ? row : first;
        sum += dc_estimate_ref(r->d, role->quota) / role->quota_months *
               r->estimate->role[i].seats * r->d->model->horizon_months;
    }
    if (first != NULL && sum > OUT_OF_REACH * r->estimate->bookings_money) {
        dc_draft_error(
            r->d, first, DC_QUOTA_SUM,
            "the quotas of team %s add up to %s over the horizon, and its leads are worth "
            "about %s if every one is worked at once: %.0f%% of quota",
            r->team->name, money_text(r->d, sum, quotas),
            money_text(r->d, r->estimate->bookings_money, reach),
            100.0 * r->estimate->bookings_money / sum);
    }
}

static void lint_response(const struct dc_ruling *r, uint32_t i_segment)
{
    const struct dc_segment *s = &r->d->model->segment[i_segment];
    const uint32_t n_steps = r->team->n_stages + r->team->n_followup;
    const uint32_t i_role = r->team->step[i_segment * n_steps].by[0].role;
    const struct dc_role *role = &r->team->role[i_role];
    struct dc_place use =
        dc_place_of(s->has_halflife ? DC_P_RESPONSE_HALFLIFE : DC_P_RESPONSE_CURVE);

    if ((!s->has_halflife && s->n_curve == 0) || s->patience.given ||
        role->order != DC_OLDEST || load_of(&r->estimate->role[i_role]) < HIGH_LOAD) {
        return;
    }
    use.segment = r->d->segment_id[i_segment];
    const struct dc_row *row = dc_cascade_find(r->d, &use);
    if (row != NULL) {
        dc_report(
            r->d->diags, DC_SLOW_RESPONSE, row->at_path, row->path,
            "role %s of team %s is %.0f%% loaded and takes the oldest lead first, none of "
            "which ever gives up: every lead will be answered late; set a patience, or order "
            "newest",
            role->name, r->team->name, 100.0 * load_of(&r->estimate->role[i_role]));
    }
}

static void lint_hires(const struct dc_ruling *r, const struct dc_role *role)
{
    const struct dc_row *row = dc_rules_row(r, DC_P_HIRES, role);
    const double end_months = r->d->model->horizon_months;
    const double fill = dc_estimate_chance(r->d, &role->time_to_fill) / DC_MONTH_DAYS;
    const double ramp = dc_estimate_ref(r->d, role->ramp);
    const double cycle = r->estimate->cycle_days / DC_MONTH_DAYS;

    for (uint32_t i = 0; row != NULL && role->works && i < role->n_hires; i++) {
        const struct dc_hire *h = &role->hires[i];
        const double at = h->at_days / DC_MONTH_DAYS;
        const double wait = h->at_once ? 0.0 : fill;
        if (h->seats > 0 && at + wait + ramp + cycle > end_months) {
            dc_draft_error(
                r->d, row, DC_LATE_HIRE,
                "the hire at month %.4g comes late: %.1f months to fill, %.1f of ramp and "
                "%.1f of sales cycle end after the horizon of %.0f",
                at, wait, ramp, cycle, end_months);
            return;
        }
    }
}

void dc_rules_lint(const struct dc_ruling *r)
{
    if (r->team->step == NULL) {
        return;
    }
    for (uint32_t i = 0; i < r->team->n_roles; i++) {
        lint_capacity(r, i);
        lint_hires(r, &r->team->role[i]);
    }
    for (uint32_t s = 0; s < r->d->model->n_segments; s++) {
        lint_response(r, s);
    }
    lint_quotas(r);
}

/* Every role of every team leaves at the same rate above 0: the first row, or NULL. */
static const struct dc_row *same_attrition(struct dc_draft *d)
{
    const struct dc_row *first = NULL;
    const struct dc_role *one = NULL;
    bool differ = false;

    for (uint32_t t = 0; t < d->n_teams; t++) {
        const struct dc_ruling r = {d, &d->all_teams[t], d->team_id[t], NULL};
        for (uint32_t i = 0; i < r.team->n_roles; i++) {
            const struct dc_role *role = &r.team->role[i];
            const struct dc_row *row = dc_rules_row(&r, DC_P_ATTRITION, role);
            const struct dc_once *once = &d->once[role->attrition.i];
            if (row == NULL || once->draws != DC_NO_DRAWS || once->value <= 0.0) {
                return NULL;
            }
            if (one != NULL && once->value != d->once[one->attrition.i].value) {
                return NULL;
            }
            differ = differ || (one != NULL && strcmp(one->name, role->name) != 0);
            one = role;
            first = first == NULL || row->order < first->order ? row : first;
        }
    }
    return differ ? first : NULL;
}

void dc_rules_attrition(struct dc_draft *d)
{
    const struct dc_row *row = same_attrition(d);

    if (row != NULL) {
        dc_report(
            d->diags, DC_SAME_ATTRITION, row->at_path, row->path,
            "every role of every team has this attrition: people in different jobs rarely "
            "leave alike");
    }
}
