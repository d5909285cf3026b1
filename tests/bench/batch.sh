#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/bench/batch.sh - many cases beside one large run of the same work.
#
# BENCH_CASES (1000) cases of quickstart, each with its own seed and 1,000 replications, without
# plots; and one run of as many replications in all. Seconds are of the processor (user and
# system) and of the clock; the ratio of the first is what a case costs beyond its work (loading,
# its folder, batch.csv), that of the second also where cores were idle. Both should be within
# 10% of 1. On a machine that is shared the second says little.
# usage: B=build/release sh tests/bench/batch.sh
set -eu
B=${B:-build/release}
N=${BENCH_CASES:-1000}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT INT TERM

awk -v n="$N" 'BEGIN { print "name,scenario.seed"; for (i = 1; i <= n; i++) printf "case%05d,%d\n", i, i }' >"$WORK/sweep.csv"

# seconds of processor and clock of one command, into file $1
measure() {
    to=$1
    shift
    command time -f '%U %S %e' -o "$WORK/time" "$@" >"$WORK/out" 2>"$WORK/err" || {
        cat "$WORK/err" >&2
        exit 1
    }
    awk '{ print $1 + $2, $3 }' "$WORK/time" >"$to"
}

measure "$WORK/batch" "$B/dealcycle" batch scenarios/quickstart.csv --sweep "$WORK/sweep.csv" --replications 1000 --no-plots --quiet --out "$WORK/results"
[ "$(find "$WORK/results" -name summary.csv | wc -l)" -eq "$N" ] || { echo "not all cases are there" >&2; exit 1; }
measure "$WORK/again" "$B/dealcycle" batch scenarios/quickstart.csv --sweep "$WORK/sweep.csv" --replications 1000 --no-plots --quiet --out "$WORK/results"
rm -rf "$WORK/results"
measure "$WORK/run" "$B/dealcycle" run scenarios/quickstart.csv --replications $((N * 1000)) --no-plots --quiet --out "$WORK/results"

cat "$WORK/batch" "$WORK/run" "$WORK/again" | awk -v n="$N" '
    { cpu[NR] = $1; wall[NR] = $2 }
    END {
        printf "%d cases of 1,000 replications: %9.1f s of processor, %9.1f s of clock, %7.1f ms a case\n", n, cpu[1], wall[1], 1000 * cpu[1] / n
        printf "one run of %d,000 replications: %9.1f s of processor, %9.1f s of clock\n", n, cpu[2], wall[2]
        printf "cases to run: %.3f of processor, %.3f of clock (at most 1.1 is wanted)\n", cpu[1] / cpu[2], wall[1] / wall[2]
        printf "the same batch again, all done before: %.1f s of processor, %.1f ms a case\n", cpu[3], 1000 * cpu[3] / n
    }'
