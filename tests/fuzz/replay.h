/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/replay.h - a fuzz target on files, without a fuzzer: for test_replay_*.c. */
#ifndef DC_TESTS_REPLAY_H
#define DC_TESTS_REPLAY_H

#include "cmocka_all.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define REPLAY_MOST_BYTES 200000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Put before each file, if it is not NUL: what the target is to take it for. */
static char replay_prefix;

static void replay_file(const char *name)
{
    struct stat info;
    uint8_t *data = malloc(REPLAY_MOST_BYTES);
    FILE *from = stat(name, &info) == 0 && S_ISREG(info.st_mode) ? fopen(name, "rb") : NULL;

    if (from != NULL) {
        const size_t n = fread(data, 1, REPLAY_MOST_BYTES, from);
        fclose(from);
        /* In a block of its very size, so that a byte read past the end shows. */
        const size_t n_prefix = replay_prefix != '\0' ? 1 : 0;
        uint8_t *exact = malloc(n_prefix + n > 0 ? n_prefix + n : 1);
        exact[0] = (uint8_t)replay_prefix;
        memcpy(exact + n_prefix, data, n);
        LLVMFuzzerTestOneInput(exact, n_prefix + n);
        free(exact);
    }
    free(data);
}

/* Every file of the folder whose name begins so; how many there are. */
static size_t replay_folder(const char *folder, const char *begin)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    char name[600];
    size_t n = 0;

    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] != '.' && strncmp(entry->d_name, begin, strlen(begin)) == 0) {
            snprintf(name, sizeof(name), "%s/%s", folder, entry->d_name);
            replay_file(name);
            n++;
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    return n;
}

static void what_fuzzing_found_passes(void **state)
{
    (void)state;
    replay_folder("tests/fuzz/found", "");
}

#endif
