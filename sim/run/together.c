/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/together.c - threads: OpenMP's, or POSIX's where ThreadSanitizer looks on, which does not
 * know libgomp. */
#include "run/together.h"

#include <stdlib.h>

#ifdef DC_PTHREADS
#include <pthread.h>
#include <stdbool.h>
#elif defined(_OPENMP)
#include <omp.h>
#endif

int dc_together_threads(int asked)
{
    if (asked > 0) {
        return asked;
    }
#if defined(DC_PTHREADS)
    return 2;
#elif defined(_OPENMP)
    return omp_get_num_procs();
#else
    return 1;
#endif
}

#ifdef DC_PTHREADS
struct hand {
    void (*work)(void *self, int i);
    void *self;
    int i;
    pthread_t thread;
    bool is_running;
};

static void *hand_work(void *hand)
{
    const struct hand *const h = hand;
    h->work(h->self, h->i);
    return NULL;
}

void dc_together(int n, void (*work)(void *self, int i), void *self)
{
    struct hand *const hand = calloc((size_t)n, sizeof *hand);
    for (int i = 1; hand != NULL && i < n; i++) {
        hand[i] = (struct hand){.work = work, .self = self, .i = i};
        hand[i].is_running = pthread_create(&hand[i].thread, NULL, hand_work, &hand[i]) == 0;
    }
    work(self, 0);
    for (int i = 1; i < n; i++) {
        if (hand != NULL && hand[i].is_running) {
            pthread_join(hand[i].thread, NULL);
        } else {
            work(self, i);
        }
    }
    free(hand);
}
#else
void dc_together(int n, void (*work)(void *self, int i), void *self)
{
#pragma omp parallel for schedule(static, 1) num_threads(n)
    for (int i = 0; i < n; i++) {
        work(self, i);
    }
}
#endif
