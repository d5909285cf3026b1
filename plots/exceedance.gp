# SPDX-License-Identifier: GPL-3.0-or-later
# exceedance.gp - how likely each team is to reach a level of contribution, and of bookings
# (with the target, where there is one).
#
# Reads ../distribution.csv: scenario, team, metric (contribution, bookings), x, density,
# exceedance.

load 'style.gp'
eval out('exceedance')
file = '../distribution.csv'
headline_text = title_exceedance
eval headline
set multiplot layout 1, 2 margins 0.085, 0.965, 0.15 + 0.036 * rows(longest_label + 6), 0.87 spacing 0.1, 0.1
set ytics ('0%%' 0, '25%%' 0.25, '50%%' 0.5, '75%%' 0.75, '100%%' 1)
set grid xtics
unset key
eval legend
do for [what in "contribution bookings"] {
    low = 0.0; high = 0.0
    eval free
    do for [i = 1:n] {
        stats file using (is_row(i, what) ? column("density") : NaN) nooutput
        top = STATS_max
        stats file using (is_row(i, what) && column("density") > 0.004 * top ? column("x") : NaN) nooutput
        low = smaller(low, STATS_min)
        high = larger(high, STATS_max)
    }
    if (what eq 'bookings' && target == target) { high = larger(high, target) }
    scale = scale_of(low, high)
    set ylabel what eq 'contribution' ? 'Share of futures that reach it' : ''
    set xlabel sprintf("%s (%s%s)", what eq 'contribution' ? 'Contribution' : 'Bookings', scale_word(scale), currency)
    if (what eq 'bookings' && target == target) {
        set arrow 1 from target / scale, 0 to target / scale, 1 nohead lc rgb ink lw 1.4 dt (6, 4)
        set label 1 target_of eq '' ? 'target' : 'target of '.target_of at target / scale, 1 offset 0, 0.6 center textcolor rgb ink
    }
    if (what eq 'contribution' && low < 0) { set arrow 2 from 0, 0 to 0, 1 nohead lc rgb ink lw 1 } else { unset arrow 2 }
    eval ticks_by('x', low / scale, high / scale, 3.0)
    set yrange [0:1]
    plot for [i = 1:n] file using (is_row(i, what) ? column("x") / scale : NaN):(column("exceedance")) with lines lt i lw 2.4
    unset label 99
}
unset multiplot
