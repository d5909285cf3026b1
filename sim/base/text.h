/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/text.h - bytes of a user's text: blanks, words, UTF-8, names; no locale. */
#ifndef DC_BASE_TEXT_H
#define DC_BASE_TEXT_H

#include "base/bug.h"

/* A piece of text somewhere else; not NUL-ended. */
struct dc_text {
    const char *at;
    size_t n;
};

/* [a-z][a-z0-9_]*, the shape of every name of a scenario. */
bool dc_text_is_name(const char *text, size_t n);

static inline bool dc_char_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline char dc_char_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Bytes of the blank character that text[0, n) begins with: 1 for blank, tab, CR, LF, VT,
 * FF, 2 or 3 for U+00A0, U+2007, U+202F and U+FEFF; 0 if it begins with none. */
size_t dc_text_blank(const char *text, size_t n);
/* The piece without blanks at both ends. */
struct dc_text dc_text_trim(const char *text, size_t n);

bool dc_text_equals(struct dc_text a, const char *b);
/* The same for ASCII letters of any case. */
bool dc_text_alike(struct dc_text a, const char *b);

/* Takes the next piece up to one of the ASCII characters in `ends`, trimmed, and moves
 * *rest behind that character; false at the end of *rest (empty pieces are given). */
bool dc_text_next(struct dc_text *rest, const char *ends, struct dc_text *out);

/* Offset of the first byte that is not part of well-formed UTF-8 (overlong forms,
 * surrogates and above U+10FFFF are not), or n if all is. */
size_t dc_text_bad_utf8(const char *text, size_t n);
/* How many columns of a terminal the text takes: characters, without combining marks. */
size_t dc_text_columns(const char *text, size_t n);

/* Makes text[0, n) (with room for a NUL at n) fit for one line of a terminal, in place:
 * line breaks and tabs become blanks; other controls, marks that turn the direction of
 * text, and bytes that are not UTF-8 become `?`. Returns the new length, at most n. */
size_t dc_text_tame(char *text, size_t n);

#endif
