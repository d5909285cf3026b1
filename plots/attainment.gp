# SPDX-License-Identifier: GPL-3.0-or-later
# attainment.gp - how rep-periods spread over quota attainment, all roles with a quota.
#
# Reads ../attainment.csv: scenario, team, role, from, to (empty: no end), count.

load 'style.gp'
eval out('attainment')
file = '../attainment.csv'
array total[n]; array reached[n]
last = 1.0; shown = 0; endless = 1e9
stats file using (strlen(stringcolumn("to")) == 0 ? column("from") : NaN) nooutput
if (STATS_records > 0) { endless = STATS_min }
do for [i = 1:n] {
    stats file using (is_team(i) ? column("count") : NaN) nooutput
    total[i] = STATS_records > 0 ? STATS_sum : 0
    if (total[i] > 0) {
        shown = shown + 1
        stats file using (is_team(i) && column("from") > 0.95 ? column("count") : NaN) nooutput
        reached[i] = STATS_sum / total[i]
        stats file using (is_team(i) && column("count") > 0.002 * total[i] ? column("from") : NaN) nooutput
        last = larger(last, STATS_max)
    }
}
headline_text = title_attainment
eval headline
set multiplot layout larger(shown, 1), 1 margins 0.04, 0.97, 0.13, 0.85 spacing 0.1, 0.085
unset key
set style fill solid 0.7
set boxwidth 0.09
set yrange [0:*]
set xrange [0 : last + 0.15]
unset ytics
set grid noytics
set border 1
set arrow 1 from 1, graph 0 to 1, graph 1 nohead lc rgb ink lw 1.4 dt (6, 4)
drawn = 0
do for [i = 1:n] {
    if (total[i] > 0) {
        drawn = drawn + 1
        # One axis for all: its numbers stand below the last.
        set xtics ('' 0)
        do for [k = 0 : int(10 * last + 1) : 2] { set xtics add ((drawn < shown ? '' : sprintf(k / 10.0 > endless - 0.05 ? "%d%%%%+" : "%d%%%%", 10 * k)) k / 10.0) }
        set xlabel drawn == shown ? 'Quota attainment of a rep in a period (heights: share of rep-periods)' : ''
        set label 1 sprintf("%s: %.0f%% of rep-periods reach the quota", label[i], 100 * reached[i]) at graph 0.995, graph 1 offset 0, 0.5 right textcolor rgb dark[i]
        plot file using (is_team(i) ? column("from") + 0.05 : NaN):(column("count") / total[i]) smooth frequency with boxes lc rgb colour[i]
        unset label 99
    }
}
unset multiplot
