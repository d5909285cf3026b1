/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/tables.c - the tables of parameters, distributions and messages, as help and
 * manual print them. */
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/number.h"
#include "num/dist.h"
#include "scenario/param.h"

#include "dealcycle/scenario.h"

static const char *cascade_of(const struct dc_param *param)
{
    if (param->scope == DC_OF_STAGE) {
        return "team.T.segment.S.stage.K > team.T.stage.K > channel.C.segment.S.stage.K > "
               "channel.C.stage.K > segment.S.stage.K > stage.K";
    }
    if (param->scope == DC_OF_TEAM_STAGE) {
        return "team.T.segment.S.stage.K > team.T.stage.K";
    }
    if (param->scope == DC_OF_ROLE) {
        return (param->bits & DC_NO_CHANNEL) != 0 ? "team.T.role.R > role.R"
                                                  : "team.T.role.R > role.R > channel.C.role";
    }
    return "";
}

static const char *unit_of(const struct dc_param *param)
{
    switch (param->takes) {
    case DC_TAKES_DATE:
        return "YYYY-MM";
    case DC_TAKES_FILE:
        return "file";
    case DC_TAKES_WORD:
        return param->words;
    case DC_TAKES_STAGE:
        return "stage";
    case DC_TAKES_ROLE:
        return "role";
    case DC_TAKES_TEAM:
        return "team";
    case DC_TAKES_STAGES:
        return "list of stages";
    case DC_TAKES_TWELVE:
        return "12 numbers";
    case DC_TAKES_CURVE:
        return "list of hours:factor";
    case DC_TAKES_MIX:
        return "list of segment:weight";
    case DC_TAKES_HIRES:
        return "list of +n@month, +n@month!, -n@month";
    case DC_TAKES_LEAVERS:
        return "list of n@month";
    case DC_TAKES_DRAW:
    case DC_TAKES_AMOUNT:
    case DC_TAKES_WHOLE:
    case DC_TAKES_SEED:
    case DC_TAKES_TEXT:
        return dc_unit_name(param->dimension);
    }
    return "";
}

bool dc_param_at(size_t i, struct dc_param_row *out)
{
    if (i >= dc_n_params) {
        return false;
    }
    const struct dc_param *param = &dc_params[i];
    *out = (struct dc_param_row){
        .path = param->path,
        .unit = unit_of(param),
        .drawn = dc_drawn_name(param->drawn),
        .missing = param->missing != NULL ? param->missing : "required",
        .range = param->range != NULL ? param->range->text : "",
        .meaning = param->meaning,
        .cascade = cascade_of(param),
    };
    return true;
}

/* `mean, sd, [low=0]` */
static void args_write(const struct dc_form *form, char *buf, size_t size)
{
    size_t n = 0;

    for (size_t i = 0; i < DC_ARG_MAX && form->arg[i] != NULL && n < size; i++) {
        char missing[DC_NUMBER_SIZE] = "";
        const bool has_default = form->optional[i] && isfinite(form->missing[i]);
        if (has_default) {
            dc_number_write(form->missing[i], missing);
        }
        n += (size_t)snprintf(buf + n, size - n, form->optional[i] ? "%s[%s%s%s]" : "%s%s%s%s",
                              i > 0 ? ", " : "", form->arg[i], has_default ? "=" : "", missing);
    }
}

bool dc_form_at(size_t i, struct dc_form_row *out)
{
    static const struct {
        const char *name, *args;
    } tables[] = {
        {"discrete", "value:weight, ..."},
        {"empirical", "file, column, [weight]"},
        {"mixture", "weight*distribution + ..."},
    };
    size_t n = 0;

    while (n < i && dc_forms[n].name != NULL) {
        n++;
    }
    if (dc_forms[n].name == NULL) {
        return false;
    }
    *out = (struct dc_form_row){.name = dc_forms[n].name, .doc = dc_forms[n].doc};
    args_write(&dc_forms[n], out->args, sizeof out->args);
    for (size_t k = 0; k < DC_COUNT_OF(tables); k++) {
        if (strcmp(tables[k].name, out->name) == 0) {
            snprintf(out->args, sizeof out->args, "%s", tables[k].args);
        }
    }
    return true;
}

bool dc_rule_at(size_t i, struct dc_rule_row *out)
{
    if (i >= DC_N_CODES) {
        return false;
    }
    *out = (struct dc_rule_row){dc_code_rows[i].slug, dc_code_rows[i].meaning,
                                dc_code_rows[i].severity};
    return true;
}
