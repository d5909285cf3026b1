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
if (n_segments > 1) set key outside right top; else unset key
file = '../curves.csv'
mark(i) = i <= 6 ? 7 : 9
plot for [i = 1:n_segments] file using (is('size', segments[i]) ? column("x") : NaN):(column("y")) with points pt mark(i) ps (i <= 6 ? 0.4 : 0.6) lc rgb colour[(i - 1) % 6 + 1] notitle, \
     for [i = 1:n_segments] file using (is('size fit', segments[i]) ? column("x") : NaN):(column("y")) with lines lc rgb colour[(i - 1) % 6 + 1] lw 1.5 notitle, \
     for [i = 1:n_segments] NaN with linespoints pt mark(i) ps 1 lw 1.5 lc rgb colour[(i - 1) % 6 + 1] title segments[i]
