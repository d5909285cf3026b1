# SPDX-License-Identifier: GPL-3.0-or-later
# test_resume.sh - runs that are stopped or killed, and go on.
#
# Finished work is kept every few seconds: the clock is sped up, so that something is kept long
# before the end on any machine. Where that cannot be (sanitizers), runs are slow enough.
. tests/support/session.sh
. tests/support/faults.sh
tiny=$root/tests/cli/tiny.csv
if can_fault; then
    fast="env FAULT_AT=0 FAULT_ERROR=0 FAULT_SPEED=50 FAULT_LOG=/dev/null LD_PRELOAD=$faults"
else
    fast=
fi
n=40000

# Waits until a partial folder holds finished work, at most 20 seconds.
wait_for_work() {
    looks=0
    while [ $looks -lt 200 ]; do
        [ -z "$(find . -path '*.partial/*' -size +0 2>/dev/null)" ] || return 0
        sleep 0.1
        looks=$((looks + 1))
    done
    fail 'nothing is kept'
}

start() {
    # shellcheck disable=SC2086 # words
    $fast "$dealcycle" run "$tiny" --no-plots --replications $n --out r "$@" >out 2>err </dev/null &
    pid=$!
}

interrupted() {
    start --threads 1
    wait_for_work
    from=$(date +%s)
    kill -INT $pid
    status=0
    wait $pid || status=$?
    expect_status 130
    [ $(($(date +%s) - from)) -le 2 ] || fail 'took more than a second to stop'
    expect_empty out
    expect_in err '.r.partial'
    expect_in err 'the same command goes on from there'
    [ ! -e r ] || fail 'a results folder appeared'
    [ -d .r.partial ] || fail 'nothing is kept'
}

# Background jobs of a script ignore SIGINT unless the program sets it anew, as this one does.
stops_and_goes_on() {
    interrupted
    run run "$tiny" --no-plots --replications $n --out r
    expect_status 0
    [ ! -e .r.partial ] || fail 'the partial folder is left'
    run run "$tiny" --no-plots --replications $n --out unbroken
    expect_same unbroken/summary.csv r/summary.csv
    expect_same unbroken/monthly.csv r/monthly.csv
}
it 'SIGINT keeps what is finished, status 130, and the same command goes on' stops_and_goes_on

killed() {
    i=0
    while [ $i -lt 3 ]; do
        start --threads $((i % 2 + 1))
        wait_for_work
        [ $i -eq 0 ] || sleep 0.3 # what was kept before is there at once
        kill -KILL $pid
        wait $pid 2>/dev/null || true
        [ ! -e r ] || fail 'a results folder appeared'
        i=$((i + 1))
    done
    run run "$tiny" --no-plots --replications $n --out r
    expect_status 0
    run run "$tiny" --no-plots --replications $n --out unbroken
    expect_same unbroken/summary.csv r/summary.csv
    expect_same unbroken/monthly.csv r/monthly.csv
}
it 'after three kills the bytes are those of an unbroken run' killed

other_inputs() {
    interrupted
    run run "$tiny" --no-plots --replications 192 --seed 5 --out r
    expect_status 0
    run run "$tiny" --no-plots --replications 192 --seed 5 --out fresh
    expect_same fresh/summary.csv r/summary.csv
}
it 'what was kept of another seed is not used' other_inputs

locked() {
    start --threads 1
    wait_for_work
    status=0
    "$dealcycle" run "$tiny" --no-plots --replications $n --out r >out2 2>err2 </dev/null || status=$?
    kill -KILL $pid
    wait $pid 2>/dev/null || true
    expect_status 1
    expect_in err2 '.r.partial'
}
it 'two runs do not write to the same place' locked
session_end
