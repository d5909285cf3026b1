# SPDX-License-Identifier: GPL-3.0-or-later
# test_batch.sh - many scenarios in one folder.
. tests/support/session.sh
tiny=$root/tests/cli/tiny.csv
wrong=$root/tests/cli/ten_mistakes.csv

sweep_file() {
    printf 'name,segment.smb.leads,role.iae.attrition\nfew,9,\nmany,"lognormal(median=31, p90=37)",40%%\nbase,,\n' >sweep.csv
}

sweeps() {
    sweep_file
    cp "$tiny" .
    run batch tiny.csv --sweep sweep.csv
    expect_status 0
    expect_columns out 80
    expect_in out '3 cases: 3 done now'
    dir=results/tiny-batch
    for case in few many base; do
        [ -s $dir/$case/summary.csv ] || fail "no $case"
        [ ! -e $dir/$case/report.html ] || fail 'a report unasked'
        [ ! -d $dir/$case/plots ] || fail 'plots unasked'
    done
    [ "$(head -n 1 $dir/batch.csv)" = 'case,status,error,segment.smb.leads,role.iae.attrition,team,metric,unit,n,mean,ci_low,ci_high,p5,p50,p95' ] ||
        fail "header: $(head -n 1 $dir/batch.csv)"
    grep -q '^many,done,,"lognormal(median=31, p90=37)",40%,inside,bookings,EUR,192,' $dir/batch.csv || fail 'no row of many'
    grep -q '^base,done,,,,outside,won,count,192,' $dir/batch.csv || fail 'no row of base'
    [ -z "$(ls -A results | grep partial)" ] || fail 'a partial folder is left'
}
it 'a sweep is a folder for each row, and batch.csv' sweeps

like_a_run() {
    sweep_file
    run batch "$tiny" --sweep sweep.csv --out b
    run run "$tiny" --set segment.smb.leads=9 --no-plots --out r
    for file in summary monthly best attainment; do
        expect_same b/few/$file.csv r/$file.csv
    done
}
it 'a case has the numbers of a run with --set' like_a_run

same_as_summary() {
    sweep_file
    run batch "$tiny" --sweep sweep.csv --out b
    grep '^tiny,inside,all,all,bookings,EUR,' b/few/summary.csv | cut -d, -f7-10,13,16,19 >in_summary
    grep '^few,done,,9,,inside,bookings,' b/batch.csv | cut -d, -f9-15 >in_batch
    expect_same in_summary in_batch
}
it 'batch.csv has the very numbers of the cases' same_as_summary

grids() {
    run batch "$tiny" --grid segment.smb.leads=9,19 --grid 'segment.smb.deal_value=lognormal(median=9100, p90=23000),7k,11k' --replications 64 --out g
    expect_status 0
    [ "$(ls g | grep -c '^grid-000[1-6]$')" -eq 6 ] || fail "cases: $(ls g)"
    grep -q '^grid-0004,done,,19,"lognormal(median=9100, p90=23000)",' g/batch.csv || fail "$(grep grid-0004 g/batch.csv | head -n 1)"
}
it 'grids multiply, and commas in parentheses do not split' grids

files() {
    cp "$tiny" a.csv
    sed 's/^role.fae.base_salary,59000/role.fae.base_salary,61000/' a.csv >b.csv
    run batch a.csv b.csv
    expect_status 0
    [ -s results/a-batch/a/summary.csv ] && [ -s results/a-batch/b/summary.csv ] || fail 'no cases'
    mkdir other
    cp a.csv other
    run batch a.csv other/a.csv
    expect_status 2
    expect_in err "two scenarios are called 'a'"
}
it 'several files are cases of their names' files

one_bad() {
    cp "$tiny" good.csv
    cp "$wrong" bad.csv
    run batch good.csv bad.csv --out b
    expect_status 1
    [ -s b/good/summary.csv ] || fail 'the good one was not computed'
    [ ! -e b/bad ] || fail 'the bad one has a folder'
    grep -q '^bad,failed,bad.csv:[0-9]*:[0-9]*: ' b/batch.csv || fail 'no error in batch.csv'
    expect_in err 'bad.csv:4:'
    expect_in out '1 failed'
}
it 'a bad scenario is told of and does not stop the others, status 1' one_bad

none_good() {
    cp "$wrong" a.csv
    cp "$wrong" b.csv
    run batch a.csv b.csv --out x
    expect_status 2
    [ ! -e x ] || fail 'a folder was made'
    run batch "$tiny" --grid segment.smb.leeds=1,2 --out x
    expect_status 2
    expect_in err 'segment.smb.leeds'
    [ "$(grep -c leeds err)" -eq 1 ] || fail 'said more than once'
    [ ! -e x ] || fail 'a folder was made'
}
it 'status 2 and nothing written when no case can start' none_good

wrong_command_lines() {
    sweep_file
    run batch "$tiny" --sweep sweep.csv --grid a=1
    expect_status 2
    run batch "$tiny" "$tiny" --sweep sweep.csv
    expect_status 2
    run batch "$tiny" --sweep sweep.csv --set segment.smb.leads=3
    expect_status 2
    expect_in err 'segment.smb.leads is what the batch varies'
    run batch "$tiny" --grid segment.smb.leads --grid =3
    expect_status 2
    expect_in err "'segment.smb.leads' is not PATH=A,B,C"
    printf 'name,segment.smb.leads\na,3\nb/c,4\na,5\n' >sweep.csv
    run batch "$tiny" --sweep sweep.csv
    expect_status 2
    expect_in err 'sweep.csv:3:1: name: '
    [ ! -e results ] || fail 'something was written'
}
it 'what cannot be batched is refused with nothing written' wrong_command_lines

located_in_the_sweep() {
    printf 'name,role.iae.attrition\nsound,10%%\nwild,1000%%\n' >sweep.csv
    run batch "$tiny" --sweep sweep.csv --out b
    expect_status 1
    expect_in err 'sweep.csv:3:6: role.iae.attrition: '
}
it 'a mistake in a sweep is located in the sweep' located_in_the_sweep

again() {
    sweep_file
    run batch "$tiny" --sweep sweep.csv --out b
    cp -r b first
    touch -d '2001-02-03' b/*/summary.csv
    run batch "$tiny" --sweep sweep.csv --out b
    expect_status 0
    expect_in out '3 were done before'
    [ -n "$(find b/few/summary.csv ! -newermt 2001-02-04)" ] || fail 'computed again'
    expect_same first/batch.csv b/batch.csv
    printf 'more,21,\n' >>sweep.csv
    run batch "$tiny" --sweep sweep.csv --out b
    expect_in out '4 cases: 1 done now, 3 were done before'
    run batch "$tiny" --sweep sweep.csv --out b --seed 3
    expect_in out '4 cases: 4 done now'
    run batch "$tiny" --sweep sweep.csv --out b --seed 3 --set segment.smb.gross_margin=70%
    expect_in out '4 cases: 4 done now'
}
it 'the same batch again computes what is missing or changed' again

damaged() {
    sweep_file
    run batch "$tiny" --sweep sweep.csv --out b
    cp -r b first
    echo >>b/few/summary.csv
    rm b/many/monthly.csv
    rm -r b/base
    run batch "$tiny" --sweep sweep.csv --out b
    expect_status 0
    expect_in out '3 cases: 3 done now'
    for file in few/summary.csv many/monthly.csv base/summary.csv batch.csv; do
        expect_same first/$file b/$file
    done
}
it 'a damaged case is computed again' damaged

threads() {
    sweep_file
    run batch "$tiny" --sweep sweep.csv --out a --threads 1
    run batch "$tiny" --sweep sweep.csv --out b --threads 2
    for case in few many base; do
        expect_same a/$case/summary.csv b/$case/summary.csv
        expect_same a/$case/monthly.csv b/$case/monthly.csv
    done
    expect_same a/batch.csv b/batch.csv
}
it '1 and 2 threads give the same bytes' threads

not_ours() {
    mkdir b
    echo notes >b/notes.txt
    sweep_file
    run batch "$tiny" --sweep sweep.csv --out b
    expect_status 1
    [ "$(ls -A b)" = notes.txt ] || fail 'something was added'
    [ ! -e .b.partial ] || fail 'a partial folder is left'
    run run "$tiny" --no-plots --out r
    run batch "$tiny" --sweep sweep.csv --out r
    expect_status 1
    [ -s r/summary.csv ] || fail 'the results are gone'
    run batch "$tiny" --sweep sweep.csv --out c
    mkdir c/extra c/few/extra
    run batch "$tiny" --sweep sweep.csv --out c --seed 5
    expect_status 1
    [ -d c/few/extra ] && [ -d c/extra ] || fail "someone's folder is gone"
}
it 'a folder of someone else is not touched, status 1' not_ours

killed() {
    printf 'name,segment.smb.leads\n' >sweep.csv
    for i in 1 2 3 4 5 6; do printf 'c%d,%d\n' $i $((20 + i)) >>sweep.csv; done
    i=0
    while [ $i -lt 8 ]; do
        "$dealcycle" batch "$tiny" --sweep sweep.csv --replications 6000 --out b --threads $((i % 2 + 1)) >out 2>err </dev/null &
        pid=$!
        sleep 0.$(((i * 37 + 11) % 89 + 10))
        kill -KILL $pid 2>/dev/null || true
        wait $pid 2>/dev/null || true
        for case in b/c?; do
            [ ! -d $case ] || [ -s $case/manifest.json ] || fail "half a folder: $case"
        done
        i=$((i + 1))
    done
    run batch "$tiny" --sweep sweep.csv --replications 6000 --out b
    expect_status 0
    run batch "$tiny" --sweep sweep.csv --replications 6000 --out unbroken
    for case in c1 c2 c3 c4 c5 c6; do
        expect_same unbroken/$case/summary.csv b/$case/summary.csv
        expect_same unbroken/$case/monthly.csv b/$case/monthly.csv
    done
    expect_same unbroken/batch.csv b/batch.csv
    [ -z "$(ls -A | grep partial)" ] || fail 'a partial folder is left'
    [ -z "$(ls -A b | grep tmp)" ] || fail "left: $(ls -A b)"
}
it 'killed eight times it ends with the bytes of an unbroken batch' killed

interrupted() {
    printf 'name,segment.smb.leads\n' >sweep.csv
    for i in 1 2 3 4; do printf 'c%d,%d\n' $i $((20 + i)) >>sweep.csv; done
    "$dealcycle" batch "$tiny" --sweep sweep.csv --replications 20000 --out b >out 2>err </dev/null &
    pid=$!
    i=0
    while [ $i -lt 200 ] && [ ! -d b/c1 ]; do sleep 0.1; i=$((i + 1)); done
    kill -INT $pid
    status=0
    wait $pid || status=$?
    expect_status 130
    expect_in err 'of 4 cases are in b'
    expect_in err 'the same command goes on from there'
    [ -s b/c1/summary.csv ] || fail 'what was finished is gone'
}
it 'SIGINT keeps the cases that are done, status 130' interrupted

locked() {
    sweep_file
    "$dealcycle" batch "$tiny" --sweep sweep.csv --replications 60000 --out b --threads 1 >out 2>err </dev/null &
    pid=$!
    i=0
    while [ $i -lt 200 ] && [ -z "$(find . -path '*.partial/*' -size +0 2>/dev/null)" ]; do sleep 0.1; i=$((i + 1)); done
    status=0
    "$dealcycle" batch "$tiny" --sweep sweep.csv --replications 60000 --out b >out2 2>err2 </dev/null || status=$?
    kill -KILL $pid
    wait $pid 2>/dev/null || true
    expect_status 1
    expect_in err2 '.b.partial'
}
it 'two batches do not write to the same folder' locked

# Another program holds the lock, wherever the batch is just now.
from_stdin() {
    sweep_file
    status=0
    "$dealcycle" batch - --sweep sweep.csv --out s <"$tiny" >out 2>err || status=$?
    expect_status 0
    run batch "$tiny" --sweep sweep.csv --out b
    for case in few many base; do
        sed 's/^stdin,/tiny,/' s/$case/summary.csv >got
        expect_same b/$case/summary.csv got
    done
    cat "$tiny" | "$dealcycle" stress - --with "$root/tests/cli/stresses.csv" --out t >out 2>err || fail 'stress of standard input'
    [ -s t/pricey/summary.csv ] || fail 'no stress'
}
it 'the base of a sweep or of stresses may be standard input' from_stdin

locked_throughout() {
    sweep_file
    run batch "$tiny" --sweep sweep.csv --out b
    mkdir .b.partial .c.partial
    for dir in b c; do
        exec 9>.$dir.partial/lock
        flock -n 9
        run batch "$tiny" --sweep sweep.csv --out $dir
        expect_status 1
        expect_in err 'another run is at work here'
    done
    [ ! -e c ] || fail 'something was written'
    exec 9>&-
    run batch "$tiny" --sweep sweep.csv --out b
    expect_status 0
}
it 'the lock is held from the first write to the last, also where all is done' locked_throughout

streams() {
    sweep_file
    run batch "$tiny" --sweep sweep.csv --out b --format csv
    expect_status 0
    expect_same out b/batch.csv
    run batch "$tiny" --sweep sweep.csv --out b --format json
    [ "$(head -c 1 out)" = '[' ] || fail 'no JSON array'
}
it 'prints batch.csv as CSV and JSON' streams

conditions() {
    sweep_file
    run batch "$tiny" --sweep sweep.csv --out b --require 'won[inside] mean >= 1'
    expect_status 0
    run batch "$tiny" --sweep sweep.csv --out b --require 'won[inside] mean >= 20'
    expect_status 3
    expect_in err 'few: '
}
it '--require holds for every case' conditions

conditions_later() {
    sweep_file
    run batch "$tiny" --sweep sweep.csv --out b
    mean=$(grep '^tiny,inside,all,all,won,' b/few/summary.csv | cut -d, -f8)
    tail=$(grep '^tiny,outside,all,all,cash.cvar95,' b/many/summary.csv | cut -d, -f8)
    role=$(grep '^tiny,inside,all,iae,utilisation,' b/base/summary.csv | cut -d, -f14)
    touch -d '2001-02-03' b/*/summary.csv
    run batch "$tiny" --sweep sweep.csv --out b --require "won[inside] mean >= $mean" --format csv
    expect_status 0
    run batch "$tiny" --sweep sweep.csv --out b --require "won[inside] mean > $mean"
    expect_status 3
    [ "$(grep -c 'NOT met' err)" -eq 1 ] || fail 'others than few'
    expect_in err "few: won[inside] mean > $mean: NOT met (found: "
    run batch "$tiny" --sweep sweep.csv --out b --require "cash[outside] cvar95 < $tail"
    expect_in err 'many: '
    run batch "$tiny" --sweep sweep.csv --out b --require "utilisation@iae[tiny/inside] p10 != $role"
    expect_in err 'base: '
    expect_in out '3 were done before'
    [ -n "$(find b/few/summary.csv ! -newermt 2001-02-04)" ] || fail 'computed again'
}
it 'another condition or format computes nothing again' conditions_later

conditions_wrong() {
    sweep_file
    for wrong in 'won[nobody] mean >= 1' 'won@nobody[inside] mean >= 1'; do
        run batch "$tiny" --sweep sweep.csv --out b --require "$wrong"
        expect_status 2
        expect_in err "'$wrong'"
        [ ! -e b ] || fail 'something was written'
    done
}
it 'a condition on what is not there is told before anything is simulated' conditions_wrong

one_refused() {
    sweep_file
    mkdir -p b/many
    run batch "$tiny" --sweep sweep.csv --out b
    expect_status 1
    rm -r b
    run batch "$tiny" --sweep sweep.csv --out b
    echo notes >b/many/notes.txt
    run batch "$tiny" --sweep sweep.csv --out b --seed 5
    expect_status 1
    expect_in err 'notes.txt'
    expect_in out '2 done now, 1 failed'
    [ "$(cat b/many/notes.txt)" = notes ] || fail 'the notes are gone'
    grep -q '^many,failed,"*b/many: ' b/batch.csv || fail 'no error in batch.csv'
}
it "a case whose folder holds someone's notes does not stop the others" one_refused

pictures() {
    command -v gnuplot >/dev/null || return 0
    run batch "$tiny" --grid segment.smb.leads=9,19,29 --out lines
    expect_not_in err 'could not be drawn'
    run batch "$tiny" --grid segment.smb.leads=9,19 --grid role.iae.attrition=10%,20% --out map
    expect_not_in err 'could not be drawn'
    sweep_file
    run batch "$tiny" --sweep sweep.csv --out rows --plots svg
    for dir in lines map rows; do
        [ -s $dir/plots/sweep.svg ] || fail "no picture of $dir: $(ls $dir/plots)"
    done
    [ ! -e rows/plots/sweep.png ] || fail 'png unasked'
    [ -d rows/few/plots ] || fail 'no plots of a case that were asked for'
    rm map/plots/sweep.*g
    run plot map --plots png
    expect_status 0
    [ -s map/plots/sweep.png ] || fail 'not drawn again'
    run report map
    expect_status 1
    expect_in err 'name the folder of one'
    run report map/grid-0002
    expect_status 0
    run batch "$tiny" --grid segment.smb.leads=9,19 --no-plots --out none
    [ ! -e none/plots ] || fail 'plots under --no-plots'
}
it 'one picture shows all cases' pictures
session_end
