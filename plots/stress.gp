# SPDX-License-Identifier: GPL-3.0-or-later
# stress.gp - what each stress takes from each team: mean difference to the base in the same
# futures, with its 95% interval.
#
# Reads ../stress.csv: stress, team, metric, difference, difference_low, difference_high.

load 'style.gp'
eval out('stress')
file = '../stress.csv'
is_cell(i) = stringcolumn("team") eq team[i] && stringcolumn("metric") eq metric && place_of(stringcolumn("stress"), 1) > 0
place_of(name, k) = k > n_row ? 0 : row[k] eq name ? k : place_of(name, k + 1)
# Stresses from the top, the teams of one close together.
spread = 0.66
height(i) = n_row + 1 - place_of(stringcolumn("stress"), 1) + spread * ((n + 1) / 2.0 - i) / n

low = 0.0; high = 0.0
do for [i = 1:n] {
    stats file using (is_cell(i) ? column("difference_low") : NaN):(column("difference_high")) nooutput
    low = smaller(low, STATS_min_x)
    high = larger(high, STATS_max_y)
}
scale = scale_of(low, high)
headline_text = title_stress
eval headline
eval ticks('x', low / scale, high / scale)
set xlabel sprintf("%s less that without stress, in the same futures (%s%s); bars: 95%% interval", metric_name, scale_word(scale), unit)
set yrange [0.4 : n_row + 0.6]
set ytics () scale 0
do for [k = 1:n_row] { set ytics add (tick(row[k]) n_row + 1 - k) }
set border 1
set grid noytics
set grid xtics lc rgb faint lw 0.8 lt 1
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb ink lw 1
set rmargin 6
set bmargin 6
set key at screen 0.5, screen 0.02 center bottom horizontal reverse Left samplen 1.5 width 1
do for [k = 1:n_row - 1] { set arrow 10 + k from graph 0, first k + 0.5 to graph 1, first k + 0.5 nohead lc rgb faint lw 0.5 }
plot for [i = 1:n] file using (is_cell(i) ? column("difference") / scale : NaN):(height(i)):(column("difference_low") / scale):(column("difference_high") / scale) with xerrorbars lt i dt solid lw 2 pt (i == 1 ? 7 : i == 2 ? 5 : i == 3 ? 9 : i == 4 ? 11 : i == 5 ? 13 : 6) ps 1 title label[i]
