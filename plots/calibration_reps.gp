# SPDX-License-Identifier: GPL-3.0-or-later
# calibration_reps.gp - a funnel plot: each rep's win rate by closed deals, within the band in
# which chance alone keeps 95 of 100.
#
# Reads ../curves.csv: curve (reps), x (deals), y, low, high.

load 'style.gp'
eval out('calibration_reps')
headline_text = title_calibration_reps
eval headline
is_rep(s) = stringcolumn("curve") eq 'reps'
set yrange [0:1]
set xlabel 'Closed deals of the rep'
set ylabel 'Share won'
unset key
file = '../curves.csv'
plot file using (is_rep(0) ? column("x") : NaN):(column("low")) smooth unique with lines lt 5 lw 1.5, \
     file using (is_rep(0) ? column("x") : NaN):(column("high")) smooth unique with lines lt 5 lw 1.5, \
     file using (is_rep(0) ? column("x") : NaN):(column("y")) with points pt 7 ps 0.9 lc rgb colour[1]
