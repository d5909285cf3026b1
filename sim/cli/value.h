/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/value.h - the values of options. Each function says on standard error what it found
 * and what is allowed, and then gives false. */
#ifndef DC_CLI_VALUE_H
#define DC_CLI_VALUE_H

#include "cli/option.h"

bool dc_value_text(const char *command, const struct dc_option *option, const char *text);
bool dc_value_count(const char *command, const struct dc_option *option, const char *text,
                    uint64_t *out);
bool dc_value_amount(const char *command, const struct dc_option *option, const char *text,
                     double *out);
bool dc_value_share(const char *command, const struct dc_option *option, const char *text,
                    double *out);
bool dc_value_words(const char *command, const struct dc_option *option, const char *text,
                    unsigned *out);

#endif
