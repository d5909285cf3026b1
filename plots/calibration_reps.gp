# SPDX-License-Identifier: GPL-3.0-or-later
# calibration_reps.gp - a funnel plot: each rep's win rate by closed deals, within the band in
# which chance alone keeps 95 of 100.
#
# Reads ../curves.csv: curve (reps: x deals, y; reps band: x deals, y the rate of all, low, high).

load 'style.gp'
eval out('calibration_reps')
headline_text = title_calibration_reps
eval headline
is(c) = stringcolumn("curve") eq c
set xrange [0:*]
set yrange [0:1]
set xlabel 'Closed deals of the rep'
set ylabel 'Share won'
set key right top
file = '../curves.csv'
plot file using (is('reps band') ? column("x") : NaN):(column("low")):(column("high")) with filledcurves fs solid 0.2 noborder fc rgb colour[5] title '95 of 100 reps who do not differ', \
     file using (is('reps band') ? column("x") : NaN):(column("y")) with lines lt 2 lw 1.5 title 'all deals', \
     file using (is('reps') ? column("x") : NaN):(column("y")) with points pt 7 ps 0.9 lc rgb colour[1] title 'a rep'
