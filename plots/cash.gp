# SPDX-License-Identifier: GPL-3.0-or-later
# cash.gp - bookings of each month, and cumulative cash with its lowest point (of the mean).
#
# Reads ../monthly.csv: scenario, team, month, metric (bookings, cumulative_cash), mean.

load 'style.gp'
eval out('cash')
file = '../monthly.csv'
headline_text = title_cash
eval headline
# Below the picture stand the lowest points in words, as many in a row as fit.
lowest(i) = sprintf("%s: lowest %s in month %d", name[i], three(deepest[i] / scale), when[i])
chars = int(0.8 * (longest_label + 28))
eval last_months
bottom = 0.125 + 0.036 * rows(chars)
set multiplot layout 2, 1 margins 0.125, label_edge, bottom, 0.87 spacing 0.1, 0.1
unset key
set ylabel offset -1.5, 0
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
        stats file using (month(i, what) == end[i] ? column("mean") / scale : NaN) nooutput
        place[i] = STATS_max
    }
    gap = room(low / scale, high / scale, n > 3 ? 0.16 : 0.11)
    eval apart
    eval ticks_by('y', low / scale, high / scale, 3.5)
    eval month_ticks(first - 1, last)
    set ylabel sprintf("%s\n(%s%s)", what eq 'bookings' ? 'Bookings a month' : 'Cumulative cash', scale_word(scale), currency)
    set xlabel what eq 'bookings' ? '' : 'Months from the start (means; dots: lowest cash)'
    set xzeroaxis lc rgb ink lw 1 lt 1
    do for [i = 1:n] {
        set label i label[i] at last, place[i] offset 1, 0 textcolor rgb dark[i]
        if (what eq 'cumulative_cash') {
            set label 20 + i '' at when[i], deepest[i] / scale point lt i pt 7 ps 1.2
            set label 30 + i lowest(i) at screen left_of(i, chars), screen 0.025 + 0.036 * row_of(i, chars) left textcolor rgb dark[i] font ',10'
        }
    }
    plot for [i = 1:n] file using (month(i, what)):(column("mean") / scale) with @joined lt i lw 2.2
    unset label 99
}
unset multiplot
