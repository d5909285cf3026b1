# SPDX-License-Identifier: GPL-3.0-or-later
# cost.gp - what each team's cost is made of: mean over the counted months, stacked.
#
# Reads ../summary.csv: scenario, team, segment, role, metric (cost, cost.salary ...
# cost.leads), mean.

load 'style.gp'
eval out('cost')
file = '../summary.csv'
parts = "salary commission oncost tools overhead travel hiring training management leads"
n_parts = words(parts)
# Greys are in order too, and every part of some size is named inside its bar.
array shade[10] = [0x08306B, 0x2171B5, 0x6BAED6, 0xC6DBEF, 0xE8E8E8, 0xFDD49E, 0xFDAE6B, 0xE6550D, 0xA63603, 0x5A1F00]
array light[10] = [1, 1, 0, 0, 0, 0, 0, 0, 1, 1]

array total[n]
# Long names of teams leave less room for those of the parts.
squeeze = 0.8 / (0.87 - 0.0085 * longest_label)
high = 0.0
do for [i = 1:n] {
    stats file using (is_total(i, 'cost') ? column("mean") : NaN) nooutput
    total[i] = STATS_max
    high = larger(high, total[i])
}
scale = scale_of(0, high)
headline_text = title_cost
eval headline
set xlabel sprintf("Mean cost (%s%s)", scale_word(scale), currency)
set ytics () scale 0
do for [i = 1:n] { set ytics add (tick(label[i]) n + 1 - i) }
set border 1
set grid noytics
set grid xtics lc rgb faint lw 0.8 lt 1
set rmargin 12
set style fill solid 1 border lc rgb 'white'
set key at screen 0.98, screen 0.9 right top horizontal reverse Left samplen 1 maxrows 2 width 1 font ',10'
k = 1
do for [i = 1:n] {
    at = 0.0
    do for [p = 1:n_parts] {
        stats file using (is_total(i, 'cost.'.word(parts, p)) ? column("mean") : NaN) nooutput
        part = STATS_max
        set object k rectangle from at / scale, n + 1 - i - 0.34 to (at + part) / scale, n + 1 - i + 0.34 fc rgb shade[p] fs solid 1 border lc rgb 'white' lw 0.5
        if (part > high * (0.018 + 0.0115 * strlen(word(parts, p))) * squeeze) {
            set label k word(parts, p) at (at + part / 2) / scale, n + 1 - i center front textcolor rgb (light[p] ? 0xFFFFFF : 0x111111) font ',10'
        }
        at = at + part
        k = k + 1
    }
    set label k three(total[i] / scale) at total[i] / scale, n + 1 - i offset 0.6, 0 left textcolor rgb ink
    k = k + 1
}
set tmargin 6
eval ticks('x', 0, high / scale)
set yrange [0.4 : n + 0.6]
plot for [p = 1:n_parts] NaN with boxes lc rgb shade[p] title word(parts, p)
