# SPDX-License-Identifier: GPL-3.0-or-later
# distribution.gp - how contribution spreads over the futures, one row per team, with the
# levels that 5%, 50% and 95% of the futures stay below.
#
# Reads ../distribution.csv: scenario, team, metric (contribution), x, density, and
# ../summary.csv: scenario, team, segment, role, metric (contribution), p5, p50, p95.

load 'style.gp'
eval out('distribution')
curve = '../distribution.csv'
table = '../summary.csv'
what = 'contribution'

# The range that holds all but the thin ends of every curve.
low = 0.0; high = 0.0; peak = 0.0
array p5[n]; array p50[n]; array p95[n]
do for [i = 1:n] {
    stats curve using (is_row(i, what) ? column("x") : NaN):(column("density")) nooutput
    top = STATS_max_y
    peak = larger(peak, top)
    stats curve using (is_row(i, what) && column("density") > 0.004 * top ? column("x") : NaN) nooutput
    low = i == 1 ? STATS_min : smaller(low, STATS_min)
    high = i == 1 ? STATS_max : larger(high, STATS_max)
    stats table using (is_total(i, what) ? column("p5") : NaN) nooutput
    p5[i] = STATS_max
    stats table using (is_total(i, what) ? column("p50") : NaN) nooutput
    p50[i] = STATS_max
    stats table using (is_total(i, what) ? column("p95") : NaN) nooutput
    p95[i] = STATS_max
}
scale = scale_of(low, high)
row(i) = n - i

headline_text = title_distribution
eval headline
eval ticks('x', low / scale, high / scale)
set xrange [low / scale : high / scale]
set yrange [-0.32 : n - 0.02]
set xlabel sprintf("Contribution (%s%s); marks: 5%%, 50%% and 95%% of futures stay below", scale_word(scale), currency)
set ytics () scale 0
do for [i = 1:n] { set ytics add (tick(label[i]) row(i)) }
set border 1
set grid noytics
set grid xtics lc rgb faint lw 0.8 lt 1
unset key
if (low < 0 && high > 0) { set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb ink lw 1 }
do for [i = 1:n] {
    do for [m = 1:3] {
        x = (m == 1 ? p5[i] : m == 2 ? p50[i] : p95[i]) / scale
        set arrow 10 * i + m from x, row(i) - 0.04 to x, row(i) + (m == 2 ? 0.3 : 0.16) nohead front lc rgb dark[i] lw (m == 2 ? 2.6 : 1.6)
        set label 10 * i + m three(x) at x, row(i) - 0.04 center offset 0, -0.75 front textcolor rgb dark[i] font ',11'
    }
}
x(i) = is_row(i, what) ? column("x") / scale : NaN
y(i) = row(i) + 0.88 * column("density") / peak
plot for [i = 1:n] curve using (x(i)):(row(i)):(y(i)) with filledcurves fc rgb colour[i] fs transparent solid 0.3, \
     for [i = 1:n] curve using (x(i)):(y(i)) with lines lt i lw 2
