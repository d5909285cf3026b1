# SPDX-License-Identifier: GPL-3.0-or-later
# test_init.sh - starters.
. tests/support/session.sh

starters=$(cd scenarios && find . -name '*.csv' | sed 's,^\./,,; s,\.csv$,,' | sort)

lists_them() {
    run init
    expect_status 0
    expect_columns out 80
    for starter in $starters; do
        expect_in out "  $starter "
    done
}
it 'lists every file of scenarios/' lists_them

writes_them() {
    for starter in $starters; do
        run init "$starter" new.csv
        expect_status 0
        cmp new.csv "$root/scenarios/$starter.csv" || fail "$starter differs"
        rm new.csv
    done
}
it 'writes the very file' writes_them

takes_its_name() {
    run init quickstart
    expect_status 0
    cmp quickstart.csv "$root/scenarios/quickstart.csv"
}
it 'takes the name of the starter by default' takes_its_name

never_overwrites() {
    echo mine >quickstart.csv
    run init quickstart
    expect_status 1
    expect_in err 'exists already'
    [ "$(cat quickstart.csv)" = mine ] || fail 'overwritten'
    ln -s nowhere link.csv
    run init quickstart link.csv
    expect_status 1
    [ ! -e nowhere ] || fail 'written through a link'
}
it 'never touches a file that exists' never_overwrites

unknown_starter() {
    run init quikstart
    expect_status 2
    expect_in err "did you mean 'quickstart'?"
    [ ! -e quikstart.csv ] || fail 'written'
}
it 'an unknown starter is refused with the one that was meant' unknown_starter

no_folder() {
    run init quickstart nowhere/a.csv
    expect_status 1
    expect_in err 'nowhere/a.csv: No such file or directory'
}
it 'a folder that is not there is status 1' no_folder
session_end
