/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/option.h - the table of options: parser, help, manual and completion read its rows. */
#ifndef DC_CLI_OPTION_H
#define DC_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum dc_option_id {
    DC_OPT_RESOLVED,
    DC_OPT_STRICT,
    DC_OPT_TEAM,
    DC_OPT_REPLICATION,
    DC_OPT_SWEEP,
    DC_OPT_GRID,
    DC_OPT_WITH,
    DC_OPT_REVERSE,
    DC_OPT_BELOW,
    DC_OPT_PROBABILITY,
    DC_OPT_SCENARIO,
    DC_OPT_MAP,
    DC_OPT_JOIN,
    DC_OPT_AS_OF,
    DC_OPT_DATES,
    DC_OPT_SHOW_MAP,
    DC_OPT_REPLICATIONS,
    DC_OPT_PRECISION,
    DC_OPT_SELECT,
    DC_OPT_INDIFFERENCE,
    DC_OPT_BUDGET,
    DC_OPT_METRIC,
    DC_OPT_SEED,
    DC_OPT_SET,
    DC_OPT_TEAMS,
    DC_OPT_REQUIRE,
    DC_OPT_OUT,
    DC_OPT_PLOTS,
    DC_OPT_NO_PLOTS,
    DC_OPT_KEEP_REPLICATIONS,
    DC_OPT_XLSX,
    DC_OPT_FORMAT,
    DC_OPT_THREADS,
    DC_OPT_ALLOW_OUTSIDE,
    DC_OPT_QUIET,
    DC_OPT_HELP,
    DC_OPT_VERSION,
    DC_N_OPTIONS
};
#define DC_OPT_BIT(id) ((uint64_t)1 << (id))

enum dc_option_kind {
    DC_ARG_NOTHING,
    DC_ARG_TEXT,
    DC_ARG_TEXTS,   /* repeatable: each is kept, in order */
    DC_ARG_COUNT,   /* a whole number within [min, max]; k and M may follow */
    DC_ARG_AMOUNT,  /* a number; %, k and M may follow */
    DC_ARG_SHARE,   /* `2%` or 0.02, above 0 and below 1 */
    DC_ARG_WORD,    /* one of `words` */
    DC_ARG_WORDS,   /* some of `words`, separated by commas */
    DC_ARG_MAY_WORD /* nothing, or `=` and one of `words` */
};

struct dc_option {
    const char *name; /* without the dashes */
    char letter;      /* 0: no short form */
    enum dc_option_kind kind;
    const char *arg;   /* what help calls the value; NULL for DC_ARG_NOTHING */
    const char *words; /* `a,b,c`, for the kinds of words; their bits are in this order */
    uint64_t min, max; /* for DC_ARG_COUNT */
    bool is_file;      /* the value is a file's name */
    bool unrecorded;   /* changes no result: left out of the command line in reports */
    bool judges;       /* changes what is printed or said of results, not them: a case that is
                          done stays so without it */
    const char *help;
};

/* Row of an id below DC_N_OPTIONS. */
const struct dc_option *dc_option_at(unsigned id);

/* Word i of a row's `words` into buf; false past the last. */
bool dc_option_word(const struct dc_option *option, unsigned i, char *buf, size_t size);

#endif
