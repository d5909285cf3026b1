/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv/writer.h - RFC 4180 out, with a sticky error: write on, ask once at the end. */
#ifndef DC_CSV_WRITER_H
#define DC_CSV_WRITER_H

#include <stdio.h>

#include "base/bug.h"

struct dc_csv_out {
    FILE *to;
    bool failed;  /* sticky */
    bool mid_row; /* a cell stands before */
    size_t n;     /* bytes of a row that the stream has not yet; none between rows */
    char row[512];
};

void dc_csv_text(struct dc_csv_out *out,
                 const char *text);                   /* quoted where it must be; NULL: empty */
void dc_csv_number(struct dc_csv_out *out, double x); /* shortest text that reads back */
void dc_csv_count(struct dc_csv_out *out, uint64_t n);
void dc_csv_empty(struct dc_csv_out *out);
void dc_csv_end_row(struct dc_csv_out *out);
/* Flushes; false if anything failed since the start. Does not close. */
DC_MUST_CHECK bool dc_csv_finish(struct dc_csv_out *out);

#endif
