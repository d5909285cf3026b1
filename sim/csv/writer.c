/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv/writer.c - RFC 4180 out, with a sticky error. */
#include "csv/writer.h"

#include <csv.h>
#include <string.h>

#include "base/digits.h"
#include "base/number.h"
#include "base/text.h"

static void row_flush(struct dc_csv_out *out)
{
    if (out->n > 0 && fwrite(out->row, 1, out->n, out->to) != out->n) {
        out->failed = true;
    }
    out->n = 0;
}

static void bytes_write(struct dc_csv_out *out, const char *text, size_t n)
{
    if (n > sizeof out->row - out->n) {
        row_flush(out);
    }
    if (n <= sizeof out->row) {
        memcpy(out->row + out->n, text, n);
        out->n += n;
    } else if (fwrite(text, 1, n, out->to) != n) {
        out->failed = true;
    }
}

static void cell_begin(struct dc_csv_out *out)
{
    if (out->mid_row) {
        bytes_write(out, ",", 1);
    }
    out->mid_row = true;
}

/* What a reader would take for something else: separators, quotes, breaks, blanks at an
 * end, a comment, a byte order mark. A `;` too, for readers that guess. */
static bool needs_quotes(const char *text, size_t n)
{
    return strpbrk(text, ",;\"\r\n\t") != NULL || text[0] == '#' ||
           dc_text_trim(text, n).n != n;
}

void dc_csv_text(struct dc_csv_out *out, const char *text)
{
    const size_t n = text != NULL ? strlen(text) : 0;

    cell_begin(out);
    if (n == 0) {
        return;
    }
    if (!needs_quotes(text, n)) {
        bytes_write(out, text, n);
        return;
    }
    row_flush(out);
    if (csv_fwrite(out->to, text, n) != 0) {
        out->failed = true;
    }
}

/* The comma before it and the number in one go: most cells of a table are numbers. */
void dc_csv_number(struct dc_csv_out *out, double x)
{
    char buf[1 + DC_NUMBER_SIZE] = ",";
    const size_t at = out->mid_row ? 1 : 0;

    out->mid_row = true;
    bytes_write(out, buf, at + dc_number_write(x, buf + at));
}

void dc_csv_count(struct dc_csv_out *out, uint64_t n)
{
    char buf[1 + DC_WHOLE_SIZE] = ",";
    const size_t at = out->mid_row ? 1 : 0;

    out->mid_row = true;
    bytes_write(out, buf, at + dc_digits_whole(n, buf + at));
}

void dc_csv_empty(struct dc_csv_out *out)
{
    cell_begin(out);
}

void dc_csv_end_row(struct dc_csv_out *out)
{
    bytes_write(out, "\n", 1);
    row_flush(out);
    out->mid_row = false;
}

bool dc_csv_finish(struct dc_csv_out *out)
{
    row_flush(out);
    if (fflush(out->to) != 0 || ferror(out->to) != 0) {
        out->failed = true;
    }
    return !out->failed;
}
