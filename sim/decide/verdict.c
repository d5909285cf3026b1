/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/verdict.c - the answer in plain words: which team, by how much, how sure, and what
 * being wrong would cost. */
#include "decide/flip.h"

#include <math.h>
#include <string.h>

#include "decide/words.h"

enum { FEW_REPLICATIONS = 30 };

bool dc_verdict_add(struct dc_finding *finding, const char *text)
{
    if (text == NULL) {
        return false;
    }
    if (finding->n_sentences < DC_MAX_SENTENCES) {
        finding->sentence[finding->n_sentences++] = text;
    }
    return true;
}

/* A label as it opens a sentence. */
const char *dc_verdict_opening(struct dc_finding *finding, uint32_t contender)
{
    const char *const label = finding->contender[contender].label;
    char *const copy = dc_arena_text(&finding->arena, label, strlen(label));
    if (copy != NULL && copy[0] >= 'a' && copy[0] <= 'z') {
        copy[0] = (char)(copy[0] - 'a' + 'A');
    }
    return copy;
}

static const char *label(const struct dc_finding *finding, uint32_t contender)
{
    return finding->contender[contender].label;
}

/* Of the contender in this place. */
static uint32_t counted_months(const struct dc_finding *finding, uint32_t rank)
{
    const uint32_t contender = finding->standing[rank].contender;
    const struct dc_model *const model = dc_tally_model(finding->contender[contender].tally);
    return dc_model_horizon_months(model) - dc_model_warmup_months(model);
}

/* `24 months` of the best and the next, `36 and 24 months` where they differ. */
const char *dc_verdict_span(struct dc_finding *finding)
{
    const uint32_t n = counted_months(finding, 0);
    const uint32_t n_next = finding->n > 1 ? counted_months(finding, 1) : n;
    if (n != n_next) {
        return dc_arena_printf(&finding->arena, "%u and %u months", (unsigned)n,
                               (unsigned)n_next);
    }
    return dc_arena_printf(&finding->arena, "%u %s", (unsigned)n, n == 1 ? "month" : "months");
}

static uint64_t longest(const struct dc_finding *finding)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < finding->n; i++) {
        n = finding->panel.column[i].n > n ? finding->panel.column[i].n : n;
    }
    return n;
}

static const char *odds(struct dc_finding *finding, const struct dc_standing *best)
{
    char share[DC_WORDS_SIZE];
    if (best->p_beaten <= 0.0) {
        return best->p_best < 1.0 ? "never beaten" : "best in every future";
    }
    dc_words_share(best->p_best, share);
    if (finding->panel.n < longest(finding)) {
        char n[DC_WORDS_SIZE];
        return dc_arena_printf(&finding->arena,
                               "best in %s of the %s futures that all went through", share,
                               dc_words_grouped((double)best->n, 0, n));
    }
    return dc_arena_printf(&finding->arena, "best in %s of futures", share);
}

/* The lead of the best over the next in the good direction, with its interval. */
struct lead {
    uint64_t n;
    double mean, low, high;
};

static struct lead lead_of(const struct dc_finding *finding)
{
    const struct dc_difference d = dc_panel_difference(
        &finding->panel, finding->standing[0].contender, finding->standing[1].contender);
    if (finding->metric->lower_better) {
        return (struct lead){d.n, -d.mean, -d.ci_high, -d.ci_low};
    }
    return (struct lead){d.n, d.mean, d.ci_low, d.ci_high};
}

/* Whether "best" holds jointly at 95% against all others. */
static bool is_sure(const struct dc_finding *finding)
{
    const struct dc_standing *const best = &finding->standing[0];
    return best->has_joint &&
           (finding->metric->lower_better ? best->joint_high < 0.0 : best->joint_low > 0.0);
}

static bool say_lead(struct dc_finding *finding)
{
    struct dc_arena *const arena = &finding->arena;
    const struct dc_standing *const best = &finding->standing[0];
    const uint32_t next = finding->standing[1].contender;
    const struct lead lead = lead_of(finding);
    const char *const who = dc_verdict_opening(finding, best->contender);
    const char *const much = dc_gap_lead(finding, fabs(lead.mean));
    const char *const range = dc_gap_interval(finding, lead.low, lead.high);
    const char *const months = dc_verdict_span(finding);
    const char *const sure = odds(finding, best);
    if (!who || !much || !range || !months || !sure) {
        return false;
    }
    if (lead.n < 2) {
        return dc_verdict_add(
            finding, dc_arena_printf(arena,
                                     "%s is ahead of %s by %s over %s in the one future that "
                                     "was simulated: how sure that is cannot be said.",
                                     who, label(finding, next), much, months));
    }
    if (is_sure(finding)) {
        return dc_verdict_add(finding,
                              dc_arena_printf(arena, "%s beats %s by %s over %s (%s), %s.", who,
                                              label(finding, next), much, months, range, sure));
    }
    /* the pair's own interval may be clear of 0 where the best of many is not sure */
    return dc_verdict_add(
        finding,
        lead.low > 0.0
            ? dc_arena_printf(arena,
                              "%s is ahead of %s by %s over %s on average (%s for these two "
                              "alone), but among %u teams that may be chance; %s.",
                              who, label(finding, next), much, months, range, finding->n, sure)
            : dc_arena_printf(arena,
                              "%s is ahead of %s by %s over %s on average, but that may be "
                              "chance (%s); %s.",
                              who, label(finding, next), much, months, range, sure));
}

/* Only one contender has values: nothing to compare, so say what it comes to. */
static bool say_alone(struct dc_finding *finding)
{
    char metric[DC_WORDS_SIZE];
    char value[DC_WORDS_SIZE];
    struct dc_stats stats;
    const struct dc_contender *const only = &finding->contender[finding->standing[0].contender];
    const uint32_t i_row = dc_tally_find(only->tally, finding->name, NULL, NULL, -1);
    if (dc_tally_stats(only->tally, i_row, &stats) != DC_OK) {
        return false;
    }
    const char *const who = dc_verdict_opening(finding, finding->standing[0].contender);
    const char *const months = dc_verdict_span(finding);
    const char *const range =
        stats.has_spread && strncmp(finding->unit, "share", 5) != 0
            ? dc_arena_printf(&finding->arena, " (%s)",
                              dc_gap_interval(finding, stats.ci_low, stats.ci_high))
            : "";
    return who != NULL && months != NULL && range != NULL &&
           dc_verdict_add(finding, dc_arena_printf(
                                       &finding->arena,
                                       "%s comes to %s %s over %s on average%s; "
                                       "there is no other team to compare it with.",
                                       who, dc_words_quantity(stats.mean, finding->unit, value),
                                       dc_words_metric(finding->name, metric), months, range));
}

/* What a single team may come to. */
static bool say_range(struct dc_finding *finding)
{
    char low[DC_WORDS_SIZE];
    char high[DC_WORDS_SIZE];
    struct dc_stats stats;
    const struct dc_tally *const tally =
        finding->contender[finding->standing[0].contender].tally;
    const uint32_t i_row = dc_tally_find(tally, finding->name, NULL, NULL, -1);
    if (dc_tally_stats(tally, i_row, &stats) != DC_OK) {
        return false;
    }
    if (stats.n < FEW_REPLICATIONS || !(stats.p95 > stats.p5)) {
        return true;
    }
    return dc_verdict_add(
        finding, dc_arena_printf(&finding->arena,
                                 "It stays below %s in 5%% of futures and comes above %s "
                                 "in 5%%.",
                                 dc_words_quantity(stats.p5, finding->unit, low),
                                 dc_words_quantity(stats.p95, finding->unit, high)));
}

/* A metric that only hits or misses: what a miss loses, and which levels it reaches, says
 * nothing. */
static bool is_yes_or_no(const struct dc_finding *finding)
{
    return strcmp(finding->name, "target_hit") == 0;
}

static bool say_regret(struct dc_finding *finding)
{
    const struct dc_standing *const best = &finding->standing[0];
    if (best->p_beaten <= 0.0 || is_yes_or_no(finding)) {
        return true;
    }
    const char *const loss = dc_gap_loss(finding, best->regret / best->p_beaten);
    return loss != NULL &&
           dc_verdict_add(
               finding, dc_arena_printf(
                            &finding->arena,
                            "If you choose it and it is wrong you lose %s on average.", loss));
}

static bool say_dominance(struct dc_finding *finding)
{
    char metric[DC_WORDS_SIZE];
    enum dc_dominance order;
    const uint32_t a = finding->standing[0].contender;
    const uint32_t b = finding->standing[1].contender;
    if (is_yes_or_no(finding)) {
        return true;
    }
    if (!dc_panel_dominance(&finding->panel, a, b, &finding->arena, &order)) {
        return false;
    }
    dc_words_metric(finding->name, metric);
    switch (order) {
    case DC_DOMINANCE_FIRST:
        return dc_verdict_add(
            finding, dc_arena_printf(&finding->arena,
                                     "Whatever level of %s you aim at, %s is likelier to reach "
                                     "it than %s.",
                                     metric, label(finding, a), label(finding, b)));
    case DC_DOMINANCE_SECOND:
        return dc_verdict_add(
            finding, dc_arena_printf(&finding->arena,
                                     "It also %s any level of %s than %s: who dislikes risk "
                                     "prefers it too.",
                                     finding->metric->lower_better ? "rises less far above"
                                                                   : "falls less far below",
                                     metric, label(finding, b)));
    case DC_DOMINANCE_NONE:
        break;
    }
    return true;
}

static bool say_target(struct dc_finding *finding)
{
    char share[DC_WORDS_SIZE];
    char money[DC_WORDS_SIZE];
    double target;
    struct dc_stats stats;
    const uint32_t best = finding->standing[0].contender;
    const struct dc_tally *const tally = finding->contender[best].tally;
    const uint32_t i_row = dc_tally_find(tally, "target_hit", NULL, NULL, -1);
    if (!dc_model_target(dc_tally_model(tally), &target) || i_row == UINT32_MAX) {
        return true;
    }
    if (dc_tally_stats(tally, i_row, &stats) != DC_OK) {
        return false;
    }
    const char *const who = dc_verdict_opening(finding, best);
    return who != NULL &&
           dc_verdict_add(
               finding,
               dc_arena_printf(
                   &finding->arena, "%s reaches the bookings target of %s in %s of futures.",
                   who,
                   dc_words_quantity(target, dc_model_currency(dc_tally_model(tally)), money),
                   dc_words_share(stats.mean, share)));
}

/* `the input close is in its lowest tenth (at most 0.41)` */
static const char *flip_text(struct dc_finding *finding, const struct dc_flip *flip)
{
    char edge[DC_WORDS_SIZE];
    return dc_arena_printf(&finding->arena, "%s is in its %s tenth (%s %s)", flip->input,
                           flip->is_high ? "highest" : "lowest",
                           flip->is_high ? "at least" : "at most",
                           dc_words_short(flip->edge, edge));
}

/* One sentence for each winner, its inputs joined by "or". */
static bool say_flips(struct dc_finding *finding)
{
    struct dc_flip flip[DC_MAX_FLIPS];
    size_t n = 0;
    if (!dc_flips_find(finding, flip, &n)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const char *text = flip_text(finding, &flip[i]);
        for (size_t k = i + 1; k < n && text != NULL;) {
            if (flip[k].winner != flip[i].winner) {
                k++;
                continue;
            }
            const char *const more = flip_text(finding, &flip[k]);
            text =
                more == NULL ? NULL : dc_arena_printf(&finding->arena, "%s or %s", text, more);
            memmove(&flip[k], &flip[k + 1], (n - k - 1) * sizeof *flip);
            n--;
        }
        const char *const who = dc_verdict_opening(finding, flip[i].winner);
        if (text == NULL || who == NULL ||
            !dc_verdict_add(finding,
                            dc_arena_printf(&finding->arena, "%s wins when %s.", who, text))) {
            return false;
        }
    }
    return true;
}

static bool say_caution(struct dc_finding *finding)
{
    const uint64_t n = finding->standing[0].n;
    if (n >= FEW_REPLICATIONS) {
        return true;
    }
    return dc_verdict_add(
        finding,
        dc_arena_printf(&finding->arena, "Only %llu %s simulated: take this as a first look.",
                        (unsigned long long)n, n == 1 ? "future was" : "futures were"));
}

bool dc_verdict_write(struct dc_finding *finding)
{
    char metric[DC_WORDS_SIZE];
    uint32_t n_able = 0;
    for (uint32_t i = 0; i < finding->n; i++) {
        n_able += finding->panel.column[i].n_has > 0;
    }
    if (n_able == 0) {
        return dc_verdict_add(finding,
                              dc_arena_printf(&finding->arena, "No team has any %s to compare.",
                                              dc_words_metric(finding->name, metric)));
    }
    if (n_able == 1) {
        return say_alone(finding) && say_range(finding) && say_target(finding) &&
               say_caution(finding);
    }
    const uint32_t n_tied = dc_verdict_tied(finding);
    if (n_tied > 1) {
        return dc_verdict_tie(finding, n_tied) && dc_selected_say(finding) &&
               (n_tied == n_able || say_regret(finding)) && say_target(finding) &&
               say_caution(finding) && (n_tied == n_able || say_flips(finding));
    }
    return say_lead(finding) && dc_selected_say(finding) && say_regret(finding) &&
           say_dominance(finding) && say_target(finding) && say_caution(finding) &&
           say_flips(finding);
}
