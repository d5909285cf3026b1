/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/sha256.h - a file's fingerprint, as sha256sum prints it (FIPS 180-4). */
#ifndef DC_BASE_SHA256_H
#define DC_BASE_SHA256_H

#include "base/bug.h"

#define DC_SHA256_SIZE 65 /* 64 hexadecimal digits and a NUL */

void dc_sha256_text(const void *bytes, size_t n, char out[DC_SHA256_SIZE]);

/* The same of bytes that come piece by piece. */
struct dc_sha256 {
    uint32_t state[8];
    unsigned char rest[64]; /* behind the last whole block */
    uint64_t n;             /* bytes so far */
};
void dc_sha256_begin(struct dc_sha256 *sum);
void dc_sha256_add(struct dc_sha256 *sum, const void *bytes, size_t n);
void dc_sha256_end(struct dc_sha256 *sum, char out[DC_SHA256_SIZE]);

#endif
