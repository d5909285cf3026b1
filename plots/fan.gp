# SPDX-License-Identifier: GPL-3.0-or-later
# fan.gp - cumulative contribution by month, per team: mean, and the band of 90% of futures.
#
# Reads ../monthly.csv: scenario, team, month, metric (cumulative_contribution), mean, p5, p95.

load 'style.gp'
eval out('fan')
file = '../monthly.csv'
what = 'cumulative_contribution'

low = 0.0; high = 0.0; first = 1e9; last = 0
do for [i = 1:n] {
    stats file using (is_row(i, what) ? column("month") + 1 : NaN):(column("p5")) nooutput
    first = smaller(first, STATS_min_x)
    last = larger(last, STATS_max_x)
    low = smaller(low, STATS_min_y)
    stats file using (is_row(i, what) ? column("p95") : NaN) nooutput
    high = larger(high, STATS_max)
}
scale = scale_of(low, high)
eval last_months
do for [i = 1:n] {
    stats file using (is_row(i, what) && column("month") + 1 == end[i] ? column("mean") / scale : NaN) nooutput
    place[i] = STATS_max
}
gap = room(low / scale, high / scale, 0.055)
eval apart

headline_text = title_fan
eval headline
eval ticks('y', low / scale, high / scale)
eval month_ticks(first - 1, last)
set ylabel sprintf("Cumulative contribution (%s%s)", scale_word(scale), currency)
set xlabel 'Months from the start (line: mean; band: 5% to 95% of futures)'
set xzeroaxis lc rgb ink lw 1 lt 1
set rmargin label_room
unset key
do for [i = 1:n] {
    set label i label[i] at last, place[i] offset 1, 0 textcolor rgb dark[i]
}
month(i) = is_row(i, what) ? column("month") + 1 : NaN
plot for [i = 1:n] file using (month(i)):(column("p5") / scale):(column("p95") / scale) with filledcurves fc rgb colour[i], \
     for [i = 1:n] for [edge in "p5 p95"] file using (month(i)):(column(edge) / scale) with lines lt i lw 0.7, \
     for [i = 1:n] file using (month(i)):(column("mean") / scale) with @joined lt i lw 2.6
