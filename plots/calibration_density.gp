# SPDX-License-Identifier: GPL-3.0-or-later
# calibration_density.gp - where deal sizes lie: won deals by steps of the logarithm, as seen and
# as the scenario draws them.
#
# Reads ../curves.csv: curve (density), series (seen, drawn), x (the middle of a step), y, low and
# high (of seen: the step).

load 'style.gp'
eval out('calibration_density')
headline_text = title_calibration_density
eval headline
is(s) = stringcolumn("curve") eq 'density' && stringcolumn("series") eq s
set logscale x
set format x '%.0s%c'
set yrange [0:*]
set xlabel 'Amount'
set ylabel 'Share of won deals in a step'
file = '../curves.csv'
plot file using (is('seen') ? column("x") : NaN):(column("y")):(column("low")):(column("high")):(0):(column("y")) with boxxyerror fs solid 0.35 noborder lc rgb colour[5] title 'seen', \
     file using (is('drawn') ? column("x") : NaN):(column("y")) with lines lt 1 lw 2 title 'as the scenario draws them'
