# SPDX-License-Identifier: GPL-3.0-or-later
# calibration_survival.gp - the share of deals still open by age: as seen with its band, the best
# family, and, where some never close, the best that says so.
#
# Reads ../curves.csv: curve (survival), series (seen, fit, cured), x, y, low, high.

load 'style.gp'
eval out('calibration_survival')
headline_text = title_calibration_survival
eval headline
is(s) = stringcolumn("curve") eq 'survival' && stringcolumn("series") eq s
set yrange [0:1]
set xrange [0:*]
set xlabel 'Days since the deal was opened'
set ylabel 'Share still open'
file = '../curves.csv'
n_cured = 0
stats file using (n_cured = n_cured + (is('cured') ? 1 : 0), column("x")) nooutput
plot file using (is('seen') ? column("x") : NaN):(column("low")):(column("high")) with filledcurves fs solid 0.25 noborder fc rgb colour[5] notitle, \
     '' using (is('seen') ? column("x") : NaN):(column("y")) with steps lt 1 lw 2 title 'seen (95% band)', \
     '' using (is('fit') ? column("x") : NaN):(column("y")) with lines lt 6 lw 2 title 'best family', \
     '' using (is('cured') ? column("x") : NaN):(column("y")) with lines lt 3 lw 2.5 title (n_cured > 0 ? 'best family with some that never close' : '')
