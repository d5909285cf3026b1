# SPDX-License-Identifier: GPL-3.0-or-later
# tests/support/staged_deals.awk - 900 deals of a made-up year that pass three stages with chances
# of 0.6, 0.7 and 0.5 and mean times of 10, 15 and 20 days, as they stand at its end.
#
# usage: awk -v kind=KIND -f staged_deals.awk; KIND: dates (a column for each stage), plain (none)
# or history (a line for each stage that a deal came to).
function date(n, m) {
    n = int(n)
    for (m = 1; m < 12 && n >= len[m]; m++) n -= len[m]
    return sprintf("2025-%02d-%02d", m, n + 1)
}
function wait(mean) { return -mean * log(1 - rand()) }
function entry(id, stage, at) { if (kind == "history" && at != "") print id "," stage "," date(at) }
BEGIN {
    srand(7)
    split("31 28 31 30 31 30 31 31 30 31 30 31", len, " ")
    print kind == "history" ? "Deal ID,Stage,Entered Date" : \
        "Deal ID,Created Date," (kind == "dates" ? "Qualified Date,Proposal Date," : "") "Close Date,Stage,Amount"
    for (i = 1; i <= 900; i++) {
        opened = 365 * rand()
        qualified = proposal = closed = ""
        stage = "New"
        at = opened + wait(10)
        if (at < 365 && rand() < 0.6) {
            qualified = at
            stage = "Qualified"
            at += wait(15)
            if (at < 365 && rand() < 0.7) {
                proposal = at
                stage = "Proposal"
                at += wait(20)
                if (at < 365) stage = rand() < 0.5 ? "Closed Won" : "Closed Lost"
            } else if (at < 365) stage = "Closed Lost"
        } else if (at < 365) stage = "Closed Lost"
        if (stage ~ /Closed/) closed = at
        amount = int(exp(9 + 0.7 * cos(6.283 * rand()) * sqrt(-2 * log(1 - rand()))))
        if (kind == "history") {
            entry("D" i, "Qualified", qualified)
            entry("D" i, "Proposal", proposal)
            entry("D" i, stage, closed)
        } else {
            printf "D%d,%s,", i, date(opened)
            if (kind == "dates") printf "%s,%s,", qualified == "" ? "" : date(qualified), proposal == "" ? "" : date(proposal)
            printf "%s,%s,%d\n", closed == "" ? "" : date(closed), stage, amount
        }
    }
}
