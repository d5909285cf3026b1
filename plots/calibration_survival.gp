# SPDX-License-Identifier: GPL-3.0-or-later
# calibration_survival.gp - the share of deals still open by age: as seen with its band, and the
# best family.
#
# Reads ../curves.csv: curve (survival), series (seen, fit), x, y, low, high.

load 'style.gp'
eval out('calibration_survival')
headline_text = title_calibration_survival
eval headline
is(s) = stringcolumn("curve") eq 'survival' && stringcolumn("series") eq s
set yrange [0:1]
set xlabel 'Days since the deal was opened'
set ylabel 'Share still open'
file = '../curves.csv'
plot file using (is('seen') ? column("x") : NaN):(column("low")):(column("high")) with filledcurves fc rgb colour[1] notitle, \
     '' using (is('seen') ? column("x") : NaN):(column("y")) with steps lt 1 lw 2 title 'seen (95% band)', \
     '' using (is('fit') ? column("x") : NaN):(column("y")) with lines lt 6 lw 2 title 'best family'
