/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cases_item.h - what cases.c asks of one case. */
#ifndef DC_CLI_CASES_ITEM_H
#define DC_CLI_CASES_ITEM_H

#include "cli/cases.h"

/* `dealcycle run FILE --set 'PATH=VALUE' ...`: what a case's report says of how to get it; to
 * free. */
char *dc_cases_item_command(const struct dc_cases *cases, const struct dc_cases_item *item,
                            const struct dc_model *model);
/* `dir/NAME`, to free. */
char *dc_cases_item_folder(const struct dc_cases *cases, const struct dc_cases_item *item);
/* Whether its folder holds what it would come to. */
bool dc_cases_item_is_done(const struct dc_cases *cases, const struct dc_cases_item *item,
                           const struct dc_model *model);
/* Whether the conditions name what is simulated, and the folder is ours to replace: better
 * known before the case is computed than after. */
bool dc_cases_item_may_begin(struct dc_cases *cases, const struct dc_cases_item *item,
                             const struct dc_model *model, struct dc_diags *diags);
/* Every condition, by what its folder says. Those not met are said and noted in the cases. */
DC_MUST_CHECK enum dc_status dc_cases_item_judge(struct dc_cases *cases,
                                                 const struct dc_cases_item *item,
                                                 struct dc_diags *diags);

#endif
