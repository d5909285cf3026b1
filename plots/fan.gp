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
    first = STATS_min_x < first ? STATS_min_x : first
    last = STATS_max_x > last ? STATS_max_x : last
    low = STATS_min_y < low ? STATS_min_y : low
    stats file using (is_row(i, what) ? column("p95") : NaN) nooutput
    high = STATS_max > high ? STATS_max : high
}
array final[n]
do for [i = 1:n] {
    stats file using (is_row(i, what) && column("month") + 1 == last ? column("mean") : NaN) nooutput
    final[i] = STATS_max
}

# Labels at the ends of the lines, moved apart where they would touch.
array place[n]
gap = (high - low) * 0.055
do for [i = 1:n] { place[i] = final[i] }
do for [round = 1:60] {
    do for [i = 1:n] {
        do for [j = i + 1:n] {
            d = place[i] - place[j]
            if (abs(d) < gap) {
                push = (gap - abs(d)) / 2
                place[i] = place[i] + (d >= 0 ? push : -push)
                place[j] = place[j] - (d >= 0 ? push : -push)
            }
        }
    }
}

scale = scale_of(low, high)
step = tick_step(low / scale, high / scale)
headline_text = title_fan
eval headline
set ylabel sprintf("Cumulative contribution (%s%s)", scale_word(scale), currency)
set xlabel 'Months from the start (line: mean; band: 5% to 95% of futures)'
set yrange [floor(low / scale / step) * step : ceil(high / scale / step) * step]
set xrange [first - 1 : last]
every = (last - first) > 60 ? 12 : (last - first) > 24 ? 6 : (last - first) > 12 ? 3 : 1
set xtics every
set ytics ()
do for [k = floor(low / scale / step) : ceil(high / scale / step)] {
    set ytics add (short(k * step) k * step)
}
set xzeroaxis lc rgb ink lw 1 lt 1
set rmargin 22
set tmargin 3.5
unset key
do for [i = 1:n] {
    set label i label[i] at last, place[i] / scale offset 1, 0 textcolor rgb dark[i]
}
plot for [i = 1:n] file using (is_row(i, what) ? column("month") + 1 : NaN):(column("p5") / scale):(column("p95") / scale) with filledcurves fc rgb colour[i], \
     for [i = 1:n] for [edge in "p5 p95"] file using (is_row(i, what) ? column("month") + 1 : NaN):(column(edge) / scale) with lines lt i lw 0.7, \
     for [i = 1:n] file using (is_row(i, what) ? column("month") + 1 : NaN):(column("mean") / scale) with lines lt i lw 2.6
