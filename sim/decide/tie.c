/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/tie.c - the verdict where several are the best: those that come to the same in every
 * future, as a team does that is in two scenarios and unchanged, and what is next to them. */
#include "decide/finding.h"

#include <math.h>

#include "decide/words.h"

enum { MOST_NAMES = 4 };

static uint32_t at(const struct dc_finding *finding, uint32_t rank)
{
    return finding->standing[rank].contender;
}

uint32_t dc_verdict_tied(const struct dc_finding *finding)
{
    uint32_t n = 1;
    while (n < finding->n) {
        const struct dc_moments2 d =
            dc_panel_paired(&finding->panel, at(finding, 0), at(finding, n));
        if (d.n == 0 || d.mean != 0.0 || d.variance != 0.0) {
            break;
        }
        n++;
    }
    return n;
}

/* `Hybrid in a, hybrid in b and hybrid in c`. */
static const char *names(struct dc_finding *finding, uint32_t n)
{
    const uint32_t n_shown = n <= MOST_NAMES ? n : MOST_NAMES;
    const char *text = dc_verdict_opening(finding, at(finding, 0));
    for (uint32_t rank = 1; rank < n_shown && text != NULL; rank++) {
        const bool is_last = rank + 1 == n;
        text = dc_arena_printf(&finding->arena, "%s%s%s", text, is_last ? " and " : ", ",
                               finding->contender[at(finding, rank)].label);
    }
    if (text == NULL || n_shown == n) {
        return text;
    }
    return dc_arena_printf(&finding->arena, "%s and %u more", text, (unsigned)(n - n_shown));
}

static bool say_same(struct dc_finding *finding, uint32_t n_tied, bool is_all)
{
    char metric[DC_WORDS_SIZE];
    char value[DC_WORDS_SIZE];
    const char *const who = names(finding, n_tied);
    const char *const months = dc_verdict_span(finding);
    return who != NULL && months != NULL &&
           dc_verdict_add(
               finding,
               dc_arena_printf(
                   &finding->arena,
                   "%s come to the same %s in every future, %s on average over %s%s.", who,
                   dc_words_metric(finding->name, metric),
                   dc_words_quantity(finding->standing[0].mean, finding->unit, value), months,
                   !is_all       ? ""
                   : n_tied == 2 ? ": neither beats the other"
                                 : ": none beats another"));
}

/* The lead over the best of those that are not tied. */
static bool say_lead(struct dc_finding *finding, uint32_t next)
{
    const struct dc_difference d =
        dc_panel_difference(&finding->panel, at(finding, 0), at(finding, next));
    const bool is_lower = finding->panel.lower_better;
    const double low = is_lower ? -d.ci_high : d.ci_low;
    const double high = is_lower ? -d.ci_low : d.ci_high;
    const char *const much = dc_gap_lead(finding, fabs(d.mean));
    const char *const range = dc_gap_interval(finding, low, high);
    const char *const than = finding->contender[at(finding, next)].label;
    if (much == NULL || range == NULL) {
        return false;
    }
    if (d.n > 1 && low > 0.0) {
        return dc_verdict_add(
            finding,
            dc_arena_printf(&finding->arena, "They beat %s by %s (%s).", than, much, range));
    }
    return dc_verdict_add(finding,
                          dc_arena_printf(&finding->arena,
                                          "They are ahead of %s by %s on average, but that may "
                                          "be chance%s%s%s.",
                                          than, much, d.n > 1 ? " (" : "", d.n > 1 ? range : "",
                                          d.n > 1 ? ")" : ""));
}

bool dc_verdict_tie(struct dc_finding *finding, uint32_t n_tied)
{
    const bool is_all = n_tied == finding->n || finding->standing[n_tied].n == 0;
    return say_same(finding, n_tied, is_all) && (is_all || say_lead(finding, n_tied));
}
