# SPDX-License-Identifier: GPL-3.0-or-later
# test_stress.sh - a scenario and what stresses do to it.
. tests/support/session.sh
tiny=$root/tests/cli/tiny.csv
stresses=$root/tests/cli/stresses.csv
header=scenario,stress,team,metric,unit,n,mean,ci_low,ci_high,p5,p50,p95,difference,difference_low,difference_high

side_by_side() {
    cp "$tiny" "$stresses" .
    run stress tiny.csv --with stresses.csv
    expect_status 0
    expect_columns out 80
    grep -q '^  *bookings  *mean  *change  *+/- 95%  *P5  *CVaR  *cash low  *target$' out || fail 'columns'
    dir=results/tiny-stress-stresses
    [ "$(head -n 1 $dir/stress.csv)" = "$header" ] || fail header
    [ "$(cut -d, -f2 $dir/stress.csv | uniq | tr '\n' ' ')" = 'stress base drought pricey ' ] || fail 'order'
    for case in base drought pricey; do
        [ -s $dir/$case/summary.csv ] || fail "no $case"
    done
    grep -q '^tiny,base,inside,contribution,EUR,192,.*,,,$' $dir/stress.csv || fail 'the base has a difference'
    grep -q '^tiny,drought,inside,contribution.cvar95,EUR,192,' $dir/stress.csv || fail 'no tail'
    [ -z "$(ls -A results | grep partial)" ] || fail 'a partial folder is left'
}
it 'writes a folder for each stress, and stress.csv' side_by_side

paired() {
    run stress "$tiny" --with "$stresses" --keep-replications --out s
    column=$(head -n 1 s/base/replications.csv | tr ',' '\n' | grep -nx bookings | cut -d: -f1)
    for case in base drought; do
        grep '^tiny,outside,' s/$case/replications.csv | cut -d, -f$column >$case
    done
    paste -d, drought base | awk -F, '{ sum += $1 - $2 } END { printf "%.6f\n", sum / NR }' >by_hand
    grep '^tiny,drought,outside,bookings,' s/stress.csv | cut -d, -f13 |
        awk '{ printf "%.6f\n", $1 }' >in_table
    expect_same by_hand in_table
}
it 'a difference is within futures' paired

by_hand() {
    run stress "$tiny" --with "$stresses" --out s
    grep '^tiny,pricey,inside,bookings,' s/stress.csv | cut -d, -f13-15 >bookings
    [ "$(cat bookings)" = 0,0,0 ] || fail "salaries change bookings: $(cat bookings)"
    grep '^tiny,drought,inside,won,' s/stress.csv | cut -d, -f7 >half
    grep '^tiny,base,inside,won,' s/stress.csv | cut -d, -f7 >whole
    paste half whole | awk '{ exit !($1 > 0.4 * $2 && $1 < 0.6 * $2) }' || fail "half the leads: $(paste half whole)"
}
it 'what a stress does not touch does not differ' by_hand

same_base() {
    run stress "$tiny" --with "$stresses" --out s
    run run "$tiny" --no-plots --out r
    expect_same s/base/summary.csv r/summary.csv
}
it 'the base is the run without stress' same_base

mistakes() {
    run stress "$tiny"
    expect_status 2
    expect_in err '--with is missing'
    printf 'stress,parameter,operation,value\na,segment.nobody.leads,*,2\n' >bad.csv
    run stress "$tiny" --with bad.csv
    expect_status 2
    expect_in err 'bad.csv:2:'
    printf 'stress,parameter,operation,value\nbase,segment.smb.leads,*,2\n' >bad.csv
    run stress "$tiny" --with bad.csv
    expect_status 2
    run stress "$tiny" --with nowhere.csv
    [ "$status" -ne 0 ] || fail 'status 0'
    [ ! -e results ] || fail 'something was written'
}
it 'a wrong stress is status 2 with nothing written' mistakes

threads() {
    run stress "$tiny" --with "$stresses" --out a --threads 1
    cp out text
    run stress "$tiny" --with "$stresses" --out a --threads 2
    expect_same text out
    run stress "$tiny" --with "$stresses" --out b --threads 1
    expect_same a/stress.csv b/stress.csv
}
it '1 and 2 threads give the same bytes' threads

resumed() {
    i=0
    while [ $i -lt 3 ]; do
        "$dealcycle" stress "$tiny" --with "$stresses" --replications 9000 --out s >out 2>err </dev/null &
        pid=$!
        sleep 0.$(((i * 53 + 29) % 80 + 10))
        kill -KILL $pid 2>/dev/null || true
        wait $pid 2>/dev/null || true
        i=$((i + 1))
    done
    run stress "$tiny" --with "$stresses" --replications 9000 --out s
    expect_status 0
    run stress "$tiny" --with "$stresses" --replications 9000 --out unbroken
    expect_same unbroken/stress.csv s/stress.csv
}
it 'killed three times it ends with the bytes of an unbroken run' resumed

gentle() {
    printf 'stress,parameter,operation,value,from\ngood,segment.*.leads,*,2,\nhired,role.*.hires,=,+1@2,\nlate,segment.*.leads,*,2,7\n' >good.csv
    run stress "$tiny" --with good.csv --out s --metric bookings --teams inside
    expect_status 0
    expect_in out 'No stress takes anything'
    expect_not_in out 'is best'
    grep '^tiny,hired,inside,contribution,' s/stress.csv | cut -d, -f13 | grep -q '^-' || fail 'a seat more costs nothing'
    expect_in err 'good.csv:4:24: segment.*.leads: warning: holds from month 7 on'
}
it 'one that helps is not said to hurt; the team may be left out of a path; late ones are told' gentle

streams() {
    run stress "$tiny" --with "$stresses" --out s --format csv
    expect_same out s/stress.csv
    run stress "$tiny" --with "$stresses" --out s --format json
    [ "$(head -c 1 out)" = '[' ] || fail 'no JSON array'
}
it 'prints stress.csv as CSV and JSON' streams

reverse() {
    for below in 100k 200k; do
        run stress "$tiny" --with "$stresses" --reverse --metric contribution --below $below --format csv
        expect_status 0
        [ "$(head -n 1 out)" = 'stress,team,metric,below,probability,end,scale,scale_low,scale_high' ] || fail header
        grep '^drought,outside,contribution,' out | cut -d, -f6-9 >$below
        awk -F, '!($1 == "found" && $2 > 0 && $2 < 10 && $3 <= $2 && $2 <= $4) { exit 1 }' $below || fail "$(cat $below)"
    done
    paste -d, 100k 200k | awk -F, '{ exit !($2 > $6) }' || fail 'less must be lost for 200k than for 100k'
    [ "$(ls)" = "$(printf '100k\n200k\nerr\nout')" ] || fail "something was written: $(ls)"
}
it '--reverse finds how strong a stress must be, and writes nothing' reverse

reverse_at_1() {
    run stress "$tiny" --with "$stresses" --out s
    grep '^tiny,drought,inside,contribution,' s/stress.csv | cut -d, -f7 >mean
    run stress "$tiny" --with "$stresses" --reverse --metric contribution --below "$(cat mean)" --format csv
    grep '^drought,inside,' out | cut -d, -f7 >scale
    awk '{ exit !($1 > 0.97 && $1 < 1.03) }' scale || fail "scale $(cat scale), expected 1"
}
it 'the value under the stress as written needs strength 1' reverse_at_1

reverse_kept() {
    set -- stress "$tiny" --with "$stresses" --reverse --metric contribution --below 150k --format csv
    run "$@"
    mv out unbroken
    for delay in 0.07 0.19 0.31; do
        "$dealcycle" "$@" -n 1500 >out 2>err </dev/null &
        pid=$!
        sleep $delay
        kill -INT $pid 2>/dev/null || true
        status=0
        wait $pid || status=$?
        [ $status -eq 0 ] || [ $status -eq 130 ] || fail "status $status"
        [ $status -eq 0 ] || expect_in err 'the same command goes on from there'
    done
    run "$@" -n 1500
    mv out resumed
    run "$@" -n 1500 --threads 1
    expect_same out resumed
    run "$@"
    expect_same out unbroken
    [ ! -e results ] || [ -z "$(ls -A results)" ] || fail "left: $(ls -A results)"
}
it '--reverse stopped and begun again says the same' reverse_kept

reverse_teams() {
    set -- stress "$tiny" --with "$stresses" --reverse --metric contribution --below 150k --format csv
    run "$@"
    grep ',outside,' out >both
    run "$@" --teams outside
    grep ',outside,' out >alone
    expect_same both alone
}
it 'a team alone needs the strength it needs beside the others' reverse_teams

reverse_ends() {
    run stress "$tiny" --with "$stresses" --reverse --metric contribution --below 900M
    expect_status 0
    expect_columns out 80
    expect_in out 'below without it'
    run stress "$tiny" --with "$stresses" --reverse --metric won --below 0 --probability 5%
    expect_status 0
    expect_in out 'not even at 10'
}
it 'a condition that fails at once, or never, is said so' reverse_ends

reverse_mistakes() {
    run stress "$tiny" --with "$stresses" --reverse --below 3
    expect_status 2
    run stress "$tiny" --with "$stresses" --reverse --metric won --below three
    expect_status 2
    run stress "$tiny" --with "$stresses" --below 3
    expect_status 2
    run stress "$tiny" --with "$stresses" --reverse --metric won --below 3 --out x
    expect_status 2
}
it 'what --reverse cannot use is refused' reverse_mistakes

conditions() {
    run stress "$tiny" --with "$stresses" --out s
    won=$(grep '^tiny,base,inside,won,' s/stress.csv | cut -d, -f7)
    run stress "$tiny" --with "$stresses" --out s --require "won[inside] mean < $won"
    expect_status 3
    expect_in err 'base: won'
    expect_in err 'pricey: won'
    expect_not_in err 'drought: won'
}
it '--require is judged in the base and in each stress by itself' conditions

picture() {
    command -v gnuplot >/dev/null || return 0
    run stress "$tiny" --with "$stresses" --out s
    expect_not_in err 'could not be drawn'
    [ -s s/plots/stress.svg ] && [ -s s/plots/stress.png ] || fail "$(ls s/plots)"
}
it 'one picture shows all stresses' picture
session_end
