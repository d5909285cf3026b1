#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/bench/bench.sh - speed and memory of the reference models, as ratios in one run.
#
# Each model runs three times in turn with the straightforward program (baseline_r1.c); median,
# least and most are printed, and bench.csv is written. Set BENCH_RUNS for more. Seconds are of
# the processor (user and system), start-up included. usage: B=build/release sh bench.sh
set -eu
B=${B:-build/release}
CC=${CC:-gcc}
RUNS=${BENCH_RUNS:-3}
HERE=tests/bench
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT INT TERM

$CC -O3 -std=c11 -D_POSIX_C_SOURCE=200809L -o "$WORK/straight" $HERE/baseline_r1.c -lgsl -lgslcblas -lm

# seconds and peak memory [MB] of one command, into $seconds and $peak
measure() {
    command time -f '%U %S %e %M' -o "$WORK/time" "$@" >"$WORK/out" 2>"$WORK/err" || {
        cat "$WORK/err" >&2
        exit 1
    }
    seconds=$(awk '{ print $1 + $2 }' "$WORK/time")
    wall=$(awk '{ print $3 }' "$WORK/time")
    peak=$(awk '{ printf "%.1f", $4 / 1024 }' "$WORK/time")
}

# name, deals, stage tasks a deal, threads, then the command
row() {
    name=$1 deals=$2 tasks=$3 threads=$4
    shift 4
    : >"$WORK/$name"
    i=0
    while [ $i -lt "$RUNS" ]; do
        measure "$@"
        [ "$threads" = 1 ] || seconds=$wall
        echo "$seconds $peak" >>"$WORK/$name"
        i=$((i + 1))
    done
    sort -n "$WORK/$name" | awk -v name="$name" -v deals="$deals" -v tasks="$tasks" \
        -v threads="$threads" -v csv="$WORK/bench.csv" '
        { s[NR] = $1; peak = $2 > peak ? $2 : peak }
        END {
            m = s[int((NR + 1) / 2)]
            m = m > 0 ? m : 0.001
            printf "%-18s %8.2f M deals/s %8.2f M tasks/s %7.1f ns/task  %6.2f s (%.2f to %.2f)  %7.1f MB\n",
                   name, deals / m / 1e6, deals * tasks / m / 1e6, m * 1e9 / (deals * tasks), m, s[1], s[NR], peak
            printf "%s,%s,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g\n", name, threads, deals / m, deals * tasks / m,
                   m * 1e9 / (deals * tasks), m, s[1], s[NR], peak >> csv
            print m > ("'"$WORK"'/median." name)
        }'
}

run() { echo "$B/dealcycle run $2 --threads $1 --no-plots --quiet --out $WORK/results $3"; }

ratio() { awk -v a="$(cat "$WORK/median.$1")" -v b="$(cat "$WORK/median.$2")" 'BEGIN { printf "%.2f", a / b }'; }

echo "name,threads,deals_per_second,tasks_per_second,ns_per_task,seconds,seconds_min,seconds_max,peak_mb" >"$WORK/bench.csv"
N=2000 # replications of R1
R1_DEALS=$((N * 36525 / 10))
row baseline "$R1_DEALS" 2.372 1 "$WORK/straight" $N
# shellcheck disable=SC2046 # words are meant to be split
row r1 "$R1_DEALS" 2.372 1 $(run 1 $HERE/r1.csv "--replications $N")
row r1_busy "$R1_DEALS" 2.372 1 $(run 1 $HERE/r1.csv "--replications $N --set team.t.role.rep.headcount=25")
row r1_two_threads "$R1_DEALS" 2.372 2 $(run 2 $HERE/r1.csv "--replications $N")
row r0 10000000 2.372 1 $(run 1 $HERE/r0.csv "")
row r2 15900000 1.5 1 $(run 1 $HERE/r2.csv "")
row quickstart 1000000 1.8 1 $(run 1 scenarios/quickstart.csv "")
row quickstart_two 1000000 1.8 2 $(run 2 scenarios/quickstart.csv "")
echo
echo "R1 to the straightforward program:       $(ratio baseline r1)"
echo "R1 with 25 seats to R1:                  $(ratio r1 r1_busy)"
echo "two threads (wall) to one, R1:           $(ratio r1 r1_two_threads)"
echo "two threads (wall) to one, quickstart:   $(ratio quickstart quickstart_two)"
mv "$WORK/bench.csv" bench.csv
echo "bench.csv has the figures; deals and tasks of r2 and quickstart are rounded means."
