/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/value.h - the text of a value to what it says: numbers, products of numbers and
 * $NAMEs, distributions, words and lists. Nothing is converted or solved here. */
#ifndef DC_SCENARIO_VALUE_H
#define DC_SCENARIO_VALUE_H

#include "base/diag.h"
#include "base/text.h"
#include "num/dist.h"
#include "scenario/model.h"
#include "scenario/param.h"

/* A product: `number` times the draws of `n` inputs (numbers in the model's order). */
struct dc_term {
    double number;
    uint32_t n;
    const uint32_t *input;
};

enum dc_recipe_kind { DC_RECIPE_NUMBER, DC_RECIPE_FORM, DC_RECIPE_TABLE, DC_RECIPE_MIX };

/* How a number or a distribution is stated. */
struct dc_recipe {
    enum dc_recipe_kind kind;
    bool has_inputs, has_suffix; /* anywhere inside: a $NAME; a %, k or M */
    struct dc_term number;       /* NUMBER */
    const struct dc_form *form;  /* of a distribution */
    uint32_t n;                  /* TABLE: values; MIX: parts */
    const struct dc_term *arg; /* FORM: DC_ARG_MAX; TABLE: the values, NULL if they are data */
    bool given[DC_ARG_MAX];    /* FORM */
    const struct dc_term *weight; /* TABLE, MIX */
    const struct dc_recipe *part; /* MIX */
    bool has_min, has_max;
    struct dc_term min, max;
    const double *data, *data_weight; /* TABLE from a file */
};

struct dc_value {
    bool is_none;            /* `none`, `endless`, ...: as if it had no default */
    struct dc_recipe recipe; /* a number or a draw */
    uint64_t seed;
    uint32_t i;           /* word: its number; name: its number; date: months since year 0 */
    uint32_t n;           /* items of a list */
    const uint32_t *name; /* stages, segments of a mix */
    const double *number; /* 12 numbers; hours of a curve; weights of a mix */
    const double *factor; /* of a curve */
    const struct dc_hire *hire; /* at_days filled, in the order written */
};

struct dc_draft;

/* What a value may refer to, and what went wrong. */
struct dc_parser {
    const char *text;
    size_t n, at;
    struct dc_draft *draft;
    const char *folder; /* relative file names start here */
    uint32_t depth;
    enum dc_code code; /* why it failed */
    char error[320];
    bool has_suffix, has_inputs;
};

/* Reads the whole text as a value of the parameter; false with code and error set. */
DC_MUST_CHECK bool dc_value_parse(struct dc_parser *p, const struct dc_param *param,
                                  struct dc_value *out);

/* Parts of it: value_number.c, value_dist.c, value_table.c, value_list.c. */
DC_MUST_CHECK bool dc_value_fail(struct dc_parser *p, enum dc_code code, const char *fmt, ...)
    DC_PRINTF(3, 4);
void dc_value_skip(struct dc_parser *p); /* blanks */
char dc_value_peek(struct dc_parser *p); /* the next character behind blanks, 0 at the end */
bool dc_value_take(struct dc_parser *p, char c);
/* A name at the place: letters, digits, _; empty if there is none. */
struct dc_text dc_value_word(struct dc_parser *p);
/* One number with its suffix. */
DC_MUST_CHECK bool dc_value_number(struct dc_parser *p, double *out);
/* Whether a number can begin here. */
bool dc_value_at_number(struct dc_parser *p);
DC_MUST_CHECK bool dc_value_term(struct dc_parser *p, struct dc_term *out);
/* `name(...)`, the name taken already. */
DC_MUST_CHECK bool dc_value_dist(struct dc_parser *p, struct dc_text name,
                                 struct dc_recipe *out);
DC_MUST_CHECK bool dc_value_empirical(struct dc_parser *p, struct dc_recipe *out);
DC_MUST_CHECK bool dc_value_list(struct dc_parser *p, const struct dc_param *param,
                                 struct dc_value *out);
/* The value as it is quoted in messages: at most 60 bytes. */
const char *dc_value_quote(const char *text, size_t n, char buf[72]);

#endif
