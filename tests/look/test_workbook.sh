# SPDX-License-Identifier: GPL-3.0-or-later
# test_workbook.sh - the workbook as a spreadsheet has it: worked out again, its totals those of
# the CSV files, texts texts, nothing an error.
. tests/support/session.sh
. tests/support/look.sh
scenarios=$root/scenarios

# no_error: no cell of any sheet shows an error.
no_error() {
    ! grep -lE '(^|,)"?(#(REF|NAME|VALUE|DIV/0|N/A|NUM|NULL)[!?]?|Err:[0-9]+)' sheets/*.csv || fail 'a cell is an error'
}

# as_table SHEET RESULT: the sheet has the header, texts and numbers of the result file.
as_table() {
    awk -v result="$2" '
        function cells(line, into,   n, cell) {
            n = 0
            while (line != "" || n == 0) {
                if (substr(line, 1, 1) == "\"") {
                    match(line, /^"([^"]|"")*"/)
                    cell = substr(line, 2, RLENGTH - 2)
                    gsub(/""/, "\"", cell)
                } else {
                    match(line, /^[^,]*/)
                    cell = substr(line, 1, RLENGTH)
                }
                into[++n] = cell
                line = substr(line, RLENGTH + 1)
                if (line == "") {
                    break
                }
                line = substr(line, 2)
                if (line == "") {
                    into[++n] = ""
                }
            }
            return n
        }
        function number(cell) {
            return cell ~ /%$/ ? substr(cell, 1, length(cell) - 1) / 100 : cell + 0
        }
        function near(a, b) {
            return a == b || (a - b < 1e-11 + 1e-11 * (b < 0 ? -b : b) && b - a < 1e-11 + 1e-11 * (b < 0 ? -b : b))
        }
        {
            if ((getline other <result) <= 0) {
                print "more rows than " result ": " $0
                exit 1
            }
            n = cells($0, own)
            m = cells(other, its)
            for (i = 1; i <= m; i++) {
                if (own[i] != its[i] && !(its[i] ~ /^[-0-9.]/ && own[i] ~ /^[-0-9.]/ && near(number(own[i]), its[i] + 0))) {
                    print FILENAME ":" FNR ", column " i ": " own[i] ", not " its[i]
                    exit 1
                }
            }
        }
        END {
            if (!n || (getline other <result) > 0) {
                print "fewer rows than " result
                exit 1
            }
        }' "$1"
}

# adds_up RESULT-FOLDER: how the first sheet adds up, and the totals of the months, are the
# means of summary.csv for every team.
adds_up() {
    awk -F, '
        FILENAME ~ /summary.csv$/ {
            if ($3 == "all" && $4 == "all") {
                mean[$2, $5] = $8
            }
            next
        }
        FILENAME ~ /Answer/ {
            if ($1 == "How it adds up") {
                for (i = 2; i <= NF; i++) {
                    label[i] = tolower($i)
                }
            } else if ($1 == "cost" || $1 == "contribution") {
                for (i = 2; i <= NF && label[i] != ""; i++) {
                    check(label[i], $1, $i)
                    n_answer++
                }
            }
            next
        }
        FNR == 1 {
            for (i = 1; i <= NF; i++) {
                metric[i] = $i
            }
            next
        }
        $3 == "total" {
            for (i = 4; i <= NF; i++) {
                if ($i != "") {
                    check($2, metric[i], $i)
                    n_months++
                }
            }
        }
        function check(team, what, value,   wanted, gap) {
            wanted = mean[team, what]
            gap = value - wanted
            if (wanted == "" || gap > 1e-6 + 1e-9 * wanted || -gap > 1e-6 + 1e-9 * (wanted < 0 ? -wanted : wanted)) {
                print what " of " team ": " value ", in summary.csv " wanted
                bad = 1
            }
        }
        END {
            if (n_answer != 6 || n_months < 60) {
                print n_answer " sums of the answer and " n_months " of months were looked at"
                bad = 1
            }
            exit bad
        }' "$1/summary.csv" sheets/workbook-Answer.csv sheets/workbook-Monthly.csv
}

of_run() {
    run run "$scenarios/quickstart.csv" --replications 64 --no-plots --xlsx --out r
    expect_status 0
    recalculate r/workbook.xlsx
    no_error
    as_table sheets/workbook-Summary.csv r/summary.csv
    as_table sheets/workbook-Compare.csv r/compare.csv
    adds_up r
    sed -i '/^training,/s/,[0-9.]*$/,1/; /^contribution,/s/,[-0-9.]*$/,1/' sheets/workbook-Answer.csv
    ! adds_up r >said || fail 'a wrong sum is not seen'
    rows=$(grep -c '"path"' r/manifest.json)
    [ "$(tail -n +2 sheets/workbook-Assumptions.csv | grep -c '^quickstart,')" -eq "$rows" ] || fail "not $rows assumptions"
}
look_at soffice 'the workbook of a run is summary.csv, and adds up when worked out again' of_run

are_formulas() {
    run run "$root/tests/cli/tiny.csv" --replications 64 --no-plots --xlsx --out r
    expect_status 0
    convert_sheets r/workbook.xlsx fods
    for team in B C; do
        expect_in sheets/workbook.fods "of:=SUM([.${team}"
    done
    [ "$(grep -o 'table:formula="of:=SUM(' sheets/workbook.fods | wc -l)" -ge 40 ] || fail 'few sums are formulas'
    grep -q 'table:formula="of:=\[.B[0-9]*\]-\[.B[0-9]*\]"' sheets/workbook.fods || fail 'contribution is no formula'
    [ "$(grep -o '<draw:object' sheets/workbook.fods | wc -l)" -ge 2 ] || fail 'a chart is missing'
}
look_at soffice 'its totals are formulas, and it has charts' are_formulas

of_others() {
    run stress "$scenarios/quickstart.csv" --with "$scenarios/stress/recession.csv" --replications 20 \
        --no-plots --xlsx --out s
    expect_status 0
    recalculate s/workbook.xlsx
    no_error
    as_table sheets/workbook-Stress.csv s/stress.csv
    # What a stress takes is worked out from the means, and is the difference of stress.csv.
    worked=$(awk -F, '/^Change by/ { for (i = 2; i <= NF; i++) at = $i == "Hybrid" ? i : at }
                      at && /^recession,/ { print $at }' sheets/workbook-Answer.csv)
    grep '^quickstart,recession,hybrid,contribution,' s/stress.csv | cut -d, -f13 >difference
    awk -v worked="$worked" '{ gap = worked - $1; exit !(worked != "" && gap < 1e-6 && gap > -1e-6) }' difference ||
        fail "the sheet says $worked, stress.csv $(cat difference)"
    rm -r sheets
    run batch "$scenarios/quickstart.csv" --grid role.inside_ae.ramp=1,3,6 --replications 20 --no-plots --xlsx --out b
    expect_status 0
    recalculate b/workbook.xlsx
    no_error
    as_table sheets/workbook-Cases.csv b/batch.csv
}
look_at soffice 'the workbooks of stresses and cases are their CSV files' of_others

texts_stay() {
    grep -v '^scenario.title' "$root/tests/cli/tiny.csv" | cat - "$root/tests/look/hostile.csv" >hostile.csv
    run run hostile.csv --replications 20 --no-plots --xlsx --out r
    expect_status 0
    recalculate r/workbook.xlsx
    no_error
    for text in '=HYPERLINK(""http://away.example.org"")' '@SUM(1+1)' '-2+3' '+SUM(1)'; do
        expect_in sheets/workbook-Assumptions.csv "$text"
    done
    expect_in sheets/workbook-Answer.csv "=1+1 'quoted'"
    expect_in sheets/workbook-Assumptions.csv "=1+1 'quoted'"
}
look_at soffice 'texts that begin with = + - @ are texts' texts_stay
session_end
