/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/log.c - writing finished blocks to a log, and reading them back. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run/checkpoint.h"
#include "run/folder.h"

static const char magic[16] = "dealcycle log 3\n";

struct log_head {
    char magic[16];
    uint64_t identity, size;
};
struct record_head {
    uint64_t i_block, n;
};
struct record_tail {
    uint64_t checksum; /* of head and cells */
};

/* Every word changes every bit after it; four words at a time so it keeps up with memory. */
uint64_t dc_folder_checksum(const void *bytes, size_t n)
{
    const unsigned char *const byte = bytes;
    uint64_t lane[4] = {n, 1, 2, 3};
    for (size_t i = 0; i < n; i += 8) {
        uint64_t word = 0;
        memcpy(&word, byte + i, n - i < 8 ? n - i : 8);
        uint64_t *const h = &lane[i / 8 % 4];
        *h = (*h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        *h ^= *h >> 29;
    }
    uint64_t all = 0;
    for (int i = 0; i < 4; i++) {
        all = (all ^ lane[i]) * UINT64_C(0xd6e8feb86659fd93);
        all ^= all >> 32;
    }
    return all;
}

static size_t record_size(const struct dc_log *log)
{
    return sizeof(struct record_head) + log->size + sizeof(struct record_tail);
}

void dc_log_name(char name[DC_LOG_NAME_SIZE], uint64_t identity, uint32_t ordinal)
{
    snprintf(name, DC_LOG_NAME_SIZE, "%016" PRIx64 "-%" PRIu32 ".blocks", identity, ordinal);
}

struct dc_log dc_log_new(struct dc_checkpoint *checkpoint, const char *name, uint64_t identity,
                         size_t size)
{
    struct dc_log log = {
        .checkpoint = checkpoint, .identity = identity, .size = size, .fd = -1};
    memcpy(log.name, name, strlen(name) + 1);
    return log;
}

/* All of n bytes at a place, or false: the end, or an error. */
static bool read_all(int fd, uint64_t place, void *bytes, size_t n)
{
    size_t done = 0;
    while (done < n) {
        const ssize_t got =
            pread(fd, (unsigned char *)bytes + done, n - done, (off_t)(place + done));
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        done += got > 0 ? (size_t)got : 0;
    }
    return true;
}

static bool write_all(int fd, uint64_t place, const void *bytes, size_t n)
{
    size_t done = 0;
    while (done < n) {
        const ssize_t put =
            pwrite(fd, (const unsigned char *)bytes + done, n - done, (off_t)(place + done));
        if (put < 0 && errno != EINTR) {
            return false;
        }
        done += put > 0 ? (size_t)put : 0;
    }
    return true;
}

static uint64_t place_of(const struct dc_log *log, uint64_t i_record)
{
    return sizeof(struct log_head) + i_record * record_size(log);
}

static struct log_head head_of(const struct dc_log *log)
{
    struct log_head head = {.identity = log->identity, .size = log->size};
    memcpy(head.magic, magic, sizeof magic);
    return head;
}

static bool has_head(const struct dc_log *log)
{
    const struct log_head wanted = head_of(log);
    struct log_head found;
    return read_all(log->fd, 0, &found, sizeof found) &&
           memcmp(&found, &wanted, sizeof found) == 0;
}

/* Whether the record in the buffer is what was written. */
static bool is_whole(const struct dc_log *log, struct record_head *head)
{
    struct record_tail tail;
    const size_t n = sizeof *head + log->size;
    memcpy(head, log->bytes, sizeof *head);
    memcpy(&tail, log->bytes + n, sizeof tail);
    return tail.checksum == dc_folder_checksum(log->bytes, n);
}

static bool has_buffer(struct dc_log *log)
{
    if (log->bytes == NULL) {
        log->bytes = malloc(record_size(log));
    }
    return log->bytes != NULL;
}

void *dc_log_cells(struct dc_log *log)
{
    return has_buffer(log) ? log->bytes + sizeof(struct record_head) : NULL;
}

/* A damaged record is passed over: it may have been written over when the run was killed.
 * false: the reader had enough, and more may follow. */
static bool read_records(struct dc_log *log, dc_log_reader *read, void *self)
{
    const size_t size = record_size(log);
    while (read_all(log->fd, place_of(log, log->n_records), log->bytes, size)) {
        struct record_head head;
        const uint64_t i_record = log->n_records++;
        if (is_whole(log, &head) &&
            !read(self, i_record, head.i_block, (uint32_t)head.n, log->bytes + sizeof head)) {
            return false;
        }
    }
    return true;
}

void dc_log_read(struct dc_log *log, dc_log_reader *read, void *self)
{
    log->fd = openat(log->checkpoint->folder, log->name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (log->fd < 0) {
        return;
    }
    log->has_head = has_head(log);
    if (!has_buffer(log) || (log->has_head && !read_records(log, read, self))) {
        log->failed = true;
        return;
    }
    const uint64_t n_good = log->has_head ? place_of(log, log->n_records) : 0;
    log->failed = ftruncate(log->fd, (off_t)n_good) != 0;
}

/* The file, with its header. */
static bool make_file(struct dc_log *log)
{
    if (log->fd < 0) {
        log->fd = openat(log->checkpoint->folder, log->name,
                         O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    }
    const struct log_head head = head_of(log);
    log->has_head =
        log->fd >= 0 && (log->has_head || write_all(log->fd, 0, &head, sizeof head));
    return log->has_head;
}

static bool write_record(struct dc_log *log, uint64_t i_record, uint64_t i_block, uint32_t n)
{
    const struct record_head head = {i_block, n};
    const size_t n_summed = sizeof head + log->size;
    if (!make_file(log) || !has_buffer(log)) {
        return false;
    }
    memcpy(log->bytes, &head, sizeof head);
    const struct record_tail tail = {dc_folder_checksum(log->bytes, n_summed)};
    memcpy(log->bytes + n_summed, &tail, sizeof tail);
    return write_all(log->fd, place_of(log, i_record), log->bytes, record_size(log));
}

bool dc_log_write(struct dc_log *log, uint64_t i_record, uint64_t i_block, uint32_t n)
{
    DC_BUG_UNLESS(i_record <= log->n_records);
    if (log->failed) {
        return false;
    }
    log->failed = !write_record(log, i_record, i_block, n);
    if (log->failed && log->fd >= 0 &&
        ftruncate(log->fd, (off_t)place_of(log, log->n_records)) != 0) {
        errno = EIO; /* the torn end is cut off by the next reader */
    }
    log->n_records += !log->failed && i_record == log->n_records;
    return !log->failed;
}

void dc_log_close(struct dc_log *log)
{
    if (log->fd >= 0) {
        close(log->fd);
    }
    free(log->bytes);
    log->fd = -1;
    log->bytes = NULL;
    log->n_records = 0;
    log->has_head = false;
}

void dc_log_remove(struct dc_log *log)
{
    dc_log_close(log);
    unlinkat(log->checkpoint->folder, log->name, 0);
    dc_state_remove(log);
}
