# SPDX-License-Identifier: GPL-3.0-or-later
# funnel.gp - how many deals become ready for each stage, and how many are won: means.
#
# Reads ../summary.csv: scenario, team, segment, role, metric (stage_entries.STAGE, won), mean.

load 'style.gp'
eval out('funnel')
file = '../summary.csv'
is_entry(i) = is_team(i) && stringcolumn("segment") eq 'all' && stringcolumn("role") eq 'all' && (substr(stringcolumn("metric"), 1, 14) eq 'stage_entries.' || stringcolumn("metric") eq 'won')
stage_name(metric) = metric eq 'won' ? 'won' : substr(metric, 15, strlen(metric))

high = 0.0; longest = 1
do for [i = 1:n] {
    stats file using (is_entry(i) ? column("mean") : NaN) nooutput
    high = larger(high, STATS_max)
    longest = larger(longest, STATS_records)
}
headline_text = title_funnel
eval headline
across = n > 3 ? 3 : n
set multiplot layout (n > 3 ? 2 : 1), across margins 0.015, 0.985, 0.04, 0.86 spacing 0.03, 0.09
unset key
set label 97 'Means; in brackets: share of the stage before' at screen 0.982, screen 0.03 right textcolor rgb ink font ',10'
unset xtics
unset ytics
set border 0
unset grid
set style fill solid 0.75
do for [i = 1:n] {
    # Rows in the order of the file; won, which stands before the stages there, goes last.
    eval free
    set table $rows
    plot file using (column("mean")):(stringcolumn("metric")) with table if (is_entry(i))
    unset table
    count = |$rows|
    array metric[count]; array mean[count]
    k = 0; won = 0.0
    do for [r = 1:count] {
        if (strlen($rows[r]) > 2) {
            name = word($rows[r], 2)
            if (name eq 'won') { won = real(word($rows[r], 1)) } else { k = k + 1; metric[k] = stage_name(name); mean[k] = real(word($rows[r], 1)) }
        }
    }
    k = k + 1; metric[k] = 'won'; mean[k] = won
    do for [r = 1:longest + 2] { unset object r; unset label r; unset label 200 + r }
    do for [r = 1:k] {
        set object r rectangle from 0, 1 - r - 0.28 to mean[r], 1 - r + 0.28 fc rgb colour[i] fs solid 0.75 noborder
        set label r metric[r] at 0, 1 - r + 0.28 left offset 0.2, 0.45 textcolor rgb ink font ',10'
        set label 200 + r sprintf("%s%s", mean[r] < 99.95 ? three(mean[r]) : grouped(mean[r]), r > 1 && mean[r - 1] > 0 ? sprintf(" (%.0f%%)", 100.0 * mean[r] / mean[r - 1]) : '') at mean[r] < 0.6 * high ? mean[r] : 0, 1 - r left offset 0.5, 0 front textcolor rgb (mean[r] < 0.6 * high ? ink : 0x111111) font ',10'
    }
    set label 98 label[i] at graph 0, graph 1 left offset 0.2, 0.6 textcolor rgb dark[i]
    set xrange [0 : high * 1.02]
    set yrange [-longest + 0.3 : 0.75]
    plot NaN
    unset label 99
    unset label 97
}
unset multiplot
