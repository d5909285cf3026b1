/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/stages.c - the stages of the process, where the file has their dates; their shares
 * of the cycle, where it has those. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calibrate/fits.h"

enum { FEWEST_DEALS = 30, FEWEST_WON = 10 };

struct seen_stage {
    double days, n, n_won, n_at_once;
};

/* Days from opening to a stage, over the deals that came to it. */
static struct seen_stage stage_see(const struct dc_calibration *c, size_t k)
{
    struct seen_stage s = {0};
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        const int32_t day = c->deals.stage_day[i * c->deals.n_stages + k];
        if (!d->is_out && d->opened.kind == DC_DAY_KNOWN && day != DC_NO_DAY) {
            s.n += 1.0;
            s.n_won += d->outcome == DC_WON ? 1.0 : 0.0;
            s.days += day - d->opened.day;
            s.n_at_once += day <= d->opened.day ? 1.0 : 0.0;
        }
    }
    return s;
}

static void stages_swap(struct dc_deals *deals, size_t a, size_t b)
{
    const char *const name = deals->stage[a];
    deals->stage[a] = deals->stage[b];
    deals->stage[b] = name;
    for (size_t i = 0; i < deals->n; i++) {
        int32_t *const day = deals->stage_day + i * deals->n_stages;
        const int32_t swap = day[a];
        day[a] = day[b];
        day[b] = swap;
    }
}

/* Leaves the last stage out. */
static void last_drop(struct dc_deals *deals)
{
    const size_t n = deals->n_stages;
    for (size_t i = 0; i < deals->n; i++) {
        memmove(deals->stage_day + i * (n - 1), deals->stage_day + i * n,
                (n - 1) * sizeof *deals->stage_day);
    }
    deals->n_stages--;
}

/* Those that too few deals came to are left out; the others in the order in which deals come to
 * them. */
static void stages_sort(struct dc_calibration *c)
{
    struct dc_deals *const deals = &c->deals;
    for (size_t k = 0; k < deals->n_stages;) {
        const struct seen_stage s = stage_see(c, k);
        if (s.n >= FEWEST_DEALS && s.n_won >= FEWEST_WON) {
            k++;
            continue;
        }
        dc_fits_note(c, "stage %s: only %.0f deals, %.0f of them won; left out",
                     deals->stage[k], s.n, s.n_won);
        stages_swap(deals, k, deals->n_stages - 1);
        last_drop(deals);
    }
    for (size_t k = 1; k < deals->n_stages; k++) {
        for (size_t j = k; j > 0; j--) {
            const struct seen_stage a = stage_see(c, j - 1);
            const struct seen_stage b = stage_see(c, j);
            if (a.days / a.n > b.days / b.n) {
                stages_swap(deals, j - 1, j);
            }
        }
    }
}

/* A name of a scenario, each once. */
static void phase_name(struct dc_calibration *c, size_t phase, const char *label)
{
    char name[DC_GROUP_NAME] = "";
    size_t n = 0;
    for (const char *at = label; *at != '\0' && n < 24; at++) {
        const char l = dc_char_lower(*at);
        const bool ok = (l >= 'a' && l <= 'z') || (dc_char_is_digit(l) && n > 0);
        if (ok || (n > 0 && name[n - 1] != '_')) {
            name[n++] = ok ? l : '_';
        }
    }
    while (n > 0 && name[n - 1] == '_') {
        n--;
    }
    name[n] = '\0';
    if (n == 0) {
        snprintf(name, sizeof name, "stage_%zu", phase + 1);
    }
    for (size_t i = 0; i < phase; i++) {
        if (strcmp(c->group[0].phase[i].name, name) == 0) {
            snprintf(name + strlen(name), 8, "_%zu", phase + 1);
        }
    }
    for (size_t i = 0; i < c->n_groups; i++) {
        snprintf(c->group[i].phase[phase].name, DC_GROUP_NAME, "%s", name);
    }
}

/* The first stage is the opening itself where nearly all deals come to it at once. */
static bool opens_with_first(const struct dc_calibration *c)
{
    const struct seen_stage s = stage_see(c, 0);
    return s.n >= 0.8 * (double)c->deals.n && s.n_at_once >= 0.9 * s.n;
}

static void ratios_add(struct dc_calibration *c)
{
    for (size_t k = 0; k < DC_MOST_STAGES && c->deals.ratio[k] != NULL; k++) {
        for (unsigned won = 0; won < 2; won++) {
            const struct dc_ratio_sum *const s = &c->deals.ratio_sum[k][won];
            const char *const what = dc_fits_text(c, "days in stage %s, %s deals",
                                                  c->deals.ratio[k], won ? "won" : "lost");
            if (s->n < 1.0) {
                continue;
            }
            dc_fits_add(c, (struct dc_fit_row){.what = what,
                                               .segment = "all",
                                               .method = "share of the cycle, as seen",
                                               .parameter = "mean",
                                               .n = s->n,
                                               .n_events = s->n_there,
                                               .estimate = s->days / s->n});
            dc_fits_add(c,
                        (struct dc_fit_row){.what = what,
                                            .segment = "all",
                                            .method = "share of the cycle, as seen",
                                            .parameter = "share of deals that spent time there",
                                            .n = s->n,
                                            .n_events = s->n_there,
                                            .estimate = s->n_there / s->n});
        }
    }
}

bool dc_fits_stages(struct dc_calibration *c)
{
    struct dc_deals *const deals = &c->deals;
    ratios_add(c);
    if (deals->n_stages > 0) {
        stages_sort(c);
    }
    if (deals->n_stages == 0) {
        c->n_phases = 1;
        phase_name(c, 0, "selling");
        return true;
    }
    const bool is_first = opens_with_first(c);
    c->n_phases = deals->n_stages + (is_first ? 0 : 1);
    if (!is_first) {
        phase_name(c, 0, "opening");
    }
    for (size_t k = 0; k < deals->n_stages; k++) {
        phase_name(c, k + (is_first ? 0 : 1), deals->stage[k]);
    }
    return true;
}
