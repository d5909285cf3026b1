# SPDX-License-Identifier: GPL-3.0-or-later
# test_trace.sh - every event of a replication.
. tests/support/session.sh
tiny=$root/tests/cli/tiny.csv
header=replication,team,time,date,event,deal,segment,stage,role,seat,rep,value,wait,hours,probability,outcome

events() {
    run trace "$tiny" --team outside --replication 17
    expect_status 0
    expect_empty err
    [ "$(head -n 1 out)" = "$header" ] || fail "header: $(head -n 1 out)"
    [ "$(tail -n +2 out | cut -d, -f1,2 | sort -u)" = 17,outside ] || fail 'rows of others'
    tail -n +2 out | cut -d, -f3 >times
    sort -g -c times || fail 'not in order of time'
}
it 'prints every event of one team in one replication' events

same_as_the_run() {
    run run "$tiny" --no-plots --keep-replications --out r
    for replication in 0 63 64 191; do
        run trace "$tiny" --team inside --replication $replication
        won=$(cut -d, -f5 out | grep -c '^won$' || true)
        grep "^tiny,inside,$replication," r/replications.csv >row || fail "no replication $replication"
        column=$(head -n 1 r/replications.csv | tr ',' '\n' | grep -n '^won$' | cut -d: -f1)
        [ "$(cut -d, -f$column row)" = "$won" ] || fail "replication $replication: $won wins, $(cat row)"
    done
}
it 'it is the replication of the run' same_as_the_run

which_team() {
    run trace "$tiny" --replication 1
    expect_status 2
    expect_in err 'which: --team'
    run trace "$tiny" --team insid
    expect_status 2
    expect_in err "did you mean 'inside'?"
    expect_empty out
    run trace "$tiny" --team inside --teams inside
    expect_status 2
}
it 'a team that is not there is refused' which_team

closed_pipe() {
    "$dealcycle" trace "$tiny" --team inside 2>err | head -n 1 >first
    [ "$(cat first)" = "$header" ] || fail 'no header'
    expect_empty err
}
it 'a reader that stops early is no error' closed_pipe
session_end
