#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/bench/bench.sh - speed and memory of the reference models, as ratios in one run.
#
# Whole commands in turn with the straightforward programs (baseline_r0.c, baseline_r1.c), and
# the engine alone through the event loop (engine.c). Seconds are of the processor (user and
# system), start-up included, but for two threads, where they are of the clock. Median, least and
# most of BENCH_RUNS (5) are printed and bench.csv is written. A ratio is of two commands that ran
# one right after the other, the median over the rounds: a machine's pace may change within the
# bench. With BASE=rev that revision is built beside and runs in turn with this one.
# usage: B=build/release [BASE=rev] [BENCH_RUNS=5] sh bench.sh
set -eu
B=${B:-build/release}
CC=${CC:-gcc}
RUNS=${BENCH_RUNS:-5}
HERE=tests/bench
WORK=$(mktemp -d)
trap 'git worktree remove --force "$WORK/base" 2>/dev/null || true; rm -rf "$WORK"' EXIT INT TERM

for m in r0 r1; do
    $CC -O3 -std=c11 -D_POSIX_C_SOURCE=200809L -o "$WORK/straight_$m" $HERE/baseline_$m.c \
        -lgsl -lgslcblas -lm
done
if [ -n "${BASE:-}" ]; then
    git worktree add --quiet --detach "$WORK/base" "$BASE"
    make -s -C "$WORK/base" B=build/release all >/dev/null
fi

# Seconds, of the clock for more than one thread, and peak memory [MB] of one command.
measure() { # name threads command...
    name=$1 threads=$2
    shift 2
    command time -f '%U %S %e %M' -o "$WORK/time" "$@" >"$WORK/out" 2>"$WORK/err" || {
        cat "$WORK/err" >&2
        exit 1
    }
    awk -v t="$threads" '{ print (t > 1 ? $3 : $1 + $2), $4 / 1024 }' "$WORK/time" >>"$WORK/t.$name"
}

row() { # name deals tasks threads
    sort -n "$WORK/t.$1" | awk -v name="$1" -v deals="$2" -v tasks="$3" -v threads="$4" -v csv="$WORK/bench.csv" '
        { s[NR] = $1; peak = $2 > peak ? $2 : peak }
        END {
            m = s[int((NR + 1) / 2)]
            m = m > 0 ? m : 0.001
            printf "%-17s %7.2f M deals/s %7.2f M tasks/s %6.1f ns/task %6.2f s (%.2f to %.2f) %6.1f MB\n",
                   name, deals / m / 1e6, tasks / m / 1e6, m * 1e9 / tasks, m, s[1], s[NR], peak
            printf "%s,%s,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g\n", name, threads, deals / m, tasks / m,
                   m * 1e9 / tasks, m, s[1], s[NR], peak >> csv
        }'
}

# Deals and stage tasks of a scenario's replications, from 100 of them (or all).
deals_of() { # scenario replications
    n=$2
    [ "$n" -le 100 ] || n=100
    "$B/tests/bench/engine" "$1" "$n" | awk -v k="$2" -v n="$n" '{ print $2 * k / n, $4 * k / n }'
}

run() { # program threads scenario options...
    program=$1 threads=$2 scenario=$3
    shift 3
    echo "$program run $scenario --threads $threads --no-plots --quiet --out ${OUT:-$WORK/results} $*"
}

# Two commands of one thread each at the same time: what the machine's two cores can do at most.
pair() { # name scenario options...
    name=$1
    shift
    one=$(run "$B/dealcycle" 1 "$@")
    other=$(OUT=$WORK/beside run "$B/dealcycle" 1 "$@")
    measure "$name" 2 sh -c "$one & $other & wait"
}

# Two threads, one, and two commands.
# shellcheck disable=SC2046
two() { # name scenario options...
    model=$1
    shift
    measure "${model}_two" 2 $(run "$B/dealcycle" 2 "$@")
    measure "${model}_one" 2 $(run "$B/dealcycle" 1 "$@")
    pair "${model}_pair" "$@"
}

N=2000 # replications of R1
M=10000 # where ours would be over too soon to tell
busy="--set team.t.role.rep.headcount=25"
i=0
while [ $i -lt "$RUNS" ]; do
    # shellcheck disable=SC2046 # words are meant to be split
    {
        measure r1 1 $(run "$B/dealcycle" 1 $HERE/r1.csv --replications $N)
        measure straight_r1 1 "$WORK/straight_r1" $N
        measure r1_events 1 "$B/tests/bench/engine" $HERE/r1.csv $N events
        measure r1_long 1 $(OUT=$WORK/long run "$B/dealcycle" 1 $HERE/r1.csv --replications $M)
        measure r1_busy 1 $(run "$B/dealcycle" 1 $HERE/r1.csv --replications $M "$busy")
        measure straight_r0 1 "$WORK/straight_r0"
        measure r0 1 $(run "$B/dealcycle" 1 $HERE/r0.csv)
        measure r2 1 $(run "$B/dealcycle" 1 $HERE/r2.csv)
        measure quickstart 1 $(run "$B/dealcycle" 1 scenarios/quickstart.csv)
        two r1 $HERE/r1.csv --replications $M
        two r2 $HERE/r2.csv
        two quickstart scenarios/quickstart.csv
        for m in r1 r0 r2; do
            [ -z "${BASE:-}" ] || measure base_$m 1 $(run "$WORK/base/build/release/dealcycle" 1 $HERE/$m.csv)
            [ -z "${BASE:-}" ] || measure this_$m 1 $(run "$B/dealcycle" 1 $HERE/$m.csv)
        done
        [ -z "${BASE:-}" ] || measure base_quickstart 1 $(run "$WORK/base/build/release/dealcycle" 1 scenarios/quickstart.csv)
        [ -z "${BASE:-}" ] || measure this_quickstart 1 $(run "$B/dealcycle" 1 scenarios/quickstart.csv)
    }
    i=$((i + 1))
done

echo "name,threads,deals_per_second,tasks_per_second,ns_per_task,seconds,seconds_min,seconds_max,peak_mb" >"$WORK/bench.csv"
# shellcheck disable=SC2046 # words are meant to be split
{
    for m in straight_r1 r1 r1_events; do row $m $(deals_of $HERE/r1.csv $N) 1; done
    for m in r1_long r1_busy; do row $m $(deals_of $HERE/r1.csv $M) 1; done
    row r1_two $(deals_of $HERE/r1.csv $M) 2
    for m in straight_r0 r0; do row $m $(deals_of $HERE/r0.csv 1) 1; done
    row r2 $(deals_of $HERE/r2.csv 1000) 1
    row r2_two $(deals_of $HERE/r2.csv 1000) 2
    row quickstart $(deals_of scenarios/quickstart.csv 1000) 1
    row quickstart_two $(deals_of scenarios/quickstart.csv 1000) 2
}

ratio() { # of these two, times this (1)
    paste "$WORK/t.$1" "$WORK/t.$2" |
        awk -v times="${3:-1}" '{ print times * $1 / ($3 > 0 ? $3 : 0.001) }' | sort -n |
        awk '{ r[NR] = $1 } END { printf "%.2f", r[int((NR + 1) / 2)] }'
}
echo
echo "R1 to the straightforward program:                   $(ratio straight_r1 r1)"
echo "R1 through the event loop to it (engine alone):      $(ratio straight_r1 r1_events)"
echo "R1 with 25 seats to R1:                              $(ratio r1_long r1_busy)"
echo "R0 to the straightforward program:                   $(ratio straight_r0 r0)"
# R2 is to do a quarter of R1's tasks a second, where both go by the event loop: deals whose reps' hours
# matter cannot go the express way. R2 is a whole command here, R1 the engine alone.
awk -F, '$1 == "r1_events" { e = $4 } $1 == "r1" { r = $4 } $1 == "r2" { printf "%s %.2f %s %.2f\n",
    "R2 tasks a second to R1, both by the event loop:    ", $4 / e, " to R1 as it runs:", $4 / r }' "$WORK/bench.csv"
echo "two threads to one, R1, R2, quickstart (clock):      $(ratio r1_one r1_two) $(ratio r2_one r2_two) $(ratio quickstart_one quickstart_two)"
echo "two commands side by side to one after the other:    $(ratio r1_one r1_pair 2) $(ratio r2_one r2_pair 2) $(ratio quickstart_one quickstart_pair 2) (what the two cores give)"

# Peak memory at 10,000 replications: 16 MB and 8 bytes a metric row (of a month too) and
# replication.
rows=$(cat "$WORK/long/summary.csv" "$WORK/long/monthly.csv" | wc -l)
awk -v rows="$rows" '{ peak = $2 > peak ? $2 : peak }
    END { printf "peak memory, R1 at 10,000 replications:              %.1f MB of %.1f\n",
                 peak, 16 + rows * 8 * 10000 / 1048576 }' "$WORK/t.r1_long"

# Cost of a replication, and of a deal, with start-up subtracted: the least of many runs in
# turn: a slow minute falls on all sizes, and short runs are start-up for the most.
$CC -O2 -std=c11 -o "$WORK/least" $HERE/least.c
r1() { run "$B/dealcycle" 1 $HERE/r1.csv --set scenario.horizon=1 --replications "$1"; }
r0() { run "$B/dealcycle" 1 $HERE/r0.csv --replications "$1" --set "segment.s.leads=$2"; }
# shellcheck disable=SC2046
{
    printf 'us a replication of R1 of 1 month, 10^2 to 10^5:    '
    "$WORK/least" 150 $(r1 1) -- $(r1 100) -- $(r1 1000) |
        awk '{ printf " %.4g %.4g", ($2 - $1) * 1e4, ($3 - $1) * 1e3 }'
    "$WORK/least" 25 $(r1 1) -- $(r1 10000) -- $(r1 100000) |
        awk '{ printf " %.4g %.4g\n", ($2 - $1) * 1e2, ($3 - $1) * 10 }'
    "$WORK/least" 16 $(r0 1 1) -- $(r0 1000 1000) -- $(r0 100 10000) -- $(r0 10 100000) -- $(r0 1 1000000) |
        awk '{ printf "us a deal of R0, 10^3 to 10^6 leads a month:        "
               for (i = 2; i <= 5; i++) printf " %.4g", ($i - $1) / 12; print "" }'
}
# What it takes to say whether a scenario can be simulated, start-up and all.
awk '{ print } END { for (i = 0; i < 100000 - NR; i++)
    printf "input.i%d,\"normal(mean=%d, sd=0.1)\",,made up\n", i, i % 97 + 1 }' $HERE/r1.csv >"$WORK/rows.csv"
"$WORK/least" 10 "$B/dealcycle" check scenarios/quickstart.csv -- "$B/dealcycle" check $HERE/r2.csv -- \
    "$B/dealcycle" check "$WORK/rows.csv" 2>"$WORK/err" |
    awk '{ printf "ms to check quickstart, R2, 100,000 rows:            %.1f %.1f %.0f\n", 1e3 * $1, 1e3 * $2, 1e3 * $3 }'
if [ -n "${BASE:-}" ]; then
    echo "seconds of $BASE to those of this one, r1 r0 r2 quickstart: $(ratio base_r1 this_r1) $(ratio base_r0 this_r0) $(ratio base_r2 this_r2) $(ratio base_quickstart this_quickstart)"
fi
mv "$WORK/bench.csv" bench.csv
echo "bench.csv has the figures; deals and tasks of R2 and quickstart are those of 100 replications."
