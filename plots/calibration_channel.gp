# SPDX-License-Identifier: GPL-3.0-or-later
# calibration_channel.gp - win rates of inside and outside: raw, and by deals of like size.
#
# Reads ../curves.csv: curve (channel), series (inside, outside), x (1 raw, 2 like for like), y,
# low, high.

load 'style.gp'
eval out('calibration_channel')
headline_text = title_calibration_channel
eval headline
is(s) = stringcolumn("curve") eq 'channel' && stringcolumn("series") eq s
set xrange [0.5:2.5]
set yrange [0:*]
set offsets 0, 0, graph 0.08, 0
set xtics ('raw' 1, 'like for like' 2)
set ylabel 'Share of closed deals won (bars: 95%)'
file = '../curves.csv'
plot file using (is('inside') ? column("x") - 0.06 : NaN):(column("y")):(column("low")):(column("high")) with yerrorbars pt 7 ps 1.4 lc rgb colour[1] lw 2 title 'inside', \
     file using (is('outside') ? column("x") + 0.06 : NaN):(column("y")):(column("low")):(column("high")) with yerrorbars pt 5 ps 1.4 lc rgb colour[6] lw 2 title 'outside'
