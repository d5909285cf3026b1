# SPDX-License-Identifier: GPL-3.0-or-later
# response.gp - how long leads wait for a first answer, by the month in which it comes: mean,
# and the band of 90% of futures.
#
# Reads ../monthly.csv: scenario, team, month, metric (response_time), n, mean, p5, p95.

load 'style.gp'
eval out('response')
file = '../monthly.csv'
what = 'response_time'
month(i) = is_row(i, what) && column("n") > 0 ? column("month") + 1 : NaN

high = 0.0; first = 1e9; last = 0
do for [i = 1:n] {
    stats file using (month(i)):(column("p95")) nooutput
    first = smaller(first, STATS_min_x)
    last = larger(last, STATS_max_x)
    high = larger(high, STATS_max_y)
}
# Hours below four days.
unit = high < 4 ? 24.0 : 1.0
eval last_months
do for [i = 1:n] {
    stats file using (month(i) == end[i] ? column("mean") * unit : NaN) nooutput
    place[i] = STATS_records > 0 ? STATS_max : 0
}
high = larger(high * unit, 1e-9)
gap = high * 0.055
eval apart
headline_text = title_response
eval headline
eval ticks('y', 0, high)
eval month_ticks(first - 1, last)
set ylabel sprintf("Response time (%s)", unit == 24 ? 'hours' : 'days')
set xlabel 'Months from the start (line: mean; band: 5% to 95% of futures)'
set rmargin label_room
unset key
do for [i = 1:n] { set label i label[i] at last, place[i] offset 1, 0 textcolor rgb dark[i] }
plot for [i = 1:n] file using (month(i)):(column("p5") * unit):(column("p95") * unit) with filledcurves fc rgb colour[i], \
     for [i = 1:n] for [edge in "p5 p95"] file using (month(i)):(column(edge) * unit) with lines lt i lw 0.7, \
     for [i = 1:n] file using (month(i)):(column("mean") * unit) with @joined lt i lw 2.6
