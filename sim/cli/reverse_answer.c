/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/reverse_answer.c - how strong each stress must be, in words and as a table. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/reverse_search.h"
#include "cli/say.h"

static void put_answer(struct dc_listing *listing, const struct dc_args *args,
                       const char *stress, const char *team, const struct dc_reverse_answer *a)
{
    static const char *const ends[] = {"found", "without", "never"};
    const bool is_found = a->end == DC_REVERSE_FOUND;
    const struct dc_given *const probability = &args->opt[DC_OPT_PROBABILITY];
    const double number[] = {a->scale, a->low, a->high};
    const bool has[] = {is_found, is_found && a->has_low, is_found && a->has_high};

    dc_listing_text(listing, stress);
    dc_listing_text(listing, team);
    dc_listing_text(listing, args->opt[DC_OPT_METRIC].text);
    dc_listing_number(listing, args->opt[DC_OPT_BELOW].number);
    if (probability->given) {
        dc_listing_number(listing, probability->number);
    } else {
        dc_listing_text(listing, NULL);
    }
    dc_listing_text(listing, ends[a->end]);
    for (size_t i = 0; i < 3; i++) {
        if (has[i]) {
            dc_listing_number(listing, number[i]);
        } else {
            dc_listing_text(listing, NULL);
        }
    }
}

static enum dc_status list_answers(const struct dc_searches *s, enum dc_format format)
{
    static const char *const column[] = {"stress", "team",        "metric",
                                         "below",  "probability", "end",
                                         "scale",  "scale_low",   "scale_high"};
    struct dc_listing *const listing = dc_listing_new(format, column, 9, stdout);

    if (listing == NULL) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    for (size_t i = 1; i < s->n_names; i++) {
        for (uint32_t t = 0; t < s->n_teams; t++) {
            const struct dc_reverse_answer a = dc_reverse_answer(dc_searches_at(s, i, t));
            put_answer(listing, s->args, s->name[i], dc_model_team(s->base, t), &a);
        }
    }
    return dc_listing_end(listing);
}

/* `0.62 (0.58 to 0.66)`; an end that is not known is `..`. */
static void write_answer(const struct dc_reverse_answer *a, char *buf, size_t size)
{
    char low[24] = "..", high[24] = "..";

    if (a->has_low) {
        snprintf(low, sizeof low, "%.2f", a->low);
    }
    if (a->has_high) {
        snprintf(high, sizeof high, "%.2f", a->high);
    }
    switch (a->end) {
    case DC_REVERSE_FOUND:
        snprintf(buf, size, "%.2f (%s to %s)", a->scale, low, high);
        break;
    case DC_REVERSE_BEFORE:
        snprintf(buf, size, "below without it");
        break;
    case DC_REVERSE_NEVER:
        snprintf(buf, size, "not even at %.0f", DC_REVERSE_MOST);
        break;
    }
}

static void print_question(const struct dc_args *args)
{
    const char *const metric = args->opt[DC_OPT_METRIC].text;
    const char *const below = args->opt[DC_OPT_BELOW].text;

    printf("How strong must a stress be (1 is as written, %.0f the most tried) until\n",
           DC_REVERSE_MOST);
    if (args->opt[DC_OPT_PROBABILITY].given) {
        printf("%s is below %s in more than %s of futures?\n", metric, below,
               args->opt[DC_OPT_PROBABILITY].text);
    } else {
        printf("the mean of %s is below %s?\n", metric, below);
    }
    printf("In parentheses: its 95%% interval.\n");
}

static void print_answers(const struct dc_searches *s)
{
    char text[80];

    print_question(s->args);
    for (uint32_t t = 0; t < s->n_teams; t++) {
        printf("\n%s\n", dc_model_team(s->base, t));
        for (size_t i = 1; i < s->n_names; i++) {
            const struct dc_reverse_answer a = dc_reverse_answer(dc_searches_at(s, i, t));
            write_answer(&a, text, sizeof text);
            printf("  %-30s %s\n", s->name[i], text);
        }
    }
}

enum dc_status dc_searches_print(const struct dc_searches *s)
{
    const enum dc_format format = dc_args_format(s->args);

    if (format != DC_TEXT) {
        return list_answers(s, format);
    }
    print_answers(s);
    return DC_OK;
}
