/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/state.c - the state of a case as a file that is whole or not there. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "run/checkpoint.h"
#include "run/folder.h"

#define NEW ".new"

static const char magic[16] = "dealcycle sum 2\n";

/* A file being written or read, with the checksum of what has passed. */
struct stream {
    FILE *file;
    uint64_t checksum;
};

static void pass(struct stream *s, const void *bytes, size_t n)
{
    const uint64_t here = dc_folder_checksum(bytes, n);
    const uint64_t both[2] = {s->checksum, here};
    s->checksum = dc_folder_checksum(both, sizeof both);
}

static bool put(void *to, const void *bytes, size_t n)
{
    struct stream *const s = to;
    pass(s, bytes, n);
    return fwrite(bytes, 1, n, s->file) == n;
}

static bool get(void *from, void *bytes, size_t n)
{
    struct stream *const s = from;
    if (fread(bytes, 1, n, s->file) != n) {
        return false;
    }
    pass(s, bytes, n);
    return true;
}

/* `HASH-N.blocks` -> `HASH-N.state` */
static void name_state(const struct dc_log *log, char name[DC_LOG_NAME_SIZE])
{
    const size_t n = strcspn(log->name, ".");
    memcpy(name, log->name, n);
    memcpy(name + n, ".state", sizeof ".state");
}

static FILE *open_state(const struct dc_log *log, const char *name, int flags, const char *mode)
{
    const int fd = openat(log->checkpoint->folder, name, flags | O_CLOEXEC | O_NOFOLLOW, 0666);
    FILE *const file = fd < 0 ? NULL : fdopen(fd, mode);
    if (file == NULL && fd >= 0) {
        close(fd);
    }
    return file;
}

static bool write_all(const struct dc_log *log, const struct dc_state_body *body, FILE *file)
{
    struct stream s = {file, 0};
    bool ok = put(&s, magic, sizeof magic) && put(&s, &log->identity, sizeof log->identity) &&
              body->write(body->owner, put, &s);
    const uint64_t checksum = s.checksum;
    ok = ok && fwrite(&checksum, sizeof checksum, 1, file) == 1;
    ok = ferror(file) == 0 && ok;
    return fclose(file) == 0 && ok;
}

bool dc_state_write(const struct dc_log *log, const struct dc_state_body *body)
{
    char name[DC_LOG_NAME_SIZE], fresh[DC_LOG_NAME_SIZE + sizeof NEW];
    const int folder = log->checkpoint->folder;
    name_state(log, name);
    snprintf(fresh, sizeof fresh, "%s" NEW, name);
    FILE *const file = open_state(log, fresh, O_WRONLY | O_CREAT | O_TRUNC, "wb");
    if (file == NULL) {
        return false;
    }
    if (!write_all(log, body, file) || renameat(folder, fresh, folder, name) != 0) {
        unlinkat(folder, fresh, 0);
        return false;
    }
    return true;
}

bool dc_state_read(const struct dc_log *log, const struct dc_state_body *body)
{
    char name[DC_LOG_NAME_SIZE], found[sizeof magic];
    uint64_t identity, checksum;
    name_state(log, name);
    FILE *const file = open_state(log, name, O_RDONLY, "rb");
    if (file == NULL) {
        return false;
    }
    struct stream s = {file, 0};
    bool ok = get(&s, found, sizeof found) && memcmp(found, magic, sizeof magic) == 0 &&
              get(&s, &identity, sizeof identity) && identity == log->identity &&
              body->read(body->owner, get, &s);
    const uint64_t wanted = s.checksum;
    ok = ok && fread(&checksum, sizeof checksum, 1, file) == 1 && checksum == wanted;
    fclose(file);
    return ok;
}

void dc_state_remove(const struct dc_log *log)
{
    char name[DC_LOG_NAME_SIZE];
    name_state(log, name);
    unlinkat(log->checkpoint->folder, name, 0);
}
