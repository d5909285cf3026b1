/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/folder.h - the folder of finished work as its source files see it. */
#ifndef DC_RUN_FOLDER_H
#define DC_RUN_FOLDER_H

#include <stddef.h>
#include <stdint.h>

struct dc_checkpoint {
    int folder, lock; /* descriptors, -1: not open */
};

/* A checksum of n bytes. */
uint64_t dc_folder_checksum(const void *bytes, size_t n);

#endif
