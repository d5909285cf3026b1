/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/text.c - bytes of a user's text: blanks, words, UTF-8, names; no locale. */
#include "base/text.h"

#include <string.h>

bool dc_text_is_name(const char *text, size_t n)
{
    if (n == 0 || text[0] < 'a' || text[0] > 'z') {
        return false;
    }
    for (size_t i = 1; i < n; i++) {
        const bool is_letter = text[i] >= 'a' && text[i] <= 'z';
        if (!is_letter && !dc_char_is_digit(text[i]) && text[i] != '_') {
            return false;
        }
    }
    return true;
}

size_t dc_text_blank(const char *text, size_t n)
{
    if (n >= 1 && (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r'))) {
        return 1;
    }
    if (n >= 2 && memcmp(text, "\xC2\xA0", 2) == 0) {
        return 2;
    }
    if (n >= 3 &&
        (memcmp(text, "\xE2\x80\x87", 3) == 0 || memcmp(text, "\xE2\x80\xAF", 3) == 0 ||
         memcmp(text, "\xEF\xBB\xBF", 3) == 0)) {
        return 3;
    }
    return 0;
}

/* Bytes of the blank character that text[0, n) ends with. */
static size_t blank_at_end(const char *text, size_t n)
{
    for (size_t width = 1; width <= 3 && width <= n; width++) {
        if (dc_text_blank(text + n - width, width) == width) {
            return width;
        }
    }
    return 0;
}

struct dc_text dc_text_trim(const char *text, size_t n)
{
    size_t width;

    while ((width = dc_text_blank(text, n)) > 0) {
        text += width;
        n -= width;
    }
    while ((width = blank_at_end(text, n)) > 0) {
        n -= width;
    }
    return (struct dc_text){text, n};
}

bool dc_text_equals(struct dc_text a, const char *b)
{
    return strlen(b) == a.n && (a.n == 0 || memcmp(a.at, b, a.n) == 0);
}

bool dc_text_alike(struct dc_text a, const char *b)
{
    if (strlen(b) != a.n) {
        return false;
    }
    for (size_t i = 0; i < a.n; i++) {
        if (dc_char_lower(a.at[i]) != dc_char_lower(b[i])) {
            return false;
        }
    }
    return true;
}

bool dc_text_next(struct dc_text *rest, const char *ends, struct dc_text *out)
{
    if (rest->at == NULL) {
        return false;
    }
    size_t n = 0;
    while (n < rest->n && (rest->at[n] == '\0' || strchr(ends, rest->at[n]) == NULL)) {
        n++;
    }
    *out = dc_text_trim(rest->at, n);
    if (n < rest->n) {
        rest->at += n + 1;
        rest->n -= n + 1;
    } else {
        *rest = (struct dc_text){NULL, 0};
    }
    return true;
}

/* The range of the second byte shuts out overlong forms, surrogates and above U+10FFFF
 * (Unicode 15, table 3-7). */
static size_t lead_width(unsigned char c, unsigned char *lo, unsigned char *hi)
{
    *lo = 0x80;
    *hi = 0xBF;
    if (c < 0x80) {
        return 1;
    }
    if (c >= 0xC2 && c <= 0xDF) {
        return 2;
    }
    if (c >= 0xE0 && c <= 0xEF) {
        *lo = c == 0xE0 ? 0xA0 : 0x80;
        *hi = c == 0xED ? 0x9F : 0xBF;
        return 3;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        *lo = c == 0xF0 ? 0x90 : 0x80;
        *hi = c == 0xF4 ? 0x8F : 0xBF;
        return 4;
    }
    return 0;
}

/* Bytes of the well-formed character at text[0, n), 0 if there is none. */
static size_t char_width(const unsigned char *text, size_t n)
{
    unsigned char lo;
    unsigned char hi;
    const size_t width = lead_width(text[0], &lo, &hi);

    if (width < 2) {
        return width;
    }
    if (width > n || text[1] < lo || text[1] > hi) {
        return 0;
    }
    for (size_t i = 2; i < width; i++) {
        if (text[i] < 0x80 || text[i] > 0xBF) {
            return 0;
        }
    }
    return width;
}

size_t dc_text_bad_utf8(const char *text, size_t n)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t i = 0;

    while (i < n) {
        uint64_t eight;
        if (n - i >= sizeof(eight)) { /* most files are ASCII */
            memcpy(&eight, bytes + i, sizeof(eight));
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                i += sizeof(eight);
                continue;
            }
        }
        const size_t width = char_width(bytes + i, n - i);
        if (width == 0) {
            return i;
        }
        i += width;
    }
    return n;
}

static bool is_combining(const unsigned char *c, size_t width)
{
    /* U+0300 to U+036F, U+200B to U+200F, U+FE00 to U+FE0F. */
    if (width == 2) {
        return c[0] == 0xCC || (c[0] == 0xCD && c[1] <= 0xAF);
    }
    if (width == 3) {
        return (c[0] == 0xE2 && c[1] == 0x80 && c[2] >= 0x8B && c[2] <= 0x8F) ||
               (c[0] == 0xEF && c[1] == 0xB8 && c[2] <= 0x8F);
    }
    return false;
}

size_t dc_text_columns(const char *text, size_t n)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t columns = 0;

    for (size_t i = 0; i < n;) {
        size_t width = char_width(bytes + i, n - i);
        width = width > 0 ? width : 1;
        columns += is_combining(bytes + i, width) ? 0 : 1;
        i += width;
    }
    return columns;
}

/* Controls C0 and C1, line separators, and the marks that turn text around. */
static bool is_unprintable(const unsigned char *c, size_t width)
{
    switch (width) {
    case 1:
        return c[0] < 0x20 || c[0] == 0x7F;
    case 2:
        return c[0] == 0xC2 && c[1] < 0xA0;
    case 3:
        return c[0] == 0xE2 && ((c[1] == 0x80 && c[2] >= 0xA8 && c[2] <= 0xAE) ||
                                (c[1] == 0x81 && c[2] >= 0xA6));
    default:
        return width == 0;
    }
}

size_t dc_text_tame(char *text, size_t n)
{
    size_t to = 0;

    for (size_t i = 0; i < n;) {
        const unsigned char *c = (const unsigned char *)text + i;
        const size_t found = char_width(c, n - i);
        const size_t width = found > 0 ? found : 1;
        if (is_unprintable(c, found)) {
            text[to++] = found == 1 && c[0] >= '\t' && c[0] <= '\r' ? ' ' : '?';
        } else {
            memmove(text + to, c, width);
            to += width;
        }
        i += width;
    }
    text[to] = '\0';
    return to;
}
