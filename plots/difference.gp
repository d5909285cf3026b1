# SPDX-License-Identifier: GPL-3.0-or-later
# difference.gp - how far every other team stays behind the best one: mean difference of
# contribution on the same luck, with its 95% interval.
#
# Reads ../compare.csv: scenario_a, team_a, scenario_b, team_b, metric (contribution),
# mean_difference, ci_low, ci_high, p_a_beats_b.

load 'style.gp'
eval out('difference')
file = '../compare.csv'
is_side(i, s) = (scenario[i] eq '' || stringcolumn("scenario_".s) eq scenario[i]) && stringcolumn("team_".s) eq team[i]
is_pair(i) = stringcolumn("metric") eq 'contribution' && ((is_side(best, 'a') && is_side(i, 'b')) || (is_side(best, 'b') && is_side(i, 'a')))
sign(i) = is_side(best, 'a') ? -1 : 1
ci(i, end) = column(sign(i) > 0 ? "ci_".end : end eq 'low' ? "ci_high" : "ci_low") * sign(i)
odds(i) = sign(i) > 0 ? column("p_a_beats_b") : 1 - column("p_a_beats_b")

low = 0.0; high = 0.0
array middle[n]; array wins[n]; array end[n]
do for [i = 1:n] {
    if (i != best) {
        stats file using (is_pair(i) ? ci(i, 'low') : NaN):(ci(i, 'high')) nooutput
        low = smaller(low, STATS_min_x)
        high = larger(high, STATS_max_y)
        end[i] = STATS_max_y
        stats file using (is_pair(i) ? column("mean_difference") * sign(i) : NaN):(odds(i)) nooutput
        middle[i] = STATS_max_x
        wins[i] = STATS_max_y
    }
}
scale = scale_of(low, high)
headline_text = title_difference
eval headline
eval ticks('x', (low - 0.12 * (high - low)) / scale, high / scale)
set xlabel sprintf("Contribution less that of %s in the same futures (%s%s); bars: 95%% interval", label[best], scale_word(scale), currency)
set yrange [0.4 : n + 0.6]
set ytics () scale 0
do for [i = 1:n] { set ytics add (tick(label[i]) n + 1 - i) }
set border 1
set grid noytics
set grid xtics lc rgb faint lw 0.8 lt 1
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb ink lw 1
set rmargin 6
unset key
do for [i = 1:n] {
    if (i == best) {
        set label i 'the best ' at 0, n + 1 - i offset -0.6, 0 right textcolor rgb dark[i]
    } else {
        # Near the left end the text begins there, so that it does not run over the names.
        set label i sprintf("%s (ahead in %.0f%% of futures)", three(middle[i] / scale), 100 * wins[i]) offset 0, 1.1 textcolor rgb dark[i]
        if (middle[i] - low < 0.2 * (high - low)) { set label i at low / scale, n + 1 - i left } else { set label i at middle[i] / scale, n + 1 - i center }
    }
}
plot for [i = 1:n] file using (is_pair(i) ? column("mean_difference") * sign(i) / scale : NaN):(n + 1 - i):(ci(i, 'low') / scale):(ci(i, 'high') / scale) with xerrorbars lt i dt solid lw 2.4 pt 7 ps 1, \
     '+' using (0):(n + 1 - best) every ::0::0 with points lt best pt 7 ps 1.3
