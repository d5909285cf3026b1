# SPDX-License-Identifier: GPL-3.0-or-later
# calibration_incidence.gp - the shares of deals won and lost by age, as competing ends.
#
# Reads ../curves.csv: curve (incidence), series (won, lost), x, y, low, high.

load 'style.gp'
eval out('calibration_incidence')
headline_text = title_calibration_incidence
eval headline
is(s) = stringcolumn("curve") eq 'incidence' && stringcolumn("series") eq s
set yrange [0:1]
set key left top
set xlabel 'Days since the deal was opened'
set ylabel 'Share of all deals'
file = '../curves.csv'
plot for [s in "won lost"] file using (is(s) ? column("x") : NaN):(column("low")):(column("high")) with filledcurves fc rgb (s eq 'won' ? colour[1] : colour[6]) notitle, \
     file using (is('won') ? column("x") : NaN):(column("y")) with steps lt 1 lw 2 title 'won (95% band)', \
     file using (is('lost') ? column("x") : NaN):(column("y")) with steps lt 6 lw 2 title 'lost'
