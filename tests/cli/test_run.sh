# SPDX-License-Identifier: GPL-3.0-or-later
# test_run.sh - run: results, conditions, folders, streams.
. tests/support/session.sh
tiny=$root/tests/cli/tiny.csv

folder_and_answer() {
    cp "$tiny" .
    run run tiny.csv --no-plots
    expect_status 0
    expect_empty err
    expect_columns out 80
    expect_in out 'results/tiny'
    for file in summary.csv monthly.csv compare.csv best.csv distribution.csv attainment.csv manifest.json; do
        [ -s results/tiny/$file ] || fail "no $file"
    done
    [ ! -e results/tiny/replications.csv ] || fail 'replications.csv unasked'
    [ "$(ls -A results)" = tiny ] || fail "left in results: $(ls -A results)"
}
it 'writes results/NAME and prints the answer' folder_and_answer

same_bytes() {
    for threads in 1 2 3; do
        run run "$tiny" --no-plots --keep-replications --threads $threads --out out$threads
        expect_status 0
        mv out text$threads
        sed 's,out[123],out,' text$threads >said$threads
    done
    for threads in 2 3; do
        for file in summary monthly compare best distribution attainment replications; do
            expect_same out1/$file.csv out$threads/$file.csv
        done
        expect_same said1 said$threads
    done
}
it '1, 2 and 3 threads give the same bytes' same_bytes

twice() {
    run run "$tiny" --no-plots --out r
    cp -r r first
    run run "$tiny" --no-plots --out r
    expect_status 0
    expect_same first/summary.csv r/summary.csv
    expect_same first/monthly.csv r/monthly.csv
    [ -z "$(ls -A | grep partial)" ] || fail 'a partial folder is left'
}
it 'a second run replaces the folder by the same bytes' twice

another_seed() {
    run run "$tiny" --no-plots --out a
    run run "$tiny" --no-plots --out b --seed 12
    ! cmp -s a/summary.csv b/summary.csv || fail 'the seed changes nothing'
    run run "$tiny" --no-plots --out c --seed 11
    expect_same a/summary.csv c/summary.csv
    run run "$tiny" --no-plots --out d --replications 65
    grep -q ',bookings,EUR,65,' d/summary.csv || fail 'not 65 replications'
}
it '--seed and --replications do what they say' another_seed

other_metric() {
    run run "$tiny" --no-plots --metric csat --out r --quiet
    expect_status 0
    expect_in out 'Customer satisfaction'
    grep -q '^tiny,inside,tiny,outside,csat,points,192,' r/compare.csv || fail 'not in compare.csv'
    [ "$(grep -c ',csat,192,' r/best.csv)" = 2 ] || fail 'not in best.csv'
    [ "$(cut -d, -f5 r/compare.csv | sort -u | wc -l)" = 15 ] || fail 'the headline metrics and one more'
}
it 'a metric that teams are ranked by stands in every table' other_metric

no_such_metric() {
    for command in "run $tiny" "batch $tiny --grid scenario.seed=1,2" "compare $tiny $root/scenarios/quickstart.csv"; do
        # shellcheck disable=SC2086
        run $command --metric stage_wait.dinner --out r
        expect_status 2
        expect_in err "--metric: no team has a total of 'stage_wait.dinner'"
        [ ! -e r ] || fail 'something was written'
    done
    run run "$tiny" --metric stage_wait.close --no-plots --quiet --out r
    expect_status 0
    grep -v '^scenario.target' "$tiny" >t.csv
    run run t.csv --metric target_hit --no-plots --out s
    expect_status 2
    expect_in err 'there is no scenario.target'
}
it 'a metric that no team has is refused before the run' no_such_metric

errors_write_nothing() {
    cp "$root/tests/cli/ten_mistakes.csv" ten.csv
    run run ten.csv
    expect_status 2
    expect_empty out
    [ "$(grep -cE '^ten\.csv:[0-9]+:[0-9]+: ' err)" -ge 10 ] || fail 'not ten messages'
    expect_in err 'nothing was simulated or written'
    [ "$(ls -A | tr '\n' ' ')" = 'err out ten.csv ' ] || fail "written: $(ls -A)"
}
it 'a scenario with errors is status 2 and leaves no folder' errors_write_nothing

not_ours() {
    mkdir -p results/tiny
    echo 'my notes' >results/tiny/notes.txt
    run run "$tiny" --no-plots
    expect_status 1
    expect_in err 'results/tiny'
    [ "$(cat results/tiny/notes.txt)" = 'my notes' ] || fail 'the notes are gone'
    [ "$(ls -A results/tiny)" = notes.txt ] || fail 'something was added'
    [ "$(ls -A results)" = tiny ] || fail "something was simulated: $(ls -A results)"
    rm -r results
    echo file >results
    run run "$tiny" --no-plots
    expect_status 1
    [ "$(cat results)" = file ] || fail 'the file is gone'
}
it 'a folder of someone else is not touched, status 1' not_ours

kept_ours() {
    run run "$tiny" --no-plots
    echo 'my notes' >results/tiny/notes.txt
    run run "$tiny" --no-plots
    expect_status 1
    [ -f results/tiny/notes.txt ] || fail 'the notes are gone'
    [ -f results/tiny/summary.csv ] || fail 'the results are gone'
}
it 'nor is one of ours to which someone added a file' kept_ours

formats() {
    run run "$tiny" --no-plots --out a --format csv
    expect_status 0
    expect_same out a/summary.csv
    run run "$tiny" --no-plots --out a --format json
    expect_status 0
    [ "$(head -c 1 out)" = '{' ] || fail 'no JSON object'
    expect_in out '"verdict"'
}
it 'prints the summary as CSV and JSON' formats

conditions() {
    run run "$tiny" --no-plots --require 'bookings[inside] mean >= 1' --require 'win_rate[outside] p50 > 0%'
    expect_status 0
    run run "$tiny" --no-plots --require 'bookings[inside] mean >= 1' --require 'bookings[outside] p10 >= 1e12'
    expect_status 3
    expect_in err 'bookings[outside]'
    [ -s results/tiny/summary.csv ] || fail 'the results were not written'
}
it '--require is status 0 when met and 3 when not' conditions

wrong_conditions() {
    run run "$tiny" --no-plots --require 'bookings[nobody] mean >= 1'
    expect_status 2
    run run "$tiny" --no-plots --require 'bokings[inside] mean >= 1'
    expect_status 2
    run run "$tiny" --no-plots --require 'bookings mean'
    expect_status 2
    [ ! -e results ] || fail 'something was written'
}
it 'a condition that cannot be read is status 2 with nothing written' wrong_conditions

wrong_names() {
    run run "$tiny" --no-plots --metric bokings
    expect_status 2
    expect_in err "did you mean 'bookings'?"
    run run "$tiny" --no-plots --teams inside,outsid
    expect_status 2
    run run "$tiny" --plots svg --no-plots
    expect_status 2
    [ ! -e results ] || fail 'something was written'
}
it 'a metric or team that is not there is status 2' wrong_names

some_teams() {
    run run "$tiny" --no-plots --teams outside
    expect_status 0
    cut -d, -f2 results/tiny/summary.csv | sort -u >teams
    [ "$(cat teams | tr '\n' ' ')" = 'outside team ' ] || fail "teams: $(cat teams)"
    run run "$tiny" --no-plots --out both
    grep '^tiny,outside,' results/tiny/summary.csv >alone
    grep '^tiny,outside,' both/summary.csv >beside
    expect_same alone beside
}
it '--teams leaves the others out and changes nothing of these' some_teams

from_standard_input() {
    status=0
    "$dealcycle" run - --no-plots --out a <"$tiny" >out 2>err || status=$?
    expect_status 0
    "$dealcycle" run "$tiny" --no-plots --out b >/dev/null 2>&1
    cut -d, -f2- a/summary.csv >x
    cut -d, -f2- b/summary.csv >y
    expect_same x y
}
it 'reads a scenario from standard input' from_standard_input

other_locale() {
    for locale in de_DE.UTF-8 de_DE C; do
        LC_ALL=$locale "$dealcycle" run "$tiny" --no-plots --out r_$locale >text_$locale 2>err
        sed "s,r_$locale,r," text_$locale >said_$locale
    done
    expect_same r_C/summary.csv r_de_DE/summary.csv
    expect_same r_C/summary.csv r_de_DE.UTF-8/summary.csv
    expect_same said_C said_de_DE.UTF-8
}
it 'the locale changes nothing' other_locale

no_escapes() {
    run run "$tiny" --no-plots
    ! grep -q "$(printf '\033')" out err || fail 'escape sequences in a file'
    ! grep -q "$(printf '\r')" out err || fail 'a progress bar in a file'
}
it 'a file gets no colours and no progress bar' no_escapes

on_a_terminal() {
    script -qec true /dev/null >/dev/null 2>&1 </dev/null || return 0 # no terminal to be had
    NO_COLOR=1 script -qec "$dealcycle run $tiny --no-plots --replications 20000" /dev/null >plain </dev/null || true
    grep -q '% ' plain || fail 'no progress bar on a terminal'
    ! grep -q "$(printf '\033\\[[0-9;]*m')" plain || fail 'colours under NO_COLOR'
    TERM=xterm script -qec "$dealcycle run $tiny --no-plots --quiet" /dev/null >coloured </dev/null || true
    grep -q "$(printf '\033\\[1m')" coloured || fail 'no emphasis on a terminal'
    script -qec "$dealcycle run $tiny --no-plots --quiet --replications 20000" /dev/null >quiet </dev/null || true
    ! grep -q '#\.' quiet || fail 'a progress bar under --quiet'
}
it 'a terminal gets a progress bar, no colours under NO_COLOR' on_a_terminal

plots_and_report() {
    command -v gnuplot >/dev/null || return 0
    run run "$tiny"
    expect_status 0
    ls results/tiny/plots/*.svg results/tiny/plots/*.png >/dev/null || fail 'no plots'
    [ -s results/tiny/report.html ] || fail 'no report'
    run run "$tiny" --plots svg --out s
    ls s/plots/*.svg >/dev/null || fail 'no svg'
    [ -z "$(ls s/plots/*.png 2>/dev/null)" ] || fail 'png unasked'
    for script in s/plots/*.gp; do
        case $script in
        */style.gp | */about.gp) ;;
        *) [ -s "${script%.gp}.svg" ] || fail "$script draws nothing here" ;;
        esac
    done
}
it 'plots and a report are drawn, and their scripts and no others are there' plots_and_report

drawn_later() {
    command -v gnuplot >/dev/null || return 0
    run run "$tiny" --no-plots --out r
    run plot r
    run report r
    : >r/plots/fan.svg.part # as a kill leaves them
    : >r/.report.html.new
    run run "$tiny" --no-plots --out r
    expect_status 0
    run plot r
    echo 'set title 1' >r/plots/mine.gp
    run run "$tiny" --no-plots --out r
    expect_status 1
    expect_in err 'plots/mine.gp'
}
it 'what plot and report put there later is ours, what a user puts there is not' drawn_later

drawn_again() {
    command -v gnuplot >/dev/null || return 0
    run run "$tiny"
    cp -r results/tiny first
    rm results/tiny/plots/*.svg results/tiny/report.html
    run plot results/tiny --plots svg
    expect_status 0
    run report results/tiny
    expect_status 0
    for file in report.html plots/fan.svg plots/distribution.svg; do
        expect_same first/$file results/tiny/$file
    done
    run run "$tiny"
    expect_status 0
    mkdir other
    run plot other
    expect_status 1
    expect_in err 'other: is no results folder'
    run report other nowhere
    expect_status 1
    [ -z "$(ls other)" ] || fail 'something was written'
}
it 'plot and report draw a folder again, with the same bytes' drawn_again

full_output() {
    [ -c /dev/full ] || return 0
    status=0
    "$dealcycle" run "$tiny" --no-plots >/dev/full 2>err || status=$?
    expect_status 1
    expect_in err 'standard output'
}
it 'an answer that cannot be printed is status 1' full_output

unwritable() {
    [ "$(id -u)" -ne 0 ] || return 0
    mkdir closed
    chmod 500 closed
    run run "$tiny" --no-plots --out closed/r
    expect_status 1
    expect_in err closed
}
it 'a folder that cannot be written is status 1' unwritable

precision() {
    run run "$tiny" --no-plots --precision 5% --replications 100k --metric bookings
    expect_status 0
    expect_in err 'took'
    run run "$tiny" --no-plots --precision 0.1% --replications 192
    expect_status 0
    expect_in err 'warning'
    expect_in err 'were not enough'
}
it '--precision says how many it took, and warns at the limit' precision

recorded_line() {
    run run "$tiny" --no-plots -n 64 -j 2 -q -o r --set 'segment.smb.leads=pert(min=1, mode=2, max=3)'
    expect_status 0
    grep -q '"command": "dealcycle run tiny.csv --no-plots --replications 64 --set '"'"'segment.smb.leads=pert(min=1, mode=2, max=3)'"'"'"' r/manifest.json ||
        fail "$(grep '"command"' r/manifest.json)"
}
it 'the recorded command leaves out what changes no result' recorded_line
session_end
