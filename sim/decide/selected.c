/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/selected.c - a finding on teams of which some were not simulated to the end: who comes
 * before whom, and what the selection is worth, in words. */
#include "decide/finding.h"

#include <string.h>

#include "decide/words.h"

static const struct dc_selection *chosen_of(const struct dc_finding *finding, uint32_t *chosen)
{
    for (uint32_t i = 0; i < finding->n; i++) {
        const struct dc_contender *const c = &finding->contender[i];
        if (c->has_selection && c->selection.is_chosen) {
            *chosen = i;
            return &c->selection;
        }
    }
    return NULL;
}

bool dc_finding_selected(const struct dc_finding *finding, uint32_t *out)
{
    return chosen_of(finding, out) != NULL;
}

/* How far contender i is behind the chosen one, over the futures of both; in the good
 * direction. */
static double lag_of(const struct dc_finding *finding, uint32_t chosen, uint32_t i)
{
    const struct dc_moments2 gap = dc_panel_paired(&finding->panel, chosen, i);
    return finding->panel.lower_better ? -gap.mean : gap.mean;
}

/* Means over different futures are not compared: the order is by the difference to the chosen
 * one, those that cannot be judged last. */
static bool comes_before(const struct dc_finding *finding, uint32_t chosen, uint32_t p,
                         uint32_t q)
{
    if (p == chosen || q == chosen) {
        return p == chosen;
    }
    const bool has_p = finding->panel.column[p].n_has > 0;
    const bool has_q = finding->panel.column[q].n_has > 0;
    if (!has_p || !has_q) {
        return has_p;
    }
    return lag_of(finding, chosen, p) < lag_of(finding, chosen, q);
}

void dc_selected_rank(struct dc_finding *finding)
{
    struct dc_standing *const standing = finding->standing;
    uint32_t chosen = 0;
    if (chosen_of(finding, &chosen) == NULL) {
        return;
    }
    for (uint32_t i = 1; i < finding->n; i++) {
        const struct dc_standing own = standing[i];
        uint32_t to = i;
        while (to > 0 &&
               comes_before(finding, chosen, own.contender, standing[to - 1].contender)) {
            standing[to] = standing[to - 1];
            to--;
        }
        standing[to] = own;
    }
}

enum { MOST_NAMES = 5 };

static bool was_dropped(const struct dc_selection *s)
{
    return s->is_dropped;
}

static bool is_still_in(const struct dc_selection *s)
{
    return !s->is_dropped;
}

static const char *name_text(struct dc_arena *arena, const struct dc_contender *c,
                             const char *between)
{
    char n[DC_WORDS_SIZE];
    if (between == NULL) {
        return c->label;
    }
    return dc_arena_printf(arena, "%s %s %s", c->label, between,
                           dc_words_grouped((double)c->selection.n, 0, n));
}

/* `Inside after 128, Outside after 1,280`, by rank: those that `wanted` says, with their
 * numbers unless between is NULL. NULL: memory; empty: nobody. */
static const char *list(struct dc_finding *finding, const char *between,
                        bool (*wanted)(const struct dc_selection *))
{
    struct dc_arena *const arena = &finding->arena;
    const bool is_worst_first = wanted == was_dropped; /* they went first */
    const char *text = "";
    uint32_t n = 0;
    for (uint32_t k = 0; k < finding->n && text != NULL; k++) {
        const uint32_t rank = is_worst_first ? finding->n - 1 - k : k;
        const struct dc_contender *const c =
            &finding->contender[finding->standing[rank].contender];
        if (!wanted(&c->selection) || n++ >= MOST_NAMES) {
            continue;
        }
        const char *const name = name_text(arena, c, between);
        text = name == NULL ? NULL
                            : dc_arena_printf(arena, "%s%s%s", text, n > 1 ? ", " : "", name);
    }
    if (text == NULL || n <= MOST_NAMES) {
        return text;
    }
    return dc_arena_printf(arena, "%s and %u more", text, (unsigned)(n - MOST_NAMES));
}

static bool say_budget(struct dc_finding *finding, const struct dc_selection *s,
                       const char *who)
{
    char p[DC_WORDS_SIZE], wanted[DC_WORDS_SIZE];
    const char *const much = dc_gap_words(finding, s->indifference);
    const char *const spent = list(finding, "with", is_still_in);
    dc_words_share(s->p_estimate, p);
    dc_words_share(s->p, wanted);
    return spent != NULL && much != NULL &&
           dc_verdict_add(
               finding, dc_arena_printf(&finding->arena,
                                        "That no team is better than %s by %s has an estimated "
                                        "probability of %s (asked for: %s). Simulated were %s "
                                        "futures.",
                                        who, much, p, wanted, spent));
}

static bool say_screen(struct dc_finding *finding, const struct dc_selection *s,
                       const char *who)
{
    char p[DC_WORDS_SIZE], n[DC_WORDS_SIZE];
    const char *const much = dc_gap_words(finding, s->indifference);
    dc_words_share(s->p, p);
    if (s->is_reached) {
        return much != NULL &&
               dc_verdict_add(
                   finding,
                   dc_arena_printf(&finding->arena,
                                   "If any team leads all others by %s or more, it is %s with "
                                   "a probability of at least %s.",
                                   much, who, p));
    }
    const char *const still = list(finding, NULL, is_still_in);
    return still != NULL &&
           dc_verdict_add(finding,
                          dc_arena_printf(&finding->arena,
                                          "%s futures were not enough to choose with a "
                                          "probability of %s: still in are %s.",
                                          dc_words_grouped((double)s->n, 0, n), p, still));
}

bool dc_selected_say(struct dc_finding *finding)
{
    uint32_t chosen = 0;
    const struct dc_selection *const s = chosen_of(finding, &chosen);
    if (s == NULL) {
        return true;
    }
    const char *const who = finding->contender[chosen].label;
    if (s->budget > 0) {
        return say_budget(finding, s, who);
    }
    const char *const gone = list(finding, "after", was_dropped);
    if (gone == NULL || !say_screen(finding, s, who)) {
        return false;
    }
    return gone[0] == '\0' ||
           dc_verdict_add(finding, dc_arena_printf(&finding->arena,
                                                   "Dropped on the way: %s futures.", gone));
}
