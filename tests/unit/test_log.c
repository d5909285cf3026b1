/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_log.c - finished work survives a kill, and nothing else does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "dealcycle/run.h"
#include "run/checkpoint.h"

#define SIZE 1003 /* no multiple of anything */

struct fixture {
    char root[64], folder[96];
    struct dc_diags *diags;
    struct dc_checkpoint *checkpoint;
    char name[DC_LOG_NAME_SIZE];
};

static int setup(void **state)
{
    struct fixture *const f = calloc(1, sizeof *f);
    strcpy(f->root, "/tmp/dealcycle-log.XXXXXX");
    assert_non_null(mkdtemp(f->root));
    snprintf(f->folder, sizeof f->folder, "%s/a/.b.partial", f->root);
    f->diags = dc_diags_new();
    assert_int_equal(dc_checkpoint_open(f->folder, f->diags, &f->checkpoint), DC_OK);
    dc_log_name(f->name, UINT64_C(0x1234567890abcdef), 0);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *const f = *state;
    char path[128];
    dc_checkpoint_close(f->checkpoint);
    dc_diags_free(f->diags);
    dc_run_done(f->folder);
    snprintf(path, sizeof path, "%s/a", f->root);
    rmdir(path);
    assert_int_equal(rmdir(f->root), 0); /* nothing is left behind */
    free(f);
    return 0;
}

static struct dc_log log_of(const struct fixture *f, uint64_t identity)
{
    return dc_log_new(f->checkpoint, f->name, identity, SIZE);
}

static void fill(unsigned char *cells, uint64_t i_block)
{
    for (size_t i = 0; i < SIZE; i++) {
        cells[i] = (unsigned char)(i * 7 + i_block * 31);
    }
}

static void append(struct dc_log *log, uint64_t i_block, uint32_t n)
{
    fill(dc_log_cells(log), i_block);
    assert_true(dc_log_write(log, log->n_records, i_block, n));
}

struct seen {
    unsigned n;
    uint64_t i_block[16];
    uint32_t n_of[16];
};

static bool see(void *self, uint64_t i_record, uint64_t i_block, uint32_t n, const void *cells)
{
    struct seen *const seen = self;
    unsigned char wanted[SIZE];
    (void)i_record;
    fill(wanted, i_block);
    assert_memory_equal(cells, wanted, SIZE);
    seen->i_block[seen->n] = i_block;
    seen->n_of[seen->n++] = n;
    return true;
}

static struct seen read_again(const struct fixture *f, uint64_t identity)
{
    struct seen seen = {0, {0}, {0}};
    struct dc_log log = log_of(f, identity);
    dc_log_read(&log, see, &seen);
    dc_log_close(&log);
    return seen;
}

static char *path_of(const struct fixture *f, char path[256])
{
    snprintf(path, 256, "%s/%s", f->folder, f->name);
    return path;
}

static void write_three(const struct fixture *f)
{
    struct dc_log log = log_of(f, 17);
    append(&log, 5, 64);
    append(&log, 0, 11);
    append(&log, 0, 64);
    dc_log_close(&log);
}

static void records_come_back_in_order_of_writing(void **state)
{
    const struct fixture *const f = *state;
    write_three(f);
    const struct seen seen = read_again(f, 17);
    assert_int_equal(seen.n, 3);
    assert_int_equal(seen.i_block[0], 5);
    assert_int_equal(seen.n_of[1], 11);
    assert_int_equal(seen.n_of[2], 64);
}

/* Cut anywhere, the whole records before the cut come back, and writing goes on after them. */
static void a_torn_end_is_cut_off(void **state)
{
    const struct fixture *const f = *state;
    char path[256];
    struct stat info;
    write_three(f);
    assert_int_equal(stat(path_of(f, path), &info), 0);
    const long record = (info.st_size - 32) / 3;
    for (long cut = info.st_size; cut >= 0; cut -= 97) {
        write_three(f);
        assert_int_equal(truncate(path, cut), 0);
        const unsigned n_whole = cut < 32 ? 0 : (unsigned)((cut - 32) / record);
        struct seen seen = {0, {0}, {0}};
        struct dc_log log = log_of(f, 17);
        dc_log_read(&log, see, &seen);
        assert_int_equal(seen.n, n_whole);
        append(&log, 77, 3);
        dc_log_close(&log);
        seen = read_again(f, 17);
        assert_int_equal(seen.n, n_whole + 1);
        assert_int_equal(seen.i_block[n_whole], 77);
        unlink(path);
    }
}

static void a_flipped_bit_costs_one_record(void **state)
{
    const struct fixture *const f = *state;
    static const uint64_t others[3][2] = {{0, 0}, {5, 0}, {5, 0}};
    char path[256];
    for (long at = 32; at < 32 + 3 * (SIZE + 24); at += 101) {
        write_three(f);
        FILE *const file = fopen(path_of(f, path), "r+b");
        fseek(file, at, SEEK_SET);
        const int byte = fgetc(file);
        fseek(file, at, SEEK_SET);
        fputc(byte ^ 0x10, file);
        fclose(file);
        const struct seen seen = read_again(f, 17);
        const long hit = (at - 32) / (SIZE + 24);
        assert_int_equal(seen.n, 2);
        assert_int_equal(seen.i_block[0], others[hit][0]);
        assert_int_equal(seen.i_block[1], others[hit][1]);
        unlink(path);
    }
}

static void a_record_may_be_written_over(void **state)
{
    const struct fixture *const f = *state;
    struct seen seen = {0, {0}, {0}};
    struct dc_log log = log_of(f, 17);
    write_three(f);
    dc_log_read(&log, see, &seen);
    fill(dc_log_cells(&log), 0);
    assert_true(dc_log_write(&log, 1, 0, 23));
    append(&log, 9, 1);
    dc_log_close(&log);
    seen = read_again(f, 17);
    assert_int_equal(seen.n, 4);
    assert_int_equal(seen.i_block[1], 0);
    assert_int_equal(seen.n_of[1], 23);
    assert_int_equal(seen.i_block[3], 9);
}

static void another_identity_is_not_read(void **state)
{
    const struct fixture *const f = *state;
    write_three(f);
    assert_int_equal(read_again(f, 18).n, 0);
    assert_int_equal(read_again(f, 17).n, 0); /* and is gone */
}

static bool keeps(const void *self, const char *name)
{
    return strcmp(self, name) == 0;
}

static void pruning_spares_what_is_wanted_and_what_is_not_ours(void **state)
{
    const struct fixture *const f = *state;
    char other[256], path[256];
    write_three(f);
    snprintf(other, sizeof other, "%s/0000000000000001-0.blocks", f->folder);
    fclose(fopen(other, "w"));
    snprintf(path, sizeof path, "%s/notes.txt", f->folder);
    fclose(fopen(path, "w"));
    dc_checkpoint_prune(f->checkpoint, keeps, f->name);
    assert_int_not_equal(access(other, F_OK), 0);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(read_again(f, 17).n, 3);
    unlink(path);
}

static void a_second_run_in_the_folder_is_refused(void **state)
{
    const struct fixture *const f = *state;
    struct dc_checkpoint *second;
    assert_int_equal(dc_checkpoint_open(f->folder, f->diags, &second), DC_FAILED);
    assert_null(second);
    assert_int_equal(dc_diags_errors(f->diags), 1);
    assert_non_null(strstr(dc_diags_at(f->diags, 0)->text, "another run"));
}

static void the_lock_is_free_again_when_the_first_run_ends(void **state)
{
    struct fixture *const f = *state;
    dc_checkpoint_close(f->checkpoint);
    assert_int_equal(dc_checkpoint_open(f->folder, f->diags, &f->checkpoint), DC_OK);
}

static void a_folder_that_cannot_be_made_is_said(void **state)
{
    const struct fixture *const f = *state;
    struct dc_checkpoint *none;
    char path[256];
    snprintf(path, sizeof path, "%s/file", f->root);
    fclose(fopen(path, "w"));
    snprintf(path, sizeof path, "%s/file/below", f->root);
    assert_int_equal(dc_checkpoint_open(path, f->diags, &none), DC_FAILED);
    assert_int_equal(dc_diags_errors(f->diags), 1);
    snprintf(path, sizeof path, "%s/file", f->root);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(records_come_back_in_order_of_writing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_torn_end_is_cut_off, setup, teardown),
        cmocka_unit_test_setup_teardown(a_flipped_bit_costs_one_record, setup, teardown),
        cmocka_unit_test_setup_teardown(a_record_may_be_written_over, setup, teardown),
        cmocka_unit_test_setup_teardown(another_identity_is_not_read, setup, teardown),
        cmocka_unit_test_setup_teardown(pruning_spares_what_is_wanted_and_what_is_not_ours,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_second_run_in_the_folder_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(the_lock_is_free_again_when_the_first_run_ends, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_made_is_said, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
