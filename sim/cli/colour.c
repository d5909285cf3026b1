/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/colour.c - emphasis on a terminal. */
#include "cli/colour.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_on(FILE *to)
{
    const char *const no = getenv("NO_COLOR");
    const char *const term = getenv("TERM");

    return isatty(fileno(to)) == 1 && (no == NULL || no[0] == '\0') && term != NULL &&
           strcmp(term, "dumb") != 0;
}

const char *dc_colour_begin(FILE *to, enum dc_colour colour)
{
    static const char *const code[] = {[DC_PLAIN] = "",
                                       [DC_BOLD] = "\033[1m",
                                       [DC_RED] = "\033[31m",
                                       [DC_YELLOW] = "\033[33m"};

    return is_on(to) ? code[colour] : "";
}

const char *dc_colour_end(FILE *to)
{
    return is_on(to) ? "\033[0m" : "";
}

enum dc_status dc_colour_answer(enum dc_status (*print)(const void *, FILE *), const void *self)
{
    char *text = NULL;
    size_t n = 0;
    FILE *const to = is_on(stdout) ? open_memstream(&text, &n) : NULL;

    if (to == NULL) {
        return print(self, stdout);
    }
    enum dc_status status = print(self, to);
    if (fclose(to) != 0) {
        status = DC_FAILED;
    }
    if (status == DC_OK) {
        const char *const gap = strstr(text, "\n\n");
        const size_t n_first = gap != NULL ? (size_t)(gap - text) : 0;
        printf("%s%.*s%s%s", dc_colour_begin(stdout, DC_BOLD), (int)n_first, text,
               dc_colour_end(stdout), text + n_first);
    }
    free(text);
    return status;
}
