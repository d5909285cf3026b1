# SPDX-License-Identifier: GPL-3.0-or-later
# test_interrupt.sh - SIGINT and SIGTERM: every command stops within a second, says what is kept
# and how to go on, with status 130 and nothing half-written.
. tests/support/session.sh
tiny=$root/tests/cli/tiny.csv
bench=$root/tests/bench

# stops SIGNAL COMMAND...: starts it, lets $until come true or half a second pass, and tells it to
# stop. A busy machine is given one second more.
stops() {
    signal=$1
    shift
    "$dealcycle" "$@" >out 2>err </dev/null &
    pid=$!
    i=0
    while [ $i -lt $patience ] && ! eval "$until"; do
        sleep 0.05
        i=$((i + 1))
    done
    from=$(date +%s%N)
    kill -"$signal" $pid
    status=0
    wait $pid || status=$?
    took=$((($(date +%s%N) - from) / 1000000))
    expect_status 130
    [ $took -le 2000 ] || fail "$1: stopped after $took ms"
    expect_in err stopped
    expect_empty out
    [ -z "$(find . -name '*.tmp-*')" ] || fail "left: $(find . -name '*.tmp-*')"
}
until=false patience=6

# One replication of 100 million deals: there is no end of one to wait for.
long_replications() {
    many='--set segment.s.leads=8333330 --threads 1 --no-plots --out r'
    stops INT run "$bench/r0.csv" $many
    stops TERM run "$bench/r0.csv" $many --set team.t.role.rep.attrition=20% --set stage.a.effort=0.001 --set team.t.role.rep.headcount=10000
    stops HUP run "$bench/r0.csv" $many --set team.t.role.rep.max_open_deals=1 --set team.t.role.rep.headcount=10000
    expect_in err 'the same command goes on from there'
    [ ! -e r ] || fail 'a results folder appeared'
}

commands() {
    cp "$tiny" "$root/tests/cli/stresses.csv" .
    cp tiny.csv b.csv
    long='--replications 200k --no-plots'
    for command in "run tiny.csv $long" "compare tiny.csv b.csv $long" "batch tiny.csv b.csv $long" "stress tiny.csv --with stresses.csv $long" \
        'stress tiny.csv --with stresses.csv --reverse --metric contribution --below 100k --replications 50k'; do
        # shellcheck disable=SC2086 # words
        stops INT $command
        expect_in err 'the same command goes on from there'
    done
    [ -z "$(find results -name summary.csv)" ] || fail 'results of what was not finished'
}

while_drawing() {
    command -v gnuplot >/dev/null || return 0
    until='ls .*.tmp-*/plots/fan.svg >nothing 2>&1' patience=400
    stops INT run "$tiny" --replications 64 --out r
    expect_in err '.r.partial'
    [ ! -e r ] || fail 'a results folder appeared'
    run run "$tiny" --replications 64 --no-plots --out r
    expect_status 0
}

# Seconds of tables: each of 40,000 futures is sorted for each metric.
while_writing() {
    until='ls .r.tmp-*/summary.csv >nothing 2>&1' patience=400
    stops INT run "$tiny" --set scenario.horizon=1 --set segment.smb.leads=1 --replications 40k --no-plots --keep-replications --out r
    expect_in err '.r.partial'
    [ ! -e r ] || fail 'a results folder appeared'
}

# 60,000 deals take long enough to fit.
calibrates() {
    awk -F, 'NR == 1 { print; next } { for (i = 0; i < 140; i++) { row = $0; sub(/^[^,]*/, $1 "-" i, row); print row } }' \
        "$root/tests/data/sample_export.csv" >export.csv
    patience=2
    stops INT calibrate export.csv --scenario new.csv --out r
    expect_in err 'nothing was written'
    [ ! -e new.csv ] && [ ! -e r ] || fail 'something was written'
}

it 'within one very long replication, in each engine' long_replications
it 'run, compare, batch, stress and its reverse' commands
it 'while plots are drawn' while_drawing
it 'while long tables are written' while_writing
it 'calibrate' calibrates
session_end
