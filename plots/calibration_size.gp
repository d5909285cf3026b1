# SPDX-License-Identifier: GPL-3.0-or-later
# calibration_size.gp - the share of won deals above an amount, as seen and as fitted.
#
# Reads ../curves.csv: curve (size, size fit), series (a segment), x, y.

load 'style.gp'
eval out('calibration_size')
headline_text = title_calibration_size
eval headline
is(c, s) = stringcolumn("curve") eq c && stringcolumn("series") eq s && column("x") > 0
set logscale x
set format x '%.0s%c'
set yrange [0:1]
set xlabel 'Amount'
set ylabel 'Share of won deals above (dots: seen, lines: fit)'
file = '../curves.csv'
plot for [i = 1:n_segments] file using (is('size', segments[i]) ? column("x") : NaN):(column("y")) with points pt 7 ps 0.3 lc rgb colour[(i - 1) % 6 + 1] title segments[i], \
     for [i = 1:n_segments] file using (is('size fit', segments[i]) ? column("x") : NaN):(column("y")) with lines lc rgb colour[(i - 1) % 6 + 1] lw 1.5 notitle
