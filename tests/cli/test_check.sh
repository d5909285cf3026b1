# SPDX-License-Identifier: GPL-3.0-or-later
# test_check.sh - what check says, and check --resolved.
. tests/support/session.sh
tiny=$root/tests/cli/tiny.csv
wrong=$root/tests/cli/ten_mistakes.csv

sound() {
    cp "$tiny" .
    run check tiny.csv
    expect_status 0
    expect_in out 'tiny.csv: can be simulated: 2 teams, 7 months, 192 replications'
}
it 'a sound scenario is status 0' sound

ten_mistakes() {
    cp "$wrong" ten.csv
    run check ten.csv
    expect_status 2
    expect_empty out
    grep -E '^ten\.csv:[0-9]+:[0-9]+: [a-z_.]+: ' err | grep -v ': warning: ' >located
    [ "$(wc -l <located)" -eq 10 ] || fail "$(wc -l <located) located errors, expected 10"
    for line in 4 5 6 7 8 11 12 13 17 18; do
        grep -q "^ten\.csv:$line:" located || fail "no error in line $line"
    done
    expect_in err 'ten.csv: 10 errors'
}
it 'ten mistakes are ten located messages, status 2' ten_mistakes

in_order() {
    cp "$wrong" ten.csv
    run check ten.csv
    grep -E '^ten\.csv:[0-9]+:' err | cut -d: -f2 >got
    sort -n got | cmp - got || fail 'not in the order of lines'
}
it 'messages come in the order of the file' in_order

machine_readable() {
    cp "$wrong" ten.csv
    run check --format csv ten.csv
    expect_status 2
    [ "$(head -n 1 out)" = 'scenario,severity,code,file,line,column,parameter,message' ] || fail header
    [ "$(grep -c '^ten.csv,error,' out)" -eq 10 ] || fail 'not ten rows'
    run check --format json ten.csv
    expect_status 2
    [ "$(grep -c '"severity": "error"' out)" -eq 10 ] || fail 'not ten objects'
}
it 'the messages come as CSV and JSON too' machine_readable

strict() {
    cp "$tiny" .
    echo 'role.iae.skill_sd.x,1,,' >>tiny.csv
    run check tiny.csv
    expect_status 2
    cp "$tiny" .
    echo 'role.nobody.base_salary,47000,EUR per year,' >>tiny.csv
    run check tiny.csv
    expect_status 0
    expect_in err 'warning'
    run check --strict tiny.csv
    expect_status 2
}
it 'a warning is status 0, and status 2 with --strict' strict

several() {
    cp "$tiny" "$wrong" .
    run check tiny.csv ten_mistakes.csv
    expect_status 2
    expect_in out 'tiny.csv: can be simulated'
    expect_in err 'ten_mistakes.csv: 10 errors'
}
it 'several files are all checked' several

from_standard_input() {
    status=0
    "$dealcycle" check - <"$tiny" >out 2>err || status=$?
    expect_status 0
    expect_in out 'standard input: can be simulated'
}
it 'reads standard input' from_standard_input

overlay() {
    run check "$tiny" --set segment.smb.leads=nine --set scenario.horizon=0
    expect_status 2
    expect_in err 'segment.smb.leads'
    expect_in err 'scenario.horizon'
}
it '--set is checked too' overlay

missing_files() {
    run check nowhere.csv
    [ "$status" -ne 0 ] || fail 'status 0'
    expect_in err nowhere.csv
    run check .
    [ "$status" -ne 0 ] || fail 'status 0'
    : >empty.csv
    run check empty.csv
    expect_status 2
}
it 'a file that is not there, a folder and an empty file are refused' missing_files

resolved_header() {
    run check --resolved "$tiny"
    expect_status 0
    [ "$(head -n 1 out)" = 'parameter,value,unit,source,from,used_by,mean,p10,p50,p90' ] || fail header
    grep -q '^segment.smb.leads,$market,per month,test,.*tiny.csv:10,' out || fail 'no place'
    mv out by_row
    run check --resolved=full "$tiny"
    expect_status 0
    [ "$(wc -l <out)" -gt "$(wc -l <by_row)" ] || fail 'full is not longer'
    run check --resolved "$tiny" "$tiny"
    expect_status 2
}
it '--resolved prints what is in force and where it was set' resolved_header

# NAME ARGUMENTS...: what is in force of a/NAME, run as b/NAME, gives the bytes of a/NAME in
# all but the manifest and the report, which say where rows stand.
same_results() {
    name=$1
    shift
    (cd a && "$dealcycle" check --resolved "$@" "$name" 2>/dev/null) >b/"$name"
    (cd a && "$dealcycle" run "$name" -n 64 --quiet --no-plots --keep-replications --out out "$@" >text 2>/dev/null) || fail "run in a"
    (cd b && "$dealcycle" run "$name" -n 64 --quiet --no-plots --keep-replications --out out >text 2>/dev/null) || fail "run in b"
    [ "$(ls a/out)" = "$(ls b/out)" ] || fail "other files: $(ls a/out) and $(ls b/out)"
    for file in $(ls a/out | grep -v '^manifest.json$\|^report.html$'); do
        expect_same a/out/$file b/out/$file
    done
    expect_same a/text b/text
    rm -rf a/out b/out
}

round_trip() {
    mkdir a b
    for file in tests/cli/tiny.csv tests/fuzz/whole.csv tests/bench/r2.csv scenarios/quickstart.csv; do
        cp "$root/$file" a
        same_results "$(basename $file)"
    done
    # Rows of --set are in force too.
    same_results tiny.csv --set 'stage.close.delay=weibull(shape=1.7, scale=9)' --set team.field.like=outside
}

# A file over another in a folder of its own, tables and events there, columns in any order.
round_trip_of_many_files() {
    mkdir -p a/sub b/sub
    cp "$root/tests/fuzz/whole.csv" a/sub/below.csv
    printf 'days,how_often\n2.5,3\n17,1\n40,2\n' >a/sub/days.csv
    printf 'stress,parameter,operation,value,from\nspring,segment.*.leads,*,1.5*$a,3\nraise,role.r.base_salary,+,1k,\n' >a/sub/events.csv
    cat >a/above.csv <<'END'
unit;value;parameter;remark;source
;sub/below.csv;scenario.include;;
;sub/events.csv;scenario.events;;plan
;"mixture(0.5*empirical(file=sub/days.csv, column=days, weight=how_often) + 0.5*exponential(mean=3*$a))";stage.l.delay;"two; kinds";CRM
;t;team.v.like;;
k EUR per year;60;role.q.base_salary;;
;"normal(mean=0.9, sd=0.05, min=0.1, max=0.999)";input.b;"say ""hi""";
;0.7;correlation.a.b;;
;50%*$c;team.v.segment.s.coverage;;
END
    cp -R a/sub b
    same_results above.csv
}
it 'what --resolved prints of many files gives the same bytes' round_trip_of_many_files
it 'what --resolved prints gives the same bytes of results' round_trip

fifty() {
    { echo parameter,value; i=0; while [ $i -lt 77 ]; do echo "nonsense.number_$i,1"; i=$((i + 1)); done; } >many.csv
    run check many.csv
    expect_status 2
    [ "$(grep -c '^many.csv:[0-9]*:[0-9]*: ' err)" -eq 50 ] || fail "$(grep -c '^many.csv:[0-9]*:' err) lines"
    grep -q '^\.\.\. and [0-9]* more$' err || fail 'does not say how many more'
}
it 'after fifty errors it says how many more there are' fifty
session_end
