/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/cell_words.c - values and labels as tables for people show them. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "emit/table_text.h"

const char *dc_cell_words(double x, const char *unit, char buf[DC_WORDS_SIZE])
{
    if (strncmp(unit, "share", 5) == 0) {
        dc_words_fixed(100.0 * x, 1, buf);
        return strcat(buf, "%");
    }
    if (strcmp(unit, "count") == 0) {
        return dc_words_grouped(x, x < 1000.0 && x > -1000.0 ? 1 : 0, buf);
    }
    if (strcmp(unit, "days") == 0 && x < 1.0) {
        dc_words_fixed(24.0 * x, 1, buf);
        return strcat(buf, " hours");
    }
    dc_words_column(x, buf);
    if (strcmp(unit, "ratio") == 0) {
        return buf;
    }
    const size_t n = strlen(buf);
    snprintf(buf + n, DC_WORDS_SIZE - n, " %.16s", unit);
    return buf;
}

const char *dc_words_label(const char *label, size_t most, char buf[DC_WORDS_SIZE])
{
    snprintf(buf, DC_WORDS_SIZE, "%s", label);
    buf[dc_text_bad_utf8(buf, strlen(buf))] = '\0'; /* a character that was cut in two */
    size_t n = dc_text_tame(buf, strlen(buf));
    buf[n] = '\0';
    if (dc_text_columns(buf, n) <= most) {
        return buf;
    }
    while (n > 0 && dc_text_columns(buf, n) >= most) {
        n--;
        while (n > 0 && ((unsigned char)buf[n] & 0xC0) == 0x80) {
            n--;
        }
    }
    strcpy(buf + n, "~");
    return buf;
}
