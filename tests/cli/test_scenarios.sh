# SPDX-License-Identifier: GPL-3.0-or-later
# test_scenarios.sh - what is shipped in scenarios/ is valid, sourced and believable.
. tests/support/session.sh

warns_of_nothing() {
    run check --strict "$1"
    expect_status 0
    expect_empty err
}

# `source` is the last column everywhere.
says_where_its_numbers_come_from() {
    head -n 1 "$1" | grep -q '^#' || fail "$1 does not begin with a comment"
    sed '/^#/d' "$1" >rows
    head -n 1 rows | grep -q ',source$' || fail "$1 has no column source"
    ! grep -n ',$' rows || fail "$1 has rows without a source"
}

compares_the_three_kinds_of_team() {
    for team in inside outside hybrid; do
        grep -q "^team\.$team\.stages," "$1" || fail "$1 has no team $team"
    done
}

stands_alone() {
    ! grep -q '^scenario\.\(include\|events\),' "$1" || fail "$1 needs another file"
}

# One line of summary.csv for each team and metric that a sales leader looks at first.
is_believable() {
    run run --replications 64 --no-plots --quiet --out results "$1"
    expect_status 0
    awk -F, '
        $3 != "all" || $4 != "all" { next }
        $5 == "win_rate" && ($8 < 0.1 || $8 > 0.45) ||
        $5 == "attainment" && ($8 < 0.35 || $8 > 1.3) ||
        $5 == "pipeline_coverage" && ($8 < 1 || $8 > 10) ||
        $5 == "utilisation" && ($8 < 0.35 || $8 > 0.95) ||
        $5 == "contribution" && $8 == "" {
            print $2, $5, $8
            bad = 1
        }
        END { exit bad }' results/summary.csv >odd || fail "$1 is odd: $(cat odd)"
}

every_stress_touches_the_quickstart() {
    for stress in "$root"/scenarios/stress/*.csv; do
        run stress "$root/scenarios/quickstart.csv" --with "$stress" --replications 64 --quiet --out results
        expect_status 0
        expect_in results/stress.csv ",$(basename "$stress" .csv | sed 's/^all$/everything/'),"
        rm -rf results
    done
}

all_csv_has_the_rows_of_each_stress_twice() {
    for stress in "$root"/scenarios/stress/*.csv; do
        name=$(basename "$stress" .csv)
        [ "$name" != all ] || continue
        sed '/^#/d; /^stress,/d' "$stress" >rows
        grep "^$name," "$root/scenarios/stress/all.csv" >here || true
        expect_same rows here
        sed "s/^$name,/everything,/" rows >>expected
    done
    grep '^everything,' "$root/scenarios/stress/all.csv" | sort >here
    sort expected >rows
    expect_same rows here
}

sweep_covers_the_quickstart() {
    run batch "$root/scenarios/quickstart.csv" --sweep "$1" --replications 64 --quiet --no-plots --out results
    expect_status 0
    awk -F, 'NR > 1 && $2 != "done" { bad = 1 } END { exit bad || NR < 3 }' results/batch.csv || fail "a case failed"
}

# Common random numbers are worth at least three times the replications.
paired_differences_vary_a_third_as_much() {
    run run --no-plots --quiet --out results "$root/scenarios/quickstart.csv"
    expect_status 0
    awk -F, '$5 == "contribution" { n++; if ($12 < 3) { print; bad = 1 } } END { exit bad || n != 3 }' \
        results/compare.csv >weak || fail "variance ratios below 3: $(cat weak)"
}

published_figures_come_out() {
    run run --no-plots --quiet --out results "$root/scenarios/state_of_sales.csv"
    expect_status 0
    awk -f "$root/tests/support/state_of_sales.awk" results/summary.csv >table || fail "$(cat table)"
}

for file in "$root"/scenarios/*.csv; do
    scenario=$(basename "$file" .csv)
    it "$scenario warns of nothing" warns_of_nothing "$file"
    it "$scenario says where its numbers come from" says_where_its_numbers_come_from "$file"
    it "$scenario compares inside, outside and hybrid teams" compares_the_three_kinds_of_team "$file"
    it "$scenario stands alone" stands_alone "$file"
    [ "$scenario" = state_of_sales ] || it "$scenario is believable" is_believable "$file"
done
for file in "$root"/scenarios/stress/*.csv; do
    it "stress $(basename "$file" .csv) says where its numbers come from" says_where_its_numbers_come_from "$file"
done
it "every stress touches the quickstart" every_stress_touches_the_quickstart
it "all.csv has the rows of each stress twice" all_csv_has_the_rows_of_each_stress_twice
for file in "$root"/scenarios/sweep/*.csv; do
    it "sweep $(basename "$file" .csv) covers the quickstart" sweep_covers_the_quickstart "$file"
done
it "paired differences of the quickstart vary a third as much" paired_differences_vary_a_third_as_much
it "published figures of the state of sales come out" published_figures_come_out
session_end
