/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/words.c - numbers as people read them. Digits are made from integers, because
 * printf's decimal point is the locale's. */
#include "decide/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

static const double power_of_ten[] = {1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

static const char *as_is(double x, char buf[DC_WORDS_SIZE])
{
    dc_number_write(x, buf);
    return buf;
}

const char *dc_words_fixed(double x, int decimals, char buf[DC_WORDS_SIZE])
{
    const double scale = power_of_ten[decimals];
    if (!isfinite(x)) {
        return strcpy(buf, "-");
    }
    if (fabs(x) * scale > 9e15) {
        return as_is(x, buf);
    }
    const int64_t whole = llround(fabs(x) * scale);
    const char *const sign = x < 0.0 && whole != 0 ? "-" : "";
    const int64_t unit = (int64_t)scale;
    if (decimals == 0) {
        snprintf(buf, DC_WORDS_SIZE, "%s%" PRId64, sign, whole);
    } else {
        snprintf(buf, DC_WORDS_SIZE, "%s%" PRId64 ".%0*" PRId64, sign, whole / unit, decimals,
                 whole % unit);
    }
    return buf;
}

static void strip_zeros(char *text)
{
    if (strchr(text, '.') == NULL) {
        return;
    }
    size_t n = strlen(text);
    while (text[n - 1] == '0') {
        text[--n] = '\0';
    }
    if (text[n - 1] == '.') {
        text[n - 1] = '\0';
    }
}

static int decimals_for(double size)
{
    return size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
}

/* The number scaled to below 1000, and the suffix that says by what; false: too large for one.
 */
static bool thousands_split(double x, double *scaled, const char **suffix)
{
    static const char *const suffixes[] = {"", "k", "M", "bn"};
    int i = 0;
    *scaled = x;
    while (fabs(*scaled) >= 999.5 && i < 3) {
        *scaled /= 1000.0;
        i++;
    }
    *suffix = suffixes[i];
    return fabs(*scaled) < 1e6;
}

/* Small numbers get the digits that say something. */
static int decimals_of(double scaled, const char *suffix)
{
    const double size = fabs(scaled);
    if (suffix[0] == '\0' && size > 0.0 && size < 0.095) {
        return size < 0.00095 ? 6 : 4;
    }
    return size == 0.0 ? 0 : decimals_for(size);
}

const char *dc_words_short(double x, char buf[DC_WORDS_SIZE])
{
    const char *suffix;
    double scaled;
    if (!isfinite(x) || !thousands_split(x, &scaled, &suffix)) {
        return isfinite(x) ? as_is(x, buf) : strcpy(buf, "-");
    }
    dc_words_fixed(scaled, decimals_of(scaled, suffix), buf);
    strip_zeros(buf);
    return strcat(buf, suffix);
}

const char *dc_words_column(double x, char buf[DC_WORDS_SIZE])
{
    const char *suffix;
    double scaled;
    if (!isfinite(x) || !thousands_split(x, &scaled, &suffix)) {
        return dc_words_short(x, buf);
    }
    dc_words_fixed(scaled, decimals_of(scaled, suffix), buf);
    strcat(buf, suffix[0] != '\0' ? " " : "");
    return strcat(buf, suffix);
}

const char *dc_words_share(double share, char buf[DC_WORDS_SIZE])
{
    const double percent = 100.0 * share;
    if (share > 0.0 && percent < 0.1) {
        return strcpy(buf, "less than 0.1%");
    }
    if (share < 1.0 && percent > 99.9) {
        return strcpy(buf, "more than 99.9%");
    }
    dc_words_fixed(percent, percent < 9.95 || percent > 99.0 ? 1 : 0, buf);
    strip_zeros(buf);
    return strcat(buf, "%");
}

const char *dc_words_bare(double x, const char *unit, char buf[DC_WORDS_SIZE])
{
    if (strncmp(unit, "share", 5) == 0) {
        dc_words_fixed(100.0 * x, 1, buf);
        return strcat(buf, "%");
    }
    return dc_words_short(x, buf);
}

const char *dc_words_quantity(double x, const char *unit, char buf[DC_WORDS_SIZE])
{
    dc_words_bare(x, unit, buf);
    const bool is_share = strncmp(unit, "share", 5) == 0;
    const char *const word = is_share ? unit + 5 : unit;
    const bool has_word = strcmp(word, "count") != 0 && strcmp(word, "ratio") != 0 && *word;
    const size_t n = strlen(buf);
    if (has_word) {
        snprintf(buf + n, DC_WORDS_SIZE - n, "%s%s", is_share ? "" : " ", word);
    }
    return buf;
}

const char *dc_words_metric(const char *name, char buf[DC_WORDS_SIZE])
{
    static const char *const known[][2] = {
        {"cac", "cost per won deal"},
        {"npv", "net present value"},
        {"cash_low", "lowest cumulative cash"},
        {"utilisation", "utilisation of the reps"},
        {"target_hit", "chance to reach the target"},
        {"clv", "customer lifetime value"},
        {"arr", "annual recurring revenue"},
        {"roi", "return on cost"},
        {"csat", "customer satisfaction"},
    };
    for (size_t i = 0; i < DC_COUNT_OF(known); i++) {
        if (strcmp(name, known[i][0]) == 0) {
            return strcpy(buf, known[i][1]);
        }
    }
    snprintf(buf, DC_WORDS_SIZE, "%s", name);
    for (char *at = buf; *at; at++) {
        *at = *at == '_' ? ' ' : *at;
    }
    return buf;
}

const char *dc_words_grouped(double x, int decimals, char buf[DC_WORDS_SIZE])
{
    char plain[DC_WORDS_SIZE];
    dc_words_fixed(x, decimals, plain);
    const size_t n_sign = plain[0] == '-';
    const size_t n_whole = strcspn(plain + n_sign, ".e");
    size_t n = n_sign;
    memcpy(buf, plain, n_sign);
    for (size_t i = 0; i < n_whole; i++) {
        if (i > 0 && (n_whole - i) % 3 == 0) {
            buf[n++] = ',';
        }
        buf[n++] = plain[n_sign + i];
    }
    strcpy(buf + n, plain + n_sign + n_whole);
    return buf;
}
