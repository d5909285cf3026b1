/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_folder.c - a results folder appears whole or not at all, and only dealcycle's own is
 * replaced. */
#include "tests/support/cmocka_all.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emit/folder.h"
#include "emit/fs.h"
#include "emit/manifest.h"

struct room {
    char dir[64]; /* a fresh folder, removed at the end */
    struct dc_diags *diags;
};

static int room_open(void **state)
{
    struct room *const room = calloc(1, sizeof *room);
    strcpy(room->dir, "/tmp/dealcycle-folder-XXXXXX");
    room->diags = dc_diags_new();
    *state = room;
    return mkdtemp(room->dir) == NULL;
}

static int room_close(void **state)
{
    struct room *const room = *state;
    dc_fs_remove(room->dir);
    dc_diags_free(room->diags);
    free(room);
    return 0;
}

static char *at(const struct room *room, const char *name)
{
    static char path[4][256];
    static int next;
    next = (next + 1) % 4;
    snprintf(path[next], sizeof path[next], "%s/%s", room->dir, name);
    return path[next];
}

static void put_file(const char *path, const char *text)
{
    FILE *const to = fopen(path, "w");
    assert_non_null(to);
    assert_true(fputs(text, to) >= 0);
    assert_int_equal(fclose(to), 0);
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

static enum dc_status text_write(const void *self, FILE *to)
{
    return fputs(self, to) >= 0 ? DC_OK : DC_FAILED;
}

static enum dc_status nothing_write(const void *self, FILE *to)
{
    (void)self;
    fputs("half", to);
    errno = ENOSPC;
    return DC_FAILED;
}

/* A folder with one table and a manifest, as a run leaves it. */
static enum dc_status folder_write(const struct room *room, const char *dir, const char *table)
{
    struct dc_folder folder;
    enum dc_status status = dc_folder_begin(&folder, dir, room->diags);
    if (status != DC_OK) {
        return status;
    }
    json_t *const manifest = json_pack("{s:s}", "what", DC_FOLDER_MARK);
    status = dc_folder_write(&folder, "summary.csv", text_write, table, room->diags);
    assert_true(status == DC_OK && dc_manifest_add_files(manifest, &folder));
    status =
        dc_folder_write(&folder, "manifest.json", dc_manifest_write, manifest, room->diags);
    json_decref(manifest);
    return status == DC_OK ? dc_folder_end(&folder, room->diags) : status;
}

static void assert_holds(const char *path, const char *text)
{
    size_t n;
    char *const found = dc_fs_read(path, 1000, &n);
    assert_non_null(found);
    assert_string_equal(found, text);
    free(found);
}

static void assert_said(const struct room *room, const char *part)
{
    char line[1000];
    const struct dc_diag *const diag = dc_diags_at(room->diags, 0);
    assert_non_null(diag);
    dc_diag_write(diag, line, sizeof line);
    if (strstr(line, part) == NULL) {
        fail_msg("expected '%s' in: %s", part, line);
    }
}

static int n_below;
static bool count(void *self, const char *name)
{
    (void)self;
    (void)name;
    n_below++;
    return false;
}
static void assert_entries(const struct room *room, int expected)
{
    n_below = 0;
    assert_int_equal(dc_fs_each(room->dir, count, NULL), 0);
    assert_int_equal(n_below, expected);
}

static void new_folder_appears_with_those_above_it(void **state)
{
    const struct room *const room = *state;
    assert_int_equal(folder_write(room, at(room, "a/b/res"), "one\n"), DC_OK);
    assert_holds(at(room, "a/b/res/summary.csv"), "one\n");
    assert_entries(room, 1);
}

static void own_folder_is_replaced_as_a_whole(void **state)
{
    const struct room *const room = *state;
    assert_int_equal(folder_write(room, at(room, "res"), "one\n"), DC_OK);
    assert_int_equal(folder_write(room, at(room, "res/"), "two\n"), DC_OK);
    assert_holds(at(room, "res/summary.csv"), "two\n");
    assert_entries(room, 1); /* nothing is left aside */
}

static void empty_folder_may_be_filled(void **state)
{
    const struct room *const room = *state;
    assert_int_equal(mkdir(at(room, "res"), 0777), 0);
    assert_int_equal(folder_write(room, at(room, "res"), "one\n"), DC_OK);
    assert_holds(at(room, "res/summary.csv"), "one\n");
}

static void folder_of_somebody_else_is_refused(void **state)
{
    const struct room *const room = *state;
    assert_int_equal(mkdir(at(room, "res"), 0777), 0);
    put_file(at(room, "res/notes.txt"), "mine");
    assert_int_equal(folder_write(room, at(room, "res"), "one\n"), DC_FAILED);
    assert_said(room, "dealcycle did not write");
    assert_holds(at(room, "res/notes.txt"), "mine");
    assert_false(is_there(at(room, "res/summary.csv")));
    assert_entries(room, 1);
}

static void manifest_of_another_program_is_no_mark(void **state)
{
    const struct room *const room = *state;
    assert_int_equal(mkdir(at(room, "res"), 0777), 0);
    put_file(at(room, "res/manifest.json"), "{\"what\": \"something else\"}");
    assert_int_equal(folder_write(room, at(room, "res"), "one\n"), DC_FAILED);
    assert_said(room, "dealcycle did not write");
}

static void users_file_in_our_folder_is_kept(void **state)
{
    const struct room *const room = *state;
    assert_int_equal(folder_write(room, at(room, "res"), "one\n"), DC_OK);
    put_file(at(room, "res/notes.txt"), "mine");
    assert_int_equal(folder_write(room, at(room, "res"), "two\n"), DC_FAILED);
    assert_said(room, "notes.txt");
    assert_holds(at(room, "res/summary.csv"), "one\n");
    assert_holds(at(room, "res/notes.txt"), "mine");
}

static void file_in_the_place_is_refused(void **state)
{
    const struct room *const room = *state;
    put_file(at(room, "res"), "mine");
    assert_int_equal(folder_write(room, at(room, "res"), "one\n"), DC_FAILED);
    assert_said(room, "is a file");
    assert_holds(at(room, "res"), "mine");
}

static void link_to_our_folder_stays_a_link(void **state)
{
    const struct room *const room = *state;
    struct stat st;
    assert_int_equal(folder_write(room, at(room, "res"), "one\n"), DC_OK);
    assert_int_equal(symlink("res", at(room, "link")), 0);
    assert_int_equal(folder_write(room, at(room, "link"), "two\n"), DC_OK);
    assert_int_equal(lstat(at(room, "link"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_holds(at(room, "res/summary.csv"), "two\n");
}

static void places_that_are_none_are_refused(void **state)
{
    const struct room *const room = *state;
    static const char *const dir[] = {".", "..", "/", ""};
    for (size_t i = 0; i < DC_COUNT_OF(dir); i++) {
        assert_int_equal(folder_write(room, dir[i], "one\n"), DC_FAILED);
    }
    assert_int_equal(dc_diags_errors(room->diags), DC_COUNT_OF(dir));
}

static void failed_write_leaves_what_was_there(void **state)
{
    const struct room *const room = *state;
    struct dc_folder folder;
    assert_int_equal(folder_write(room, at(room, "res"), "one\n"), DC_OK);
    assert_int_equal(dc_folder_begin(&folder, at(room, "res"), room->diags), DC_OK);
    assert_int_equal(dc_folder_write(&folder, "summary.csv", nothing_write, NULL, room->diags),
                     DC_FAILED);
    dc_folder_abandon(&folder);
    assert_said(room, "No space left on device");
    assert_holds(at(room, "res/summary.csv"), "one\n");
    assert_entries(room, 1);
}

/* A bound on the size of files stands for a disk that fills up midway. */
static void disk_that_fills_up_is_said(void **state)
{
    const struct room *const room = *state;
    static char text[100000];
    struct rlimit before;
    struct dc_folder folder;
    memset(text, 'x', sizeof text - 1);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {.rlim_cur = 4096, .rlim_max = before.rlim_max};
    assert_int_equal(dc_folder_begin(&folder, at(room, "res"), room->diags), DC_OK);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const enum dc_status status =
        dc_folder_write(&folder, "summary.csv", text_write, text, room->diags);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    dc_folder_abandon(&folder);
    assert_int_equal(status, DC_FAILED);
    assert_said(room, "File too large");
    assert_entries(room, 0);
}

static void litter_of_a_killed_run_is_cleared(void **state)
{
    const struct room *const room = *state;
    assert_int_equal(mkdir(at(room, ".res.tmp-123456"), 0777), 0);
    put_file(at(room, ".res.tmp-123456/summary.csv"), "half");
    assert_int_equal(mkdir(at(room, ".res.tmp-notes"), 0777), 0);
    assert_int_equal(folder_write(room, at(room, "res"), "one\n"), DC_OK);
    assert_false(is_there(at(room, ".res.tmp-123456")));
    assert_true(is_there(at(room, ".res.tmp-notes"))); /* not of our making */
}

static void folder_in_use_is_not_cleared(void **state)
{
    const struct room *const room = *state;
    struct dc_folder other;
    assert_int_equal(dc_folder_begin(&other, at(room, "res"), room->diags), DC_OK);
    char renamed[300];
    snprintf(renamed, sizeof renamed, "%s", at(room, ".res.tmp-99999999"));
    assert_int_equal(rename(other.aside, renamed), 0); /* as another process would name it */
    assert_int_equal(folder_write(room, at(room, "res"), "one\n"), DC_OK);
    assert_true(is_there(renamed));
    dc_folder_abandon(&other);
}

int main(void)
{
#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)
    const struct CMUnitTest tests[] = {
        IN_ROOM(new_folder_appears_with_those_above_it),
        IN_ROOM(own_folder_is_replaced_as_a_whole),
        IN_ROOM(empty_folder_may_be_filled),
        IN_ROOM(folder_of_somebody_else_is_refused),
        IN_ROOM(manifest_of_another_program_is_no_mark),
        IN_ROOM(users_file_in_our_folder_is_kept),
        IN_ROOM(file_in_the_place_is_refused),
        IN_ROOM(link_to_our_folder_stays_a_link),
        IN_ROOM(places_that_are_none_are_refused),
        IN_ROOM(failed_write_leaves_what_was_there),
        IN_ROOM(disk_that_fills_up_is_said),
        IN_ROOM(litter_of_a_killed_run_is_cleared),
        IN_ROOM(folder_in_use_is_not_cleared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
