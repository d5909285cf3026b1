# SPDX-License-Identifier: GPL-3.0-or-later
# test_calibrate.sh - from exports, whole and broken, to scenarios.
. tests/support/session.sh
sample=$root/tests/data/sample_export.csv

sample_to_scenario() {
    run calibrate "$sample" --scenario mine.csv --no-plots
    expect_status 0
    expect_empty err
    expect_in mine.csv 'input.'
    expect_in mine.csv 'like for like'
    expect_in mine.csv 'assumption'
    run check mine.csv
    expect_status 0
    run run mine.csv --no-plots --quiet --replications 128 --out r
    expect_status 0
    for file in calibration.csv curves.csv rejected.csv calibration.html manifest.json; do
        [ -s "results/mine-calibration/$file" ] || fail "no $file"
    done
}
it 'makes a scenario that check accepts and run simulates' sample_to_scenario

twice() {
    run calibrate "$sample" --scenario mine.csv --no-plots
    cp mine.csv first.csv
    run calibrate "$sample" --scenario mine.csv --no-plots
    expect_status 0
    expect_same mine.csv first.csv
    echo 'parameter,value' >other.csv
    run calibrate "$sample" --scenario other.csv --no-plots
    expect_status 1
    expect_in err 'calibrate did not write it'
    expect_in other.csv 'parameter,value'
}
it 'writes over its own scenario only, with the same bytes' twice

# Rows of a file with the header id,created,close date,stage,amount
deals() {
    echo "Deal ID${1}Created Date${1}Close Date${1}Stage${1}Amount"
    i=10
    while [ $i -lt 70 ]; do
        stage=Won
        [ $((i % 3)) -ne 0 ] || stage=Lost
        echo "D$i${1}2025-0$((i % 9 + 1))-13${1}2025-1$((i % 3))-$((i % 18 + 10))${1}$stage${1}$((i * 137))"
        i=$((i + 1))
    done
}

separators() {
    deals ',' >a.csv
    deals ';' >b.csv
    deals "$(printf '\t')" >c.csv
    { printf '\357\273\277' && deals ','; } >d.csv
    for name in a b c d; do
        run calibrate $name.csv --scenario $name-out.csv --no-plots
        expect_status 0
        sed "s/$name-out-/a-out-/" $name-out.csv >same.csv
        expect_same a-out.csv same.csv
        expect_same a-out-empirical.csv $name-out-empirical.csv
    done
    deals '|' >pipe.csv
    run calibrate pipe.csv --scenario out.csv
    expect_status 2
    expect_in err 'separate by commas, semicolons or tabs'
}
it 'reads commas, semicolons, tabs and a byte order mark alike' separators

dates() {
    deals ',' | sed -E 's/2025-0([0-9])-13/0\1\/04\/2025/; s/2025-1([0-9])-([0-9]+)/1\1\/05\/2025/' >ambiguous.csv
    run calibrate ambiguous.csv --scenario out.csv --no-plots
    expect_status 2
    expect_in err 'can be read two ways; say --dates'
    deals ',' | sed -E '3s/2025-0([0-9])-13/25\/0\1\/2025/; 5s/2025-0([0-9])-13/0\1\/25\/2025/' >mixed.csv
    run calibrate mixed.csv --scenario out.csv --no-plots
    expect_status 2
    expect_in err 'dates are mixed'
    [ ! -e out.csv ] || fail 'a scenario in spite of errors'
    run calibrate mixed.csv --scenario out.csv --no-plots --dates dmy
    expect_status 0
    expect_in results/out-calibration/rejected.csv '5,rejected,a date that cannot be read'
}
it 'asks how dates are meant where the file does not tell' dates

broken() {
    : >empty.csv
    run calibrate empty.csv --scenario out.csv
    expect_status 2
    expect_in err 'the file is empty'
    deals ',' | cut -d, -f1-3,5 >missing.csv
    run calibrate missing.csv --scenario out.csv
    expect_status 2
    expect_in err 'no column says what became of a deal'
    { deals ',' && printf 'D99,2025-01-13,2025-10-11,Won,caf\351\n'; } >latin.csv
    run calibrate latin.csv --scenario out.csv
    expect_status 2
    expect_in err 'latin.csv:62:'
    expect_in err 'is not UTF-8'
    { deals ',' && echo 'D99,2025-01-13,"2025-10-11,Won,9'; } >quote.csv
    run calibrate quote.csv --scenario out.csv
    expect_status 2
    expect_in err 'never closed'
}
it 'says what is wrong with files that cannot be read' broken

repaired() {
    { deals ',' && deals ',' | head -n 1 && echo 'D99,2025-03-13,2025-10-11,Won,a lot' &&
        echo 'D98,2025-03-13,2025-02-11,Won,9' && echo 'D97,2025-03-13,2025-03-13,Won,9' &&
        printf '"D96\n b",2025-03-13,2025-04-13,Won,"1,234.50 USD"\n' && deals ',' | sed -n 2p; } >odd.csv
    run calibrate odd.csv --scenario out.csv --no-plots
    expect_status 0
    list=results/out-calibration/rejected.csv
    expect_in $list '62,rejected,the header again'
    expect_in $list '63,kept,an amount that is no number: taken as missing'
    expect_in $list '64,rejected,closed before it was opened'
    expect_in $list '65,kept,opened and closed on one day: taken as half a day'
    expect_in $list '68,rejected,an exact repeat of an earlier row'
    [ "$(wc -l <$list)" -eq 6 ] || fail "$(cat $list)"
}
it 'counts and lists every row that it rejects or changes' repaired

wide() {
    more=$(seq -s, 1 300)
    deals ',' | sed "s/\$/,$more/" >wide.csv
    run calibrate wide.csv --show-map
    expect_status 0
    expect_in out '60 rows read'
    expect_in out 'outcome: Stage'
}
it 'passes over columns that it does not know, 300 of them' wide

mapped() {
    deals ',' | sed 's/Stage/Fate/; s/,Won,/,Ja,/; s/,Lost,/,Nein,/' >odd.csv
    run calibrate odd.csv --scenario out.csv
    expect_status 2
    printf 'field,column,value,meaning\noutcome,Fate,Ja,won\noutcome,Fate,Nein,lost\n' >map.csv
    run calibrate odd.csv --map map.csv --scenario out.csv --no-plots
    expect_status 0
    printf 'field,column,value,meaning\nfate,Fate,Ja,won\n' >map.csv
    run calibrate odd.csv --map map.csv --scenario out2.csv
    expect_status 2
    expect_in err "'fate' is no field"
}
it 'takes a map of columns and values' mapped

joined() {
    deals ',' | cut -d, -f1,2 >leads.csv
    deals ',' | awk -F, 'NR == 1 { print "Deal ID,Won Date,Amount" } /Won/ { print $1 "," $3 "," $5 }' >wins.csv
    run calibrate leads.csv wins.csv --join 'Deal ID' --scenario out.csv --no-plots
    expect_status 0
    run calibrate leads.csv wins.csv --scenario out.csv
    expect_status 2
    expect_in err '--join COLUMN go together'
}
it 'joins a second file; a date of winning says what was won' joined

# Mean of a metric of the only team.
mean_of() {
    awk -F, -v m="$2" '$3 == "all" && $4 == "all" && $5 == m { print $8 }' "$1/summary.csv"
}
expect_near() { # WHAT GOT EXPECTED TOLERANCE
    awk -v g="$2" -v e="$3" -v t="$4" 'BEGIN { d = g - e; exit !(g != "" && d <= t && -d <= t) }' ||
        fail "$1: $2, expected $3 within $4"
}

# The shares are within four standard errors of the truth by these seeds.
staged() {
    for kind in dates plain history; do
        awk -v kind=$kind -f "$root/tests/support/staged_deals.awk" >$kind.csv
    done
    run calibrate dates.csv --scenario out.csv --no-plots
    expect_status 0
    expect_in out.csv 'team.team.stages,opening qualified proposal'
    cp out.csv first.csv
    run run out.csv --no-plots --quiet --replications 256 --out r
    expect_status 0
    expect_near 'first stage' "$(mean_of r stage_conversion.opening)" 0.6 0.066
    expect_near 'second stage' "$(mean_of r stage_conversion.qualified)" 0.7 0.08
    expect_near 'third stage' "$(mean_of r stage_conversion.proposal)" 0.5 0.11
    run calibrate plain.csv history.csv --join 'Deal ID' --scenario out.csv --no-plots
    expect_status 0
    expect_same first.csv out.csv
}
it 'takes stages from columns of dates, or from a history' staged

# The curve's median of won deals is 29 days.
reproduced() {
    run calibrate "$sample" --scenario mine.csv --no-plots
    expect_in mine.csv 'empirical(file=mine-empirical.csv'
    [ -s mine-empirical.csv ] || fail 'no table of values'
    run run mine.csv --no-plots --quiet --replications 256 --out r --teams inside
    expect_status 0
    won=$(awk -F, '$4 == "Closed Won"' "$sample" | wc -l)
    money=$(awk -F, '$4 == "Closed Won" { sum += $5 } END { print sum }' "$sample")
    expect_near 'mean deal' "$(mean_of r average_deal)" "$(awk "BEGIN { print $money / $won }")" 4500
    expect_near 'median cycle' "$(mean_of r cycle_p50)" 29 5
}
it 'gives back the data it came from' reproduced

session_end
