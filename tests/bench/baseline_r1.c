/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/bench/baseline_r1.c - model R1 as a straightforward program: GSL's mt19937 and
 * gsl_ran_lognormal, a binary heap of events, a FIFO queue. It knows the model at compile
 * time and keeps only wins, waits and slot use; `make bench` shows our speed as a ratio
 * to its.
 *
 * usage: baseline_r1 REPLICATIONS [SEATS] */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define HORIZON 365.25
#define RATE 10.0
#define N_STAGES 4

static const double conversion[N_STAGES] = {0.7, 0.6, 0.6, 0.5};
static const double delay_mean[N_STAGES] = {0.5, 1.0, 1.5, 2.0};

struct event {
    double at;
    int deal; /* -1: an arrival */
};
struct deal {
    double arrived, value;
    int stage, next_free;
};
struct world {
    gsl_rng *rng;
    struct event *heap;
    int n_heap, room_heap;
    struct deal *deals;
    int n_deals, room_deals, free_deal;
    int *queue;
    long head, tail, room_queue;
    int n_busy, seats;
    double mu[N_STAGES], sigma, value_mu, value_sigma;
    double now, wait, busy_area, value_won;
    long leads, won, tasks;
};

static void *grown(void *items, size_t n)
{
    void *p = realloc(items, n);
    if (p == NULL) {
        exit(1);
    }
    return p;
}

static void push(struct world *w, double at, int deal)
{
    if (w->n_heap == w->room_heap) {
        w->room_heap = w->room_heap ? 2 * w->room_heap : 64;
        w->heap = grown(w->heap, (size_t)w->room_heap * sizeof(*w->heap));
    }
    int i = w->n_heap++;
    while (i > 0 && w->heap[(i - 1) / 2].at > at) {
        w->heap[i] = w->heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    w->heap[i] = (struct event){at, deal};
}

static struct event pop(struct world *w)
{
    const struct event first = w->heap[0];
    const struct event last = w->heap[--w->n_heap];
    int i = 0;
    for (int k = 1; k < w->n_heap; k = 2 * i + 1) {
        if (k + 1 < w->n_heap && w->heap[k + 1].at < w->heap[k].at) {
            k++;
        }
        if (w->heap[k].at >= last.at) {
            break;
        }
        w->heap[i] = w->heap[k];
        i = k;
    }
    w->heap[i] = last;
    return first;
}

static int deal_new(struct world *w)
{
    if (w->free_deal >= 0) {
        const int i = w->free_deal;
        w->free_deal = w->deals[i].next_free;
        return i;
    }
    if (w->n_deals == w->room_deals) {
        w->room_deals = w->room_deals ? 2 * w->room_deals : 64;
        w->deals = grown(w->deals, (size_t)w->room_deals * sizeof(*w->deals));
    }
    return w->n_deals++;
}

static void stage_begins(struct world *w, int deal)
{
    const int k = w->deals[deal].stage;
    w->tasks++;
    push(w, w->now + gsl_ran_lognormal(w->rng, w->mu[k], w->sigma), deal);
}

static void deal_starts(struct world *w, int deal)
{
    w->wait += w->now - w->deals[deal].arrived;
    w->busy_area -= w->now;
    w->n_busy++;
    stage_begins(w, deal);
}

static void arrival(struct world *w)
{
    const int deal = deal_new(w);
    w->leads++;
    w->deals[deal] =
        (struct deal){w->now, gsl_ran_lognormal(w->rng, w->value_mu, w->value_sigma), 0, -1};
    push(w, w->now + gsl_ran_exponential(w->rng, 1.0 / RATE), -1);
    if (w->n_busy < w->seats) {
        deal_starts(w, deal);
        return;
    }
    if (w->tail == w->room_queue) {
        w->room_queue = w->room_queue ? 2 * w->room_queue : 1024;
        w->queue = grown(w->queue, (size_t)w->room_queue * sizeof(*w->queue));
    }
    w->queue[w->tail++] = deal;
}

static void stage_ends(struct world *w, int deal)
{
    struct deal *d = &w->deals[deal];
    const int advances = gsl_rng_uniform(w->rng) < conversion[d->stage];
    if (advances && ++d->stage < N_STAGES) {
        stage_begins(w, deal);
        return;
    }
    if (advances) {
        w->won++;
        w->value_won += d->value;
    }
    d->next_free = w->free_deal;
    w->free_deal = deal;
    w->n_busy--;
    w->busy_area += w->now;
    if (w->head < w->tail) {
        deal_starts(w, w->queue[w->head++]);
    }
}

static void replicate(struct world *w)
{
    w->n_heap = w->n_deals = w->n_busy = 0;
    w->free_deal = -1;
    w->head = w->tail = 0;
    push(w, gsl_ran_exponential(w->rng, 1.0 / RATE), -1);
    while (w->n_heap > 0 && w->heap[0].at < HORIZON) {
        const struct event e = pop(w);
        w->now = e.at;
        if (e.deal < 0) {
            arrival(w);
        } else {
            stage_ends(w, e.deal);
        }
    }
    w->busy_area += w->n_busy * HORIZON;
}

int main(int argc, char **argv)
{
    const long n = argc > 1 ? atol(argv[1]) : 1000;
    struct world w = {.rng = gsl_rng_alloc(gsl_rng_mt19937),
                      .seats = argc > 2 ? atoi(argv[2]) : 40};
    w.sigma = sqrt(log(2.0));
    w.value_sigma = w.sigma;
    w.value_mu = log(20000.0) - 0.5 * log(2.0);
    for (int k = 0; k < N_STAGES; k++) {
        w.mu[k] = log(delay_mean[k]) - 0.5 * log(2.0);
    }
    const clock_t start = clock();
    for (long r = 0; r < n; r++) {
        replicate(&w);
    }
    const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    printf("leads %ld won %.2f slot_use %.4f wait %.4f tasks %ld seconds %.4f\n", w.leads,
           (double)w.won / (double)n, w.busy_area / (HORIZON * w.seats * (double)n),
           w.wait / (double)w.leads, w.tasks, seconds);
    gsl_rng_free(w.rng);
    free(w.heap);
    free(w.deals);
    free(w.queue);
    return 0;
}
