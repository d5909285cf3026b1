/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/value.c - text of the command line to the values of options. */
#include "cli/value.h"

#include <string.h>

#include "cli/say.h"
#include "dealcycle/text.h"

bool dc_value_text(const char *command, const struct dc_option *option, const char *text)
{
    if (text[0] == '\0') {
        dc_say("%s: --%s is empty: --%s %s", command, option->name, option->name, option->arg);
        return false;
    }
    return true;
}

/* Digits with `_` between them, then k or M. false: no whole number, or above 2^64. */
static bool read_count(const char *text, uint64_t *out)
{
    const char *at = text;
    uint64_t n = 0;

    for (; (*at >= '0' && *at <= '9') || (*at == '_' && at > text && at[-1] != '_'); at++) {
        if (*at == '_') {
            continue;
        }
        const unsigned digit = (unsigned)(*at - '0');
        if (n > (UINT64_MAX - digit) / 10) {
            return false;
        }
        n = n * 10 + digit;
    }
    if (at == text || at[-1] == '_') {
        return false;
    }
    const uint64_t times = *at == 'k' ? 1000 : *at == 'M' ? 1000000 : 1;
    at += times > 1 ? 1 : 0;
    if (*at != '\0' || n > UINT64_MAX / times) {
        return false;
    }
    *out = n * times;
    return true;
}

bool dc_value_count(const char *command, const struct dc_option *option, const char *text,
                    uint64_t *out)
{
    char least[DC_COUNT_SIZE], most[DC_COUNT_SIZE];

    if (read_count(text, out) && *out >= option->min && *out <= option->max) {
        return true;
    }
    dc_say("%s: --%s: '%s' is not a whole number from %s to %s", command, option->name, text,
           dc_count_write(option->min, least), dc_count_write(option->max, most));
    return false;
}

bool dc_value_amount(const char *command, const struct dc_option *option, const char *text,
                     double *out)
{
    const size_t n = strlen(text);
    const char last = n > 0 ? text[n - 1] : '\0';
    const double times = last == 'k' ? 1e3 : last == 'M' ? 1e6 : last == '%' ? 0.01 : 1.0;
    double x = 0.0;

    if (!dc_number_parse(text, times != 1.0 ? n - 1 : n, &x)) {
        dc_say("%s: --%s: '%s' is not a number", command, option->name, text);
        return false;
    }
    *out = last == '%' ? x / 100.0 : x * times;
    return true;
}

bool dc_value_share(const char *command, const struct dc_option *option, const char *text,
                    double *out)
{
    size_t n = strlen(text);
    const bool percent = n > 0 && text[n - 1] == '%';
    double x = 0.0;

    n -= percent ? 1 : 0;
    if (dc_number_parse(text, n, &x)) {
        x = percent ? x / 100.0 : x;
        if (x > 0.0 && x < 1.0) {
            *out = x;
            return true;
        }
        if (!percent && x >= 1.0 && x < 100.0) {
            dc_say("%s: --%s: %s is not a share below 1; did you mean %s%%?", command,
                   option->name, text, text);
            return false;
        }
    }
    dc_say("%s: --%s: '%s' is not a share above 0%% and below 100%%", command, option->name,
           text);
    return false;
}

/* The number of a word in the row's words, or -1. */
static int find_word(const struct dc_option *option, const char *text, size_t n)
{
    char word[32];

    for (unsigned i = 0; dc_option_word(option, i, word, sizeof word); i++) {
        if (strlen(word) == n && memcmp(word, text, n) == 0) {
            return (int)i;
        }
    }
    return -1;
}

bool dc_value_words(const char *command, const struct dc_option *option, const char *text,
                    unsigned *out)
{
    const bool many = option->kind == DC_ARG_WORDS;

    for (const char *at = text;; at++) {
        const size_t n = many ? strcspn(at, ",") : strlen(at);
        const int i = find_word(option, at, n);
        if (i < 0) {
            dc_say("%s: --%s: '%.*s' is not %s: %s", command, option->name, (int)n, at,
                   many ? "among" : "one of", option->words);
            return false;
        }
        *out |= 1u << i;
        at += n;
        if (*at == '\0') {
            return true;
        }
    }
}
