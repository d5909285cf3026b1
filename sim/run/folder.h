/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/folder.h - the folder of finished work as its two source files see it. */
#ifndef DC_RUN_FOLDER_H
#define DC_RUN_FOLDER_H

struct dc_checkpoint {
    int folder, lock; /* descriptors, -1: not open */
};

#endif
