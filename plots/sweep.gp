# SPDX-License-Identifier: GPL-3.0-or-later
# sweep.gp - the cases of a batch: lines where one number varies, a map where two paths do, else
# a row for each of the best cases. Means with their 95% intervals.
#
# Reads ../batch.csv: case, the varied paths, team, metric, mean, ci_low, ci_high.

load 'style.gp'
eval out('sweep')
file = '../batch.csv'
is_cell(i) = stringcolumn("team") eq team[i] && stringcolumn("metric") eq metric
shape(i) = i == 1 ? 7 : i == 2 ? 5 : i == 3 ? 9 : i == 4 ? 11 : i == 5 ? 13 : 6
place_of(name, k) = k > n_row ? 0 : row[k] eq name ? k : place_of(name, k + 1)
is_share = unit[1:5] eq 'share'
factor = is_share ? 100.0 : 1.0

low = 1e300; high = -1e300
do for [i = 1:n] {
    stats file using (is_cell(i) ? factor * column("ci_low") : NaN):(factor * column("ci_high")) nooutput
    low = smaller(low, STATS_min_x)
    high = larger(high, STATS_max_y)
}
scale = scale_of(low, high)
value_words = is_share ? '%' : scale_word(scale).unit
headline_text = title_sweep
eval headline
set bmargin 6
set key at screen 0.5, screen 0.02 center bottom horizontal reverse Left samplen 3 width 1

if (kind eq 'lines') {
    stats file using (is_cell(1) ? column(x_path) : NaN) nooutput
    x_low = STATS_min; x_high = STATS_max
    eval ticks('x', x_low, x_high)
    if (n_x_value > 0) {
        set xtics () scale 0.5
        do for [k = 1:n_x_value] { set xtics add (x_value[k] real(x_value[k])) }
    }
    eval ticks('y', low / scale, high / scale)
    set xlabel x_name
    set ylabel sprintf("%s (%s); bars: 95%% interval", metric_name, value_words)
    set xzeroaxis lc rgb ink lw 1 lt 1
    set xrange [x_low - 0.03 * (x_high - x_low) : x_high + 0.03 * (x_high - x_low)]
    line(i, what) = is_cell(i) ? factor * column(what) / scale : NaN
    if (n_x_value == 0) {
        set ylabel sprintf("%s (%s); thin: 95%% interval", metric_name, value_words)
        plot for [i = 1:n] file using (is_cell(i) ? column(x_path) : NaN):(line(i, "mean")) smooth unique with lines lt i lw 2.4 title label[i], \
             for [i = 1:n] for [edge in "ci_low ci_high"] file using (is_cell(i) ? column(x_path) : NaN):(line(i, edge)) smooth unique with lines lt i lw 0.8 notitle
    } else {
        plot for [i = 1:n] file using (is_cell(i) ? column(x_path) : NaN):(line(i, "mean")) smooth unique with lines lt i lw 2.4 title label[i], \
             for [i = 1:n] file using (is_cell(i) ? column(x_path) : NaN):(line(i, "mean")):(line(i, "ci_low")):(line(i, "ci_high")) with yerrorbars lt i dt solid lw 1.4 pt shape(i) ps 0.9 notitle
    }
}
if (kind eq 'map') {
    x_of(text, k) = k > n_x_value ? NaN : x_value[k] eq text ? k : x_of(text, k + 1)
    y_of(text, k) = k > n_y_value ? NaN : y_value[k] eq text ? k : y_of(text, k + 1)
    is_shown(dummy) = stringcolumn("team") eq best_team && stringcolumn("metric") eq metric
    stats file using (is_shown(0) ? factor * column("mean") / scale : NaN) nooutput
    dark_from = STATS_min + 0.65 * (STATS_max - STATS_min)
    set palette defined (0 '#F7FBFF', 0.5 '#9ECAE1', 1 '#2171B5')
    set xrange [0.5 : n_x_value + 0.5]
    set yrange [0.5 : n_y_value + 0.5]
    set xtics () scale 0
    do for [k = 1:n_x_value] { set xtics add (tick(x_value[k]) k) }
    set ytics () scale 0
    do for [k = 1:n_y_value] { set ytics add (tick(y_value[k]) k) }
    set xlabel x_name
    set ylabel y_name
    set cblabel sprintf("%s of %s (%s)", metric_name, best_label, value_words) offset 2.5, 0 textcolor rgb ink
    set rmargin screen 0.845
    set grid noxtics noytics
    set border 0
    unset key
    set bmargin 4
    set style fill solid 1.0
    plot file using (is_shown(0) ? x_of(stringcolumn(x_path), 1) : NaN):(y_of(stringcolumn(y_path), 1)):(0.49):(0.49):(factor * column("mean") / scale) with boxxyerror fs solid 1.0 lc palette, \
         file using (is_shown(0) ? x_of(stringcolumn(x_path), 1) : NaN):(y_of(stringcolumn(y_path), 1)):(is_shown(0) ? short(factor * column("mean") / scale) : ""):(factor * column("mean") / scale > dark_from ? 0xFFFFFF : 0x111111) with labels tc rgb variable
}
if (kind eq 'rows') {
    spread = 0.66
    height(i) = n_row + 1 - place_of(stringcolumn("case"), 1) + spread * ((n + 1) / 2.0 - i) / n
    eval ticks('x', low / scale, high / scale)
    set xlabel sprintf("%s (%s); bars: 95%% interval", metric_name, value_words)
    set yrange [0.4 : n_row + 0.6]
    set ytics () scale 0
    do for [k = 1:n_row] { set ytics add (tick(row[k]) n_row + 1 - k) }
    if (n_row > 14) { set ytics font ',10' }
    set border 1
    set grid noytics
    set grid xtics lc rgb faint lw 0.8 lt 1
    do for [k = 1:n_row - 1] { set arrow 10 + k from graph 0, first k + 0.5 to graph 1, first k + 0.5 nohead lc rgb faint lw 0.5 }
    set key samplen 1.5
    plot for [i = 1:n] file using (is_cell(i) && place_of(stringcolumn("case"), 1) > 0 ? factor * column("mean") / scale : NaN):(height(i)):(factor * column("ci_low") / scale):(factor * column("ci_high") / scale) with xerrorbars lt i dt solid lw 2 pt shape(i) ps 1 title label[i]
}
