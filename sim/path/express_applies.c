/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express_applies.c - which teams need no event list. */
#include "path/express.h"
#include "path/way.h"

static bool rule_applies(const struct dc_path *p, size_t i)
{
    const struct dc_step *step = &p->team->step[i];
    const struct dc_rule *rule = (const struct dc_rule *)p->rules.items + 2 * i;
    return !step->escalates && rule->role == p->team->step[0].by[0].role && rule->is_steady &&
           rule->dm_effect == 0.0 && !rule->has_effort && !rule->revalues;
}

static bool segment_applies(const struct dc_path *p, uint32_t i)
{
    const struct dc_segment *s = &p->model->segment[i];
    return !s->patience.given && !s->has_halflife && s->n_curve == 0 && p->market[i].is_covered;
}

/* With a limit the leads must come as one stream, and go by their age. */
static bool worker_applies(const struct dc_path *p, const struct dc_role *r)
{
    const bool limited = r->max_open_deals != DC_NONE;
    return r->headcount > 0 && dc_path_is_prompt(r) &&
           (!limited || (p->model->n_segments == 1 && r->order == DC_OLDEST &&
                         p->team->assignment == DC_LEAST_LOADED));
}

bool dc_express_applies(const struct dc_path *p)
{
    const struct dc_team *team = p->team;
    const size_t n_rules = (size_t)p->model->n_segments * p->n_steps;
    bool applies = p->observer == NULL && !p->no_express && team->n_followup == 0 &&
                   p->model->n_segments > 0;
    for (uint32_t r = 0; applies && r < team->n_roles; r++) {
        applies = dc_way_are_alike(p, &team->role[r]);
    }
    for (uint32_t s = 0; applies && s < p->model->n_segments; s++) {
        applies = segment_applies(p, s);
    }
    for (size_t i = 0; applies && i < n_rules; i++) {
        applies = rule_applies(p, i);
    }
    return applies && worker_applies(p, &team->role[team->step[0].by[0].role]);
}
