# SPDX-License-Identifier: GPL-3.0-or-later
# test_compare.sh - several scenarios side by side.
. tests/support/session.sh
tiny=$root/tests/cli/tiny.csv

two_files() {
    cp "$tiny" today.csv
    sed 's/^role.fae.base_salary,59000/role.fae.base_salary,61000/' today.csv >plan.csv
}

side_by_side() {
    two_files
    run compare today.csv plan.csv --no-plots
    expect_status 0
    expect_columns out 80
    [ -s results/today-vs-plan/compare.csv ] || fail 'no compare.csv'
    cut -d, -f1 results/today-vs-plan/summary.csv | sort -u >names
    [ "$(tr '\n' ' ' <names)" = 'plan scenario today ' ] || fail "scenarios: $(cat names)"
}
it 'writes one folder for all and ranks them' side_by_side

# unused FILE-PROGRAM...: plan.csv is today.csv edited by sed, or with rows added; of the team
# inside every number is the same, and the difference is 0 to the last bit.
unused() {
    run compare today.csv plan.csv --no-plots --quiet --out r
    expect_status 0
    awk -F, '$2 == "inside" && $4 == "inside" { n++; if ($8 != "0" && $8 != "") { print; bad = 1 } }
             END { exit bad || n < 10 }' r/compare.csv >row || fail "the inside team differs: $(cat row)"
    awk -F, '$2 == "inside" { sub(/^[^,]*,/, ""); print }' r/summary.csv | sort | uniq -c |
        awk '$1 != 2' >row
    [ ! -s row ] || fail "the inside team's rows differ: $(head -n 5 row)"
    awk -F, '$2 == "outside" && $4 == "outside" && $8 != "0" && $8 != "" { n++ } END { exit n > 0 }' \
        r/compare.csv && same=yes || same=no
    [ "$same" = "$1" ] || fail "the outside team: same is $same, expected $1"
}

unused_values() {
    cp "$tiny" today.csv
    for edit in 's/^role.fae.base_salary,59000/role.fae.base_salary,61000/' \
        's/^role.fae.base_salary,59000/role.fae.base_salary,"normal(mean=59000, sd=4000)"/' \
        's/^role.fae.attrition,23%/role.fae.attrition,31%/' \
        's/^role.fae.remote_share,45%/role.fae.remote_share,15%/' \
        's/^channel.outside.stage.close.conversion,53%/channel.outside.stage.close.conversion,43%/' \
        's/^team.outside.role.fae.headcount,3/team.outside.role.fae.headcount,5/'; do
        sed "$edit" today.csv >plan.csv
        ! cmp -s today.csv plan.csv || fail "edits nothing: $edit"
        unused no
    done
}
it 'what a team does not use changes nothing of it' unused_values

unused_things() {
    cp "$tiny" today.csv
    (cat today.csv && printf '%s\n' 'input.aaa,"normal(mean=3, sd=1)",,test' \
        'role.fae.oncost,0.02*$aaa,,test') >plan.csv
    unused no
    (cat today.csv && printf '%s\n' 'role.clerk.channel,inside,,' 'role.clerk.base_salary,31000,,test' \
        'team.outside.role.clerk.headcount,2,,') >plan.csv
    unused no
    (sed 's/^team.outside.stages,demo close/team.outside.stages,demo extra close/' today.csv &&
        printf '%s\n' 'stage.extra.conversion,71%,,test' 'stage.extra.effort,2,hours,test' \
            'team.outside.stage.extra.role,fae,,') >plan.csv
    unused no
    (cat today.csv && printf '%s\n' 'team.aaa.like,inside,,' 'team.aaa.role.iae.headcount,9,,') >plan.csv
    unused yes
}
it 'nor does an input, a role, a stage or a team of others' unused_things

noise_spared() {
    run run "$root/scenarios/quickstart.csv" --no-plots --quiet --out r
    expect_status 0
    awk -F, '$5 == "contribution" { n++; if ($12 < 3) { print; bad = 1 } } END { exit bad || n != 3 }' \
        r/compare.csv >row || fail "independent runs would need less than three times the futures: $(cat row)"
}
it 'sharing the futures takes two thirds of the variance or more' noise_spared

ranks() {
    two_files
    run compare today.csv plan.csv --no-plots --quiet
    expect_status 0
    expect_columns out 80
    grep '^Rank ' out | tr -s ' ' '\n' | sed 1d | sort | tr '\n' ' ' >ranks
    [ "$(cat ranks)" = '1 2 3 4 ' ] || fail "ranks: $(cat ranks)"
}
it 'four teams get a line of ranks' ranks

one_seed() {
    two_files
    sed -i 's/^scenario.seed,11/scenario.seed,12/' plan.csv
    run compare today.csv plan.csv --no-plots --out r
    expect_status 0
    grep '^today,inside,plan,inside,contribution,' r/compare.csv >row
    [ "$(cut -d, -f8 row)" = 0 ] || fail 'not on common random numbers'
}
it 'all take the seed of the first' one_seed

equal_names() {
    mkdir a b
    cp "$tiny" a/x.csv
    cp "$tiny" b/x.csv
    run compare a/x.csv b/x.csv --no-plots
    expect_status 2
    expect_in err "two scenarios are called 'x'"
    [ ! -e results ] || fail 'something was written'
}
it 'two files of one name are refused' equal_names

all_errors() {
    cp "$root/tests/cli/ten_mistakes.csv" a.csv
    cp a.csv b.csv
    run compare a.csv b.csv
    expect_status 2
    [ "$(grep -cE '^a\.csv:[0-9]+:[0-9]+: ' err)" -ge 10 ] || fail 'not all of a.csv'
    [ "$(grep -cE '^b\.csv:[0-9]+:[0-9]+: ' err)" -ge 10 ] || fail 'not all of b.csv'
}
it 'the mistakes of all files are said at once' all_errors
session_end
