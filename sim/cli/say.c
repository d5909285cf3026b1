/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/say.c - lines to the user. */
#include "cli/say.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/colour.h"

/* Longer lines are cut: no message of ours is near it, but a user's value may be. */
#define LINE_SIZE 4096

/* Control characters, also the two-byte ones of UTF-8 (U+0080 to U+009F), become `?`: a file
 * or a name must not steer the terminal. */
static void tame(char *text)
{
    unsigned char before = 0;

    for (; *text != '\0'; text++) {
        const unsigned char c = (unsigned char)*text;
        if ((c < 0x20 && c != '\n') || c == 0x7f) {
            *text = '?';
        } else if (before == 0xc2 && c < 0xa0) {
            text[-1] = '?';
            *text = '?';
        }
        before = c;
    }
}

static void say(const char *prefix, const char *fmt, va_list args)
{
    char line[LINE_SIZE];

    vsnprintf(line, sizeof line, fmt, args);
    tame(line);
    fprintf(stderr, "%s%s\n", prefix, line);
}

void dc_say(const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    say("dealcycle: ", fmt, args);
    va_end(args);
}

void dc_say_plain(const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    say("", fmt, args);
    va_end(args);
}

/* `FILE:LINE:COLUMN` in red before an error; the word `warning` in yellow. */
static void say_diag(char *line)
{
    static const char warning[] = ": warning: ";
    char *const at = strstr(line, warning);

    tame(line);
    if (at != NULL) {
        const int n = (int)(at - line) + 2;
        fprintf(stderr, "%.*s%swarning:%s%s\n", n, line, dc_colour_begin(stderr, DC_YELLOW),
                dc_colour_end(stderr), line + n + strlen("warning:"));
    } else {
        const int n = (int)strcspn(line, " ");
        fprintf(stderr, "%s%.*s%s%s\n", dc_colour_begin(stderr, DC_RED), n, line,
                dc_colour_end(stderr), line + n);
    }
}

void dc_say_diags(struct dc_diags *diags)
{
    char line[LINE_SIZE];
    size_t n_kept = 0;
    const struct dc_diag *diag;

    dc_diags_sort(diags);
    for (size_t i = 0; (diag = dc_diags_at(diags, i)) != NULL; i++, n_kept++) {
        dc_diag_write(diag, line, sizeof line);
        say_diag(line);
    }
    const size_t n_all = dc_diags_errors(diags) + dc_diags_warnings(diags);
    if (n_all > n_kept) {
        dc_say_plain("... and %zu more", n_all - n_kept);
    }
}

const char *dc_count_write(uint64_t n, char buf[DC_COUNT_SIZE])
{
    char digits[DC_COUNT_SIZE];
    const int n_digits = snprintf(digits, sizeof digits, "%" PRIu64, n);
    size_t used = 0;

    for (int i = 0; i < n_digits; i++) {
        if (i > 0 && (n_digits - i) % 3 == 0) {
            buf[used++] = ',';
        }
        buf[used++] = digits[i];
    }
    buf[used] = '\0';
    return buf;
}

void dc_say_wrapped(FILE *to, const char *text, int at, int indent, int width)
{
    bool first_word = true;

    while (*text != '\0') {
        if (*text == '\n') {
            fprintf(to, "\n%*s", text[1] == '\n' ? 0 : indent, "");
            at = indent;
            first_word = true;
            text++;
            continue;
        }
        const int n = (int)strcspn(text, " \n");
        if (!first_word && at + 1 + n > width) {
            fprintf(to, "\n%*s", indent, "");
            at = indent;
            first_word = true;
        }
        fprintf(to, "%s%.*s", first_word ? "" : " ", n, text);
        at += n + (first_word ? 0 : 1);
        first_word = false;
        text += n;
        text += strspn(text, " ");
    }
    fputc('\n', to);
}

bool dc_say_close(void)
{
    const bool failed = fflush(stdout) != 0 || ferror(stdout) != 0;
    const int error = errno;

    if (fclose(stdout) != 0 || failed) {
        dc_say("standard output: %s", strerror(failed ? error : errno));
        return false;
    }
    return true;
}

void dc_say_plot(const char *dir, const char *stem)
{
    static const char *const form[] = {"svg", "png", "pdf"};
    char path[4096];

    for (size_t i = 0; i < sizeof form / sizeof form[0]; i++) {
        snprintf(path, sizeof path, "%s/plots/%s.%s", dir, stem, form[i]);
        if (access(path, F_OK) == 0) {
            printf("Plot:    %s\n", path);
            return;
        }
    }
}
