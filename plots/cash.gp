# SPDX-License-Identifier: GPL-3.0-or-later
# cash.gp - bookings of each month, and cumulative cash with its lowest point (of the mean).
#
# Reads ../monthly.csv: scenario, team, month, metric (bookings, cumulative_cash), mean.

load 'style.gp'
eval out('cash')
file = '../monthly.csv'
headline_text = title_cash
eval headline
set multiplot layout 2, 1 margins 0.125, 0.83, 0.12, 0.87 spacing 0.1, 0.1
unset key
set ylabel offset -1.5, 0
array place[n]
array deepest[n]; array when[n]
month(i, what) = is_row(i, what) ? column("month") + 1 : NaN
do for [what in "bookings cumulative_cash"] {
    low = 0.0; high = 0.0; first = 1e9; last = 0
    eval free
    do for [i = 1:n] {
        stats file using (month(i, what)):(column("mean")) nooutput
        first = smaller(first, STATS_min_x)
        last = larger(last, STATS_max_x)
        low = smaller(low, STATS_min_y)
        high = larger(high, STATS_max_y)
        deepest[i] = STATS_min_y
        when[i] = STATS_pos_min_y
    }
    scale = scale_of(low, high)
    do for [i = 1:n] {
        stats file using (month(i, what) == last ? column("mean") / scale : NaN) nooutput
        place[i] = STATS_max
    }
    gap = room(low / scale, high / scale, 0.11)
    eval apart
    eval ticks('y', low / scale, high / scale)
    eval month_ticks(first - 1, last)
    set ylabel sprintf("%s\n(%s%s)", what eq 'bookings' ? 'Bookings a month' : 'Cumulative cash', scale_word(scale), currency)
    set xlabel what eq 'bookings' ? '' : 'Months from the start (means; dots: lowest cash)'
    set xzeroaxis lc rgb ink lw 1 lt 1
    do for [i = 1:n] {
        set label i label[i] at last, place[i] offset 1, 0 textcolor rgb dark[i]
        if (what eq 'cumulative_cash') {
            set label 20 + i short(deepest[i] / scale) at when[i], deepest[i] / scale offset 0, -0.9 - 0.9 * (i - 1) center textcolor rgb dark[i] font ',10' point lt i pt 7 ps 0.9
        }
    }
    plot for [i = 1:n] file using (month(i, what)):(column("mean") / scale) with lines lt i lw 2.2
    unset label 99
}
unset multiplot
