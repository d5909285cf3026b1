# SPDX-License-Identifier: GPL-3.0-or-later
# people.gp - seats filled against productive ones, and how busy the reps are, by month.
#
# Reads ../monthly.csv: scenario, team, month, metric (headcount, productive_headcount,
# utilisation), mean.

load 'style.gp'
eval out('people')
file = '../monthly.csv'
headline_text = title_people
eval headline
eval last_months
set multiplot layout 2, 1 margins 0.125, label_edge, 0.12, 0.87 spacing 0.1, 0.11
unset key
set ylabel offset -1.5, 0
month(i, what) = is_row(i, what) ? column("month") + 1 : NaN
do for [what in "headcount utilisation"] {
    high = 0.0; first = 1e9; last = 0
    eval free
    do for [i = 1:n] {
        stats file using (month(i, what)):(column("mean")) nooutput
        first = smaller(first, STATS_min_x)
        last = larger(last, STATS_max_x)
        high = larger(high, STATS_max_y)
    }
    do for [i = 1:n] {
        stats file using (month(i, what) == end[i] ? column("mean") : NaN) nooutput
        place[i] = STATS_max
    }
    high = larger(high, 1e-9)
    top = what eq 'headcount' ? ceil_to(high, tick_step(0, high)) : larger(1.0, high)
    gap = top * (n > 3 ? 0.14 : 0.11)
    eval apart
    if (what eq 'headcount') {
        eval ticks('y', 0, high)
        set ylabel "Seats\n(thin: productive)"
        set xlabel ''
    } else {
        set yrange [0:top]
        set ytics ('0%%' 0, '25%%' 0.25, '50%%' 0.5, '75%%' 0.75, '100%%' 1)
        set ylabel 'Utilisation'
        set xlabel 'Months from the start (means)'
    }
    eval month_ticks(first - 1, last)
    do for [i = 1:n] { set label i label[i] at last, place[i] offset 1, 0 textcolor rgb dark[i] }
    if (what eq 'headcount') {
        plot for [i = 1:n] file using (month(i, what)):(column("mean")) with @joined lt i lw 2.4, \
             for [i = 1:n] file using (month(i, 'productive_headcount')):(column("mean")) with @joined lt i lw 1
    } else {
        plot for [i = 1:n] file using (month(i, what)):(column("mean")) with @joined lt i lw 2.4
    }
    unset label 99
}
unset multiplot
