/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rng.c - the generator is the published one, and its keys stay what they are. */
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>

#include "num/gsl.h"
#include "num/quiet.h"
#include "tests/support/oracle.h"

/* Known answers of Random123's own tests (kat_vectors, threefry 2x64 20 rounds): counter, key,
 * result; the last are digits of pi. */
static const uint64_t known[][6] = {
    {0, 0, 0, 0, 0xc2b6e3a8c2c69865, 0x6f81ed42f350084d},
    {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, 0xe02cb7c4d95d277a, 0xd06633d0893b8b68},
    {0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89,
     0x263c7d30bb0f0af1, 0x56be8361d3311526},
};

static void expect_word(size_t i, int j, uint64_t expected, uint64_t observed)
{
    if (expected != observed) {
        fail_msg("vector %zu word %d: expected %016jx, observed %016jx", i, j,
                 (uintmax_t)expected, (uintmax_t)observed);
    }
}

/* The stream of purpose 0, index 0 is the entity itself; other halves are other streams. */
static void the_bits_are_those_published(void **state)
{
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(known); i++) {
        const uint64_t *k = known[i];
        const struct dc_bits first = dc_rng_at((struct dc_key){k[2], k[3]}, k[0], k[1], 0, 0);
        const uint64_t entity = k[3] - dc_rng_stream(0, 0, 0, 1);
        const struct dc_bits last = dc_rng_at((struct dc_key){k[2], entity}, k[0], k[1], 0, 0);
        for (int j = 0; j < 2; j++) {
            expect_word(i, j, k[4 + j], first.w[j]);
            expect_word(i, 2 + j, k[4 + j], last.w[2 + j]);
            expect_word(
                i, 2 + j, k[4 + j],
                dc_rng_word((struct dc_key){k[2], entity}, k[0], k[1], 0, 0, 2 + (unsigned)j));
        }
    }
}

/* Whole blocks, of which no more than asked for needs be looked at; any numbers, either half.
 */
static void a_batch_of_uniforms_is_the_single_draws(void **state)
{
    (void)state;
    const struct dc_key key = {UINT64_MAX - 3, dc_hash_text("role.ae")};
    const uint64_t first = UINT64_MAX - 40;
    uint8_t at[128];
    for (size_t i = 0; i < 128; i++) {
        at[i] = (uint8_t)(i * i + 3);
    }
    for (size_t n = 0; n <= 128; n += 7) {
        for (unsigned half = 0; half < 2; half++) {
            const struct dc_rng_purpose of = {key, 77, 3, half};
            double u[128] = {0.0};
            double v[128] = {0.0};
            const size_t n_drawn = dc_rng_uniforms(&of, first, at, n, u, v);
            assert_in_range(n_drawn, n, DC_RNG_BLOCKS(n));
            for (size_t i = 0; i < n_drawn; i++) {
                const struct dc_bits one = dc_rng_at(key, 77, first + at[i], 3, 0);
                assert_true(u[i] == dc_uniform(one.w[2 * half]));
                assert_true(v[i] == dc_uniform(one.w[2 * half + 1]));
            }
            for (size_t i = n_drawn; i < 128; i++) {
                assert_true(u[i] == 0.0 && v[i] == 0.0);
            }
        }
    }
}

static void numbers_in_turn_are_their_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < 256; i++) {
        assert_int_equal(dc_rng_in_turn[i], i);
    }
}

/* Every pair of streams of neighbouring numbers, words, indices and purposes: the correlation
 * of 100,000 uniforms is within 5 standard errors of 0 (one false alarm in 30,000 seeds). */
static void neighbouring_streams_are_uncorrelated(void **state)
{
    (void)state;
    const struct dc_key key = {1, dc_hash_text("segment.smb")};
    const uint64_t n = 100000;
    double product[6][6] = {{0.0}};
    for (uint64_t i = 0; i < n; i++) {
        const struct dc_bits bits = dc_rng_at(key, 7, i, 5, 0);
        const double x[6] = {dc_uniform(bits.w[0]),
                             dc_uniform(bits.w[1]),
                             dc_uniform(bits.w[2]),
                             dc_uniform(dc_rng_at(key, 7, i + 1, 5, 0).w[0]),
                             dc_uniform(dc_rng_at(key, 8, i, 5, 0).w[0]),
                             dc_uniform(dc_rng_at(key, 7, i, 5, 1).w[0])};
        for (int a = 0; a < 6; a++) {
            for (int b = 0; b < a; b++) {
                product[a][b] += (x[a] - 0.5) * (x[b] - 0.5);
            }
        }
    }
    for (int a = 0; a < 6; a++) {
        for (int b = 0; b < a; b++) {
            expect_near("two streams", "correlation", 12.0 * product[a][b] / (double)n, 0.0,
                        0.0, 5.0 / sqrt((double)n));
        }
    }
}

/* Golden: names key the draws, so these must never change. */
static void hashes_of_names_are_fixed_for_ever(void **state)
{
    (void)state;
    assert_true(dc_hash_text("") == UINT64_C(0xf52a15e9a9b5e89b));
    assert_true(dc_hash_text("segment.smb") == UINT64_C(0x1ead6a44ad147c36));
    assert_true(dc_hash("segment.smb.x", 11) == UINT64_C(0x1ead6a44ad147c36));
    assert_true(dc_hash_purpose("delay", "closing") == UINT64_C(0xfe42f7fa4ebdb151));
    assert_true(dc_hash_purpose("delay", "closing") == dc_hash("delay\0closing", 13));
    assert_true(dc_hash_purpose("a", "bc") != dc_hash_purpose("ab", "c"));
    assert_true(dc_hash_text("segment.smb") != dc_hash_text("segment.smc"));
}

static void uniforms_stay_inside_the_open_interval(void **state)
{
    (void)state;
    assert_true(dc_uniform(0) == 0x1p-54);
    assert_true(dc_uniform(UINT64_MAX) < 1.0 && dc_uniform(UINT64_MAX) > 1.0 - 0x1p-52);
    double sum = 0.0;
    double square = 0.0;
    const double n = 1e6;
    for (uint64_t i = 0; i < 1000000; i++) {
        const double u = uniform_of(0, i);
        assert_true(u > 0.0 && u < 1.0);
        sum += u - 0.5;
        square += (u - 0.5) * (u - 0.5);
    }
    /* five standard errors: one false alarm in a million seeds */
    expect_near("uniform", "mean", sum / n, 0.0, 0.0, 5.0 * sqrt(1.0 / 12.0 / n));
    expect_near("uniform", "variance", square / n, 1.0 / 12.0, 0.0,
                5.0 * sqrt(1.0 / 180.0 / n));
}

static void gsl_draws_from_the_same_stream(void **state)
{
    (void)state;
    gsl_rng *r = gsl_rng_alloc(dc_rng_gsl_type());
    const struct dc_key key = {9, 8};
    dc_rng_gsl_seek(r, key, 3, 2, 1);
    for (uint64_t i = 0; i < 40; i++) {
        const uint64_t expected = dc_rng_at(key, 3, 2, 1, i / 4).w[i % 4];
        assert_true(gsl_rng_get(r) == expected);
    }
    gsl_rng_set(r, 12);
    assert_true(gsl_rng_get(r) == dc_rng_at((struct dc_key){12, 0}, 0, 0, 0, 0).w[0]);
    assert_true(gsl_rng_uniform(r) ==
                dc_uniform(dc_rng_at((struct dc_key){12, 0}, 0, 0, 0, 0).w[1]));
    assert_true(gsl_rng_max(r) == UINT64_MAX && gsl_rng_min(r) == 0);
    assert_string_equal(gsl_rng_name(r), "threefry2x64-20");
    double below = 0.0;
    for (int i = 0; i < 100000; i++) {
        below += gsl_ran_gamma(r, 2.5, 1.0) < 1.7;
    }
    const double p = gsl_cdf_gamma_P(1.7, 2.5, 1.0);
    expect_near("gsl_ran_gamma", "share below 1.7", below / 1e5, p, 0.0,
                5.0 * sqrt(p * (1.0 - p) / 1e5));
    gsl_rng *copy = gsl_rng_clone(r);
    assert_true(gsl_rng_get(copy) == gsl_rng_get(r));
    gsl_rng_free(copy);
    gsl_rng_free(r);
}

static void gsl_does_not_abort_once_quiet(void **state)
{
    (void)state;
    dc_num_quiet_gsl();
    dc_num_quiet_gsl();
    GSL_ERROR_VAL("would abort", GSL_EDOM, );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bits_are_those_published),
        cmocka_unit_test(neighbouring_streams_are_uncorrelated),
        cmocka_unit_test(a_batch_of_uniforms_is_the_single_draws),
        cmocka_unit_test(numbers_in_turn_are_their_places),
        cmocka_unit_test(hashes_of_names_are_fixed_for_ever),
        cmocka_unit_test(uniforms_stay_inside_the_open_interval),
        cmocka_unit_test(gsl_draws_from_the_same_stream),
        cmocka_unit_test(gsl_does_not_abort_once_quiet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
