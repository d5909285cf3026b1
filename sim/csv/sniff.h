/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv/sniff.h - what a file's bytes are, before they are split: encoding, separator. */
#ifndef DC_CSV_SNIFF_H
#define DC_CSV_SNIFF_H

#include "base/diag.h"

struct dc_sniff {
    size_t text_start; /* behind a byte order mark */
    size_t rows_start; /* behind a first line `sep=;` too, which some spreadsheets write */
    char separator;    /* `,`, `;` or a tab, as the header has it */
    bool is_bad;       /* not UTF-8, or a NUL: reported */
    bool is_binary;    /* so bad that splitting it makes no sense */
};

struct dc_sniff dc_sniff(const char *file, const char *text, size_t n, struct dc_diags *diags);

#endif
