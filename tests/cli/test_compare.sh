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

unused_is_nothing() {
    two_files
    run compare today.csv plan.csv --no-plots --out r
    grep '^today,inside,plan,inside,contribution,' r/compare.csv >row || fail 'no such pair'
    [ "$(cut -d, -f8 row)" = 0 ] || fail "the inside team differs: $(cat row)"
    grep '^today,outside,plan,outside,contribution,' r/compare.csv >row || fail 'no such pair'
    [ "$(cut -d, -f8 row)" != 0 ] || fail 'the outside team does not differ'
}
it 'what a team does not use changes nothing of it' unused_is_nothing

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
