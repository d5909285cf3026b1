# SPDX-License-Identifier: GPL-3.0-or-later
# style.gp - what all plots share: terminal, colours, number formats, who is compared.
#
# Loaded by every other script in this folder. To draw one again:
#     cd plots && gnuplot fan.gp                        (SVG)
#     cd plots && gnuplot -e "format='png'" fan.gp      (or pdf)

if (!exists("format")) format = 'svg'
if (!exists("part")) part = '' # dealcycle's: what is being drawn has another name until it is whole
set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# n, scenario[], team[], label[], best, currency, target, title_...
load 'about.gp'

# Okabe & Ito's palette, safe for colour-blind readers; dashes, labels and places tell teams
# apart without colour. dark[] is for text: enough contrast on white.
array colour[6] = [0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00]
array dark[6] = [0x00507D, 0x8A5A00, 0x00664A, 0x8E3F70, 0x1F6690, 0x9A3D00]
set linetype 1 lc rgb colour[1] dt solid
set linetype 2 lc rgb colour[2] dt (18, 6)
set linetype 3 lc rgb colour[3] dt (4, 4)
set linetype 4 lc rgb colour[4] dt (18, 5, 4, 5)
set linetype 5 lc rgb colour[5] dt (10, 3)
set linetype 6 lc rgb colour[6] dt (4, 8)
ink = 0x333333
faint = 0xD8D8D8

# eval out('fan') sets terminal and output: fan.svg, fan.png or fan.pdf.
svg_terminal = "set terminal svg size 960,560 dynamic noenhanced font 'DejaVu Sans,13' name '%s' background 'white'; set output '%s.svg%s'"
png_terminal = "set terminal pngcairo size 1440,840 noenhanced fontscale 1.5 linewidth 1.5 font 'DejaVu Sans,11'; set output '%s.png%s'"
pdf_terminal = "set terminal pdfcairo size 24cm,14cm noenhanced font 'DejaVu Sans,11'; set output '%s.pdf%s'"
out(name) = format eq 'png' ? sprintf(png_terminal, name, part) : format eq 'pdf' ? sprintf(pdf_terminal, name, part) : sprintf(svg_terminal, name, name, part)

# Whether a row is of contender i. A scenario of '' fits any (there is only one).
is_team(i) = (scenario[i] eq '' || stringcolumn("scenario") eq scenario[i]) && stringcolumn("team") eq team[i]
is_row(i, metric) = is_team(i) && stringcolumn("metric") eq metric
is_total(i, metric) = is_row(i, metric) && stringcolumn("segment") eq 'all' && stringcolumn("role") eq 'all'

# 1234567 -> 1,234,567, whatever the locale.
digits(x) = x < 1000 ? sprintf("%.0f", x) : digits(floor(x / 1000)).sprintf(",%03.0f", x - 1000 * floor(x / 1000))
grouped(x) = (x < 0 && x <= -0.5 ? '-' : '').digits(floor(abs(x) + 0.5))
short(x) = abs(x) < 0.095 ? sprintf("%.2g", x) : abs(x) < 10 && abs(x - floor(x + 0.5)) > 0.001 ? sprintf("%.1f", x) : grouped(x)
# Three digits or so, for a value that stands alone: 0.45, 8.13, 16.3, 1,240.
three(x) = abs(x) >= 99.95 || x == 0 ? grouped(x) : abs(x) >= 9.995 ? sprintf("%.1f", x) : sprintf("%.2f", x)
# A name as the text of a tick, which gnuplot takes for a format: % is doubled.
tick(text) = strstrt(text, '%') == 0 ? text : text[1:strstrt(text, '%')].'%'.tick(text[strstrt(text, '%') + 1:*])
# What labels at the ends of lines need, as a share of the axis.
room(low, high, share) = share * (high > low ? high - low : 1.0)

# Round steps that give about 5 ticks, and a unit that keeps their numbers short.
magnitude(x) = 10.0 ** floor(log10(x))
nice(x) = x / magnitude(x) < 1.5 ? magnitude(x) : x / magnitude(x) < 3.5 ? 2 * magnitude(x) : x / magnitude(x) < 7.5 ? 5 * magnitude(x) : 10 * magnitude(x)
tick_step(low, high) = high > low ? nice((high - low) / 5.0) : 1.0
larger(a, b) = a > b ? a : b
smaller(a, b) = a < b ? a : b
scale_of(low, high) = larger(abs(low), abs(high)) < 2e4 ? 1.0 : larger(abs(low), abs(high)) < 3e6 ? 1e3 : 1e6
scale_word(scale) = scale == 1e6 ? 'million ' : scale == 1e3 ? 'thousand ' : ''
floor_to(x, step) = floor(x / step + 1e-9) * step
ceil_to(x, step) = ceil(x / step - 1e-9) * step

# eval last_months: end[i] is the last month of each line; who ends before the others says so.
# Then label_room is what labels to the right of lines need (characters of a margin), and
# label_edge where a plot ends that gets its margins in shares of the picture; `with @joined` is
# a line through the months, or a point where there is only one.
array end[n > 0 ? n : 1]
array name[n > 0 ? n : 1]
do for [i = 1:n] { name[i] = label[i] }
measure = "longest_label = 1; do for [i = 1:n] { longest_label = larger(longest_label, strlen(label[i])) }; label_room = longest_label + 3; label_edge = 0.975 - 0.0085 * longest_label"
last_months = "last_end = 0; first_end = 1e9; do for [i = 1:n] { stats '../monthly.csv' using (is_row(i, 'cost') ? column('month') + 1 : NaN) nooutput; end[i] = STATS_max; last_end = larger(last_end, STATS_max); first_end = smaller(first_end, STATS_min) }; do for [i = 1:n] { if (end[i] < last_end) { label[i] = label[i].sprintf(' (to month %d)', end[i]) } }; joined = first_end == last_end ? 'points pt 7 ps 1.2' : 'lines'; eval measure"
eval measure

# stats obeys the ranges: eval free before it where an axis has been set.
free = "set xrange [*:*]; set yrange [*:*]"

# eval ticks('y', low, high) sets range and ticks of an axis so that low and high are in it.
# Where nothing varies the axis still has a length.
tick_list(k, last, step) = k > last ? '' : sprintf("'%s' %.9g%s", short(k * step), k * step, k < last ? ', ' : '').tick_list(k + 1, last, step)
ticks_from(axis, low, high, step) = sprintf("set %srange [%.9g:%.9g]; set %stics (%s)", axis, floor_to(low, step), ceil_to(high, step), axis, tick_list(floor(low / step + 1e-9), ceil(high / step - 1e-9), step))
ticks_by(axis, low, high, n_ticks) = high > low ? ticks_from(axis, low, high, nice((high - low) / n_ticks)) : ticks_from(axis, floor(low), floor(low) + 1, 1.0)
ticks(axis, low, high) = ticks_by(axis, low, high, 5.0)
# The same for months: a tick at every 1, 3, 6 or 12.
month_step(low, high) = high - low > 60 ? 12.0 : high - low > 24 ? 6.0 : high - low > 12 ? 3.0 : 1.0
month_ticks(low, high) = sprintf("set xrange [%g:%g]; set xtics (%s)", low, high, tick_list(ceil(low / month_step(low, high)), floor(high / month_step(low, high)), month_step(low, high)))

set border 3 lc rgb ink lw 0.8
set tics nomirror out scale 0.5 textcolor rgb ink
set grid ytics lc rgb faint lw 0.8 lt 1
set xlabel textcolor rgb ink
set ylabel textcolor rgb ink
set key textcolor rgb ink
set style fill transparent solid 0.16 noborder
set tmargin 3.5

# The finding, at the top left: eval headline, after headline_text = title_...
set label 99 left at screen 0.018, screen 0.955 textcolor rgb 0x111111
headline = "set label 99 headline_text font ',".(format eq 'svg' ? 16 : 13)."'"

# eval legend: names and lines below the picture, in as many columns as fit. across(chars) is
# that number for texts of a length, left_of(i, chars) where the i-th begins, row_of(i, chars)
# its row from the bottom.
across(chars) = smaller(n, larger(1, int(0.96 / (0.0085 * chars + 0.02))))
rows(chars) = (n + across(chars) - 1) / across(chars)
left_of(i, chars) = 0.5 + ((i - 1) % across(chars) - across(chars) / 2.0) * 0.96 / larger(2, across(chars)) + 0.01
row_of(i, chars) = rows(chars) - 1 - (i - 1) / across(chars)
legend = "do for [i = 1:n] { x = left_of(i, longest_label + 6); y = 0.03 + 0.036 * row_of(i, longest_label + 6); set arrow 60 + i from screen x, screen y to screen x + 0.04, screen y nohead lt i lw 2.4; set label 60 + i label[i] at screen x + 0.05, screen y left textcolor rgb ink }"

# Labels at the ends of lines: array place[n] holds their heights, gap what they need; eval
# apart moves those that would touch, and keeps their order.
array place[n > 0 ? n : 1]
array level[n > 0 ? n : 1]
apart = "do for [i = 1:n] { level[i] = place[i] }; do for [round = 1:80] { do for [i = 1:n] { do for [j = i + 1:n] { up = level[i] >= level[j] ? 1 : -1; push = (gap - up * (place[i] - place[j])) / 2; if (push > 0) { place[i] = place[i] + up * push; place[j] = place[j] - up * push } } } }"
