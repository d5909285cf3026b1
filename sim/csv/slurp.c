/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv/slurp.c - a whole file into memory, up to a bound. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system.h"
#include "csv/reader.h"

#define FIRST_ROOM 65536

static bool refuse(struct dc_diags *diags, const char *file, const char *what, int error)
{
    return dc_report(diags, DC_IO, (struct dc_span){file, 0, 0, 0}, NULL, "%s: %s", what,
                     dc_system_error(error));
}

struct reading {
    int fd;
    const char *file;
    size_t max_bytes;
    char *text;
    size_t n, room;
};

/* One byte more than is known to come, so that the end shows without growing. */
static size_t room_first(const struct stat *info, size_t max_bytes)
{
    size_t room = FIRST_ROOM;
    if (S_ISREG(info->st_mode) && info->st_size > 0 && (uint64_t)info->st_size < SIZE_MAX / 4) {
        room = (size_t)info->st_size + 2;
    }
    return room < max_bytes + 2 ? room : max_bytes + 2;
}

static bool read_all(struct reading *r, struct dc_arena *arena, struct dc_diags *diags)
{
    const struct dc_span at = {r->file, 0, 0, 0};

    for (;;) {
        if (!dc_arena_grow(arena, (void **)&r->text, &r->room, r->n + 2, 1)) {
            return dc_report(diags, DC_NO_MEMORY, at, NULL, "memory ran out while reading");
        }
        const ssize_t got = read(r->fd, r->text + r->n, r->room - 1 - r->n);
        if (got == 0) {
            break;
        }
        if (got < 0 && errno != EINTR) {
            return refuse(diags, r->file, "cannot be read", errno);
        }
        r->n += got > 0 ? (size_t)got : 0;
        if (r->n > r->max_bytes) {
            return dc_report(diags, DC_TOO_LARGE, at, NULL, "the file has more than %zu bytes",
                             r->max_bytes);
        }
    }
    r->text[r->n] = '\0';
    return true;
}

static bool read_open(struct reading *r, struct dc_arena *arena, struct dc_diags *diags)
{
    struct stat info;

    if (fstat(r->fd, &info) != 0) {
        return refuse(diags, r->file, "cannot be read", errno);
    }
    if (S_ISDIR(info.st_mode)) {
        return dc_report(diags, DC_IO, (struct dc_span){r->file, 0, 0, 0}, NULL,
                         "is a folder, not a file");
    }
    r->room = room_first(&info, r->max_bytes);
    r->text = dc_arena_take(arena, r->room);
    if (r->text == NULL) {
        r->room = 0;
    }
    return read_all(r, arena, diags);
}

bool dc_csv_slurp(const char *file, size_t max_bytes, struct dc_arena *arena,
                  struct dc_diags *diags, const char **text, size_t *n)
{
    const bool is_stdin = strcmp(file, "-") == 0;
    struct reading r = {.file = file, .max_bytes = max_bytes};

    r.fd = is_stdin ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    if (r.fd < 0) {
        return refuse(diags, file, "cannot be opened", errno);
    }
    const bool ok = read_open(&r, arena, diags);
    if (!is_stdin) {
        close(r.fd);
    }
    if (ok) {
        *text = r.text;
        *n = r.n;
    }
    return ok;
}
