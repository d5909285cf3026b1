/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_arena.c - memory taken piece by piece. */
#include "tests/support/cmocka_all.h"

#include <string.h>

#include "base/arena.h"

static void pieces_are_aligned_and_apart(void **state)
{
    static const size_t size[] = {1, 17, 64, 5, 63, 65, 4096, 100000, 3, 0, 64};
    struct dc_arena arena = {0};
    unsigned char *piece[DC_COUNT_OF(size)];
    (void)state;

    for (size_t i = 0; i < DC_COUNT_OF(size); i++) {
        piece[i] = dc_arena_take(&arena, size[i]);
        const size_t align = size[i] >= 64 ? 64 : 16;
        if (piece[i] == NULL || (uintptr_t)piece[i] % align != 0) {
            fail_msg("piece %zu of %zu bytes at %p", i, size[i], (void *)piece[i]);
        }
        memset(piece[i], (int)i + 1, size[i]);
    }
    for (size_t i = 0; i < DC_COUNT_OF(size); i++) {
        for (size_t j = 0; j < size[i]; j++) {
            assert_int_equal(piece[i][j], i + 1);
        }
    }
    dc_arena_free(&arena);
}

static void zero_clears_memory_that_was_used_before(void **state)
{
    struct dc_arena arena = {0};
    (void)state;

    memset(dc_arena_take(&arena, 300), 0xA5, 300);
    dc_arena_reset(&arena);
    const unsigned char *piece = dc_arena_zero(&arena, 100, 3);
    for (size_t i = 0; i < 300; i++) {
        assert_int_equal(piece[i], 0);
    }
    dc_arena_free(&arena);
}

static void sizes_that_overflow_are_refused(void **state)
{
    struct dc_arena arena = {0};
    (void)state;

    assert_null(dc_arena_take(&arena, SIZE_MAX));
    assert_null(dc_arena_take(&arena, SIZE_MAX / 2));
    assert_null(dc_arena_zero(&arena, SIZE_MAX / 3, 4));
    assert_null(dc_arena_text(&arena, "x", SIZE_MAX));
    assert_non_null(dc_arena_take(&arena, 8));
    dc_arena_free(&arena);
}

static void a_reset_arena_is_one_block_as_large_as_all_had_been(void **state)
{
    struct dc_arena arena = {0};
    (void)state;

    for (size_t i = 0; i < 1000; i++) {
        assert_non_null(dc_arena_take(&arena, 997));
    }
    const size_t total = arena.total;
    dc_arena_reset(&arena);
    assert_true(arena.size >= total);
    const struct dc_arena_block *block = arena.block;
    for (size_t i = 0; i < 1000; i++) {
        assert_non_null(dc_arena_take(&arena, 997));
    }
    assert_ptr_equal(arena.block, block);
    dc_arena_reset(&arena);
    assert_ptr_equal(arena.block, block);
    dc_arena_free(&arena);
    assert_int_equal(arena.total, 0);
    dc_arena_reset(&arena);
    dc_arena_free(&arena);
}

static void an_array_keeps_its_items_while_it_grows(void **state)
{
    struct dc_arena arena = {0};
    uint32_t *item = NULL;
    size_t room = 0;
    (void)state;

    for (uint32_t i = 0; i < 5000; i++) {
        assert_true(dc_arena_grow(&arena, (void **)&item, &room, i + 1, sizeof(*item)));
        item[i] = i * 7 + 3;
    }
    for (uint32_t i = 0; i < 5000; i++) {
        assert_int_equal(item[i], i * 7 + 3);
    }
    assert_false(dc_arena_grow(&arena, (void **)&item, &room, SIZE_MAX / 2, sizeof(*item)));
    assert_int_equal(item[4999], 4999 * 7 + 3);
    dc_arena_free(&arena);
}

static void texts_are_copied_and_printed(void **state)
{
    struct dc_arena arena = {0};
    (void)state;

    assert_string_equal(dc_arena_text(&arena, "prefix and more", 6), "prefix");
    assert_string_equal(dc_arena_text(&arena, NULL, 0), "");
    assert_string_equal(dc_arena_printf(&arena, "%s-%d", "seat", 17), "seat-17");
    dc_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_aligned_and_apart),
        cmocka_unit_test(zero_clears_memory_that_was_used_before),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(a_reset_arena_is_one_block_as_large_as_all_had_been),
        cmocka_unit_test(an_array_keeps_its_items_while_it_grows),
        cmocka_unit_test(texts_are_copied_and_printed),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
