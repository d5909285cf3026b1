# SPDX-License-Identifier: GPL-3.0-or-later
# test_select.sh - --select: choosing with a stated probability, and dropping who cannot win.
. tests/support/session.sh
tiny=$root/tests/cli/tiny.csv

# n_of FILE TEAM: replications in summary.csv's row of the team's contribution.
n_of() {
    awk -F, -v team="$2" '$2 == team && $5 == "contribution" { print $7 }' "$1"
}

chooses() {
    cp "$root/scenarios/quickstart.csv" .
    run run quickstart.csv --no-plots --select 95% --indifference 20k
    expect_status 0
    expect_columns out 80
    expect_in err 'quickstart: --select 95% took '
    tr '\n' ' ' <out >said
    expect_in said 'leads all others by 20k USD or more, it is Hybrid with a probability of at least 95%'
    expect_in said 'Dropped on the way: Inside after '
    expect_in out 'Futures  '
    r=results/quickstart
    head -n 1 $r/selection.csv >head
    expect_in head 'scenario,team,metric,indifference,p,n,outcome,better_scenario,better_team,p_estimate'
    grep -q '^quickstart,hybrid,contribution,20000,0.95,[0-9]*,chosen,,,$' $r/selection.csv || fail "$(cat $r/selection.csv)"
    grep -q '^quickstart,inside,contribution,20000,0.95,[0-9]*,dropped,quickstart,' $r/selection.csv || fail "$(cat $r/selection.csv)"
    for team in inside outside hybrid; do
        n=$(awk -F, -v team=$team '$2 == team { print $6 }' $r/selection.csv)
        [ "$(n_of $r/summary.csv $team)" = "$n" ] || fail "$team: n is not $n in summary.csv"
    done
    [ "$(n_of $r/summary.csv inside)" -lt "$(n_of $r/summary.csv hybrid)" ] || fail 'inside went as far as hybrid'
    expect_in $r/manifest.json '"reached": true'
    expect_in $r/manifest.json 'behind Hybrid on average'
    expect_in $r/report.html 'Dropped on the way'
    expect_in $r/report.html 'Selection: how many futures'
}
it 'says who was dropped when, on the screen and in every file' chooses

same_bytes() {
    for threads in 1 2 3; do
        run run "$tiny" --no-plots --keep-replications --threads $threads --out r$threads \
            --select 95% --indifference 900
        expect_status 0
        for file in r$threads/*.csv r$threads/report.html; do
            sed 's/--out r[123]//' "$file" >"$threads-$(basename "$file")"
        done
    done
    for file in 1-*; do
        expect_same "$file" "2-${file#1-}"
        expect_same "$file" "3-${file#1-}"
    done
}
it '1, 2 and 3 threads drop the same teams at the same time' same_bytes

over_files() {
    cp "$tiny" today.csv
    sed 's/^team.inside.role.iae.headcount,3/team.inside.role.iae.headcount,2/' today.csv >plan.csv
    run compare today.csv plan.csv --no-plots --select 90% --indifference 2k --quiet
    expect_status 0
    expect_empty err
    r=results/today-vs-plan/selection.csv
    [ "$(grep -c ',chosen,' $r)" = 1 ] || fail "one is chosen of all: $(cat $r)"
    # in both files the outside team is the same: the second is dropped for the first at once
    grep -q '^plan,outside,contribution,2000,0.9,128,dropped,today,outside,$' $r || fail "$(cat $r)"
}
it 'compare chooses one among the teams of all files' over_files

each_case() {
    run batch "$tiny" --grid team.inside.role.iae.headcount=2,4 --select 90% --indifference 3k --quiet --out b
    expect_status 0
    [ "$(cat b/*/selection.csv | grep -c ',chosen,')" = 2 ] || fail 'not one of each case'
    printf 'stress,parameter,operation,value\nbad,segment.smb.deal_value,*,0.6\n' >s.csv
    run stress "$tiny" --with s.csv --select 90% --indifference 3k --quiet --out s
    expect_status 0
    [ -s s/stress.csv ] || fail 'no stress.csv'
}
it 'batch and stress choose in each case' each_case

no_case() {
    run batch "$tiny" --grid team.inside.role.iae.headcount=2,4 --teams inside --select 90% --indifference 3k --out b
    expect_status 2
    expect_in err 'batch: grid-0001: --select needs two teams to choose from'
    [ ! -e b ] || fail 'something was written'
    printf 'stress,parameter,operation,value\nbad,segment.smb.deal_value,*,0.6\n' >s.csv
    run stress "$tiny" --with s.csv --select 40% --indifference 3k --out b
    expect_status 2
    expect_in err 'blind choice among 2 teams is right with 50% already'
    [ ! -e b ] || fail 'something was written'
}
it 'a batch whose cases have nothing to choose among is refused' no_case

limits() {
    run run "$tiny" --no-plots --select 99% --indifference 1 -n 200 --set role.fae.base_salary=75000 --out r
    expect_status 0
    expect_in err 'warning: tiny: 400 replications of all teams were not enough for --select 99%'
    tr '\n' ' ' <out >said
    expect_in said '200 futures were not enough to choose with a probability of 99%: still in are '
    grep -q ',ahead,' r/selection.csv || fail "$(cat r/selection.csv)"
    run run "$tiny" --no-plots --select 99% --indifference 1 --budget 1000 --set role.fae.base_salary=75000 --out r
    expect_status 0
    expect_in err 'were not enough'
    awk -F, 'NR > 1 { n += $6 } END { exit n > 1000 || n < 1000 - 63 }' r/selection.csv || fail 'not the budget'
    expect_in r/manifest.json '"budget": 1000'
}
it 'a limit or a budget that comes first is a warning' limits

resumes() {
    run run "$tiny" --no-plots --select 95% --indifference 100 -n 4000 --quiet --out whole
    "$dealcycle" run "$tiny" --no-plots --select 95% --indifference 100 -n 4000 --quiet --out r >out 2>err &
    sleep 0.3
    kill -INT $! || true
    wait $! || true
    run run "$tiny" --no-plots --select 95% --indifference 100 -n 4000 --quiet --out r
    expect_status 0
    for file in summary compare best selection; do
        expect_same whole/$file.csv r/$file.csv
    done
}
it 'stopped and started again it chooses the same' resumes

refuses() {
    message=$1
    shift
    run "$@" --out r
    expect_status 2
    expect_in err "$message"
    expect_empty out
    [ ! -e r ] || fail 'something was written'
}
mistakes() {
    cp "$tiny" t.csv
    refuses '--select needs --indifference AMOUNT' run t.csv --select 95%
    refuses '--indifference belongs to --select P' run t.csv --indifference 50k
    refuses '--budget belongs to --select P' run t.csv --budget 5000
    refuses '--indifference must be above 0' run t.csv --select 95% --indifference 0
    refuses '--indifference must be above 0' run t.csv --select 95% --indifference=-5k
    refuses "--indifference: 'lots'" run t.csv --select 95% --indifference lots
    refuses '--select and --precision contradict each other' run t.csv --select 95% --indifference 5k --precision 2%
    refuses 'give one of them' run t.csv --select 95% --indifference 5k --budget 5000 -n 100
    refuses 'at most 1,000,000' run t.csv --select 95% --indifference 5k -n 2M
    refuses 'is not a share above 0% and below 100%' run t.csv --select 100% --indifference 5k
    refuses 'blind choice among 2 teams is right with 50% already' run t.csv --select 0.5 --indifference 5k
    refuses 'needs two teams to choose from' run t.csv --select 95% --indifference 5k --teams inside
    refuses '2 teams need 128 replications at least' run t.csv --select 95% --indifference 5k --budget 127
    refuses "there is no metric 'wins'" run t.csv --select 95% --indifference 5k --metric wins
    printf 'stress,parameter,operation,value\nbad,segment.smb.leads,*,0.6\n' >s.csv
    refuses '--reverse takes no --select' stress t.csv --with s.csv --reverse -m cash --below 0 \
        --select 95% --indifference 5k
    run check t.csv --select 95%
    expect_status 2
    expect_in err "--select is an option of 'run'"
}
it 'what makes no sense is refused before anything is simulated' mistakes

other_metrics() {
    run run "$tiny" --no-plots --metric cac --select 90% --indifference 150 --out r --quiet
    expect_status 0
    a=$(awk -F, '$2 == "inside" && $5 == "cac" { print $8 }' r/summary.csv)
    b=$(awk -F, '$2 == "outside" && $5 == "cac" { print $8 }' r/summary.csv)
    best=$(awk -v a="$a" -v b="$b" 'BEGIN { print a < b ? "inside" : "outside" }')
    grep -q "^tiny,$best,cac,150,0.9,[0-9]*,chosen" r/selection.csv || fail "$a $b: $(cat r/selection.csv)"
    run run "$tiny" --no-plots --metric win_rate --select 90% --indifference 2% --out r --quiet
    expect_status 0
    tr '\n' ' ' <out >said
    expect_in said 'by 2 points or more'
}
it 'the lowest cost per win is the best, and shares count in points' other_metrics

json() {
    run run "$tiny" --no-plots --format json --select 90% --indifference 5k --out r --quiet
    expect_status 0
    expect_in out '"selection": ['
    expect_in out '"outcome": "chosen"'
    run run "$tiny" --no-plots --format json --out r --quiet
    expect_not_in out '"selection"'
    [ ! -e r/selection.csv ] || fail 'selection.csv of a run that selected nothing'
    expect_in r/manifest.json '"selection": null'
}
it '--format json has the selection, and only where there is one' json
session_end
