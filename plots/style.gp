# SPDX-License-Identifier: GPL-3.0-or-later
# style.gp - what all plots share: terminal, colours, number formats, who is compared.
#
# Loaded by every other script in this folder. To draw one again:
#     cd plots && gnuplot fan.gp                        (SVG)
#     cd plots && gnuplot -e "format='png'" fan.gp      (or pdf)

if (!exists("format")) format = 'svg'
set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# Okabe & Ito's palette, safe for colour-blind readers, ordered so that neighbours differ in
# lightness too; dashes, point shapes and labels at the lines tell teams apart without colour.
array colour[6] = [0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00]
set linetype 1 lc rgb colour[1] dt solid
set linetype 2 lc rgb colour[2] dt (18, 6)
set linetype 3 lc rgb colour[3] dt (4, 4)
set linetype 4 lc rgb colour[4] dt (18, 5, 4, 5)
set linetype 5 lc rgb colour[5] dt (10, 3)
set linetype 6 lc rgb colour[6] dt (4, 8)
array dark[6] = [0x00507D, 0x8A5A00, 0x00664A, 0x8E3F70, 0x1F6690, 0x9A3D00]
ink = 0x333333
faint = 0xD8D8D8

load 'about.gp'

# out('fan') sets terminal and output: fan.svg, fan.png or fan.pdf.
font_size = 13
set_terminal_svg(name) = sprintf("set terminal svg size 960,560 dynamic noenhanced font 'DejaVu Sans,%d' name '%s' background 'white'; set output '%s.svg'", font_size, name, name)
set_terminal_png(name) = sprintf("set terminal pngcairo size 1440,840 noenhanced fontscale 1.5 linewidth 1.5 font 'DejaVu Sans,%d'; set output '%s.png'", 11, name)
set_terminal_pdf(name) = sprintf("set terminal pdfcairo size 24cm,14cm noenhanced font 'DejaVu Sans,%d'; set output '%s.pdf'", 11, name)
out(name) = format eq 'png' ? set_terminal_png(name) : format eq 'pdf' ? set_terminal_pdf(name) : set_terminal_svg(name)


# Whether a row is of contender i. A scenario of '' fits any (there is only one).
is_team(i) = (scenario[i] eq '' || stringcolumn("scenario") eq scenario[i]) && stringcolumn("team") eq team[i]
is_row(i, metric) = is_team(i) && stringcolumn("metric") eq metric

# 1234567 -> 1,234,567, whatever the locale.
digits(x) = x < 1000 ? sprintf("%.0f", x) : digits(floor(x / 1000)).sprintf(",%03.0f", x - 1000 * floor(x / 1000))
grouped(x) = (x < 0 ? '-' : '').digits(floor(abs(x) + 0.5))

# A step that gives about 5 ticks over a range, and a unit that keeps them short.
magnitude(x) = 10.0 ** floor(log10(x))
nice(x) = x / magnitude(x) < 1.5 ? magnitude(x) : x / magnitude(x) < 3.5 ? 2 * magnitude(x) : x / magnitude(x) < 7.5 ? 5 * magnitude(x) : 10 * magnitude(x)
tick_step(low, high) = high > low ? nice((high - low) / 5.0) : 1
scale_of(low, high) = (abs(low) > abs(high) ? abs(low) : abs(high)) < 2e4 ? 1.0 : (abs(low) > abs(high) ? abs(low) : abs(high)) < 2e7 ? 1e3 : 1e6
scale_word(scale) = scale == 1e6 ? 'million ' : scale == 1e3 ? 'thousand ' : ''
short(x) = abs(x) < 10 && x != floor(x) ? sprintf("%.1f", x) : grouped(x)

set border 3 lc rgb ink lw 0.8
set tics nomirror out scale 0.5 textcolor rgb ink
set grid ytics lc rgb faint lw 0.8 lt 1

# The finding, at the top left.
set label 99 left at screen 0.018, screen 0.955 textcolor rgb 0x111111
headline = "set label 99 headline_text font ',".(format eq 'svg' ? 16 : 13)."'"
set xlabel textcolor rgb ink
set ylabel textcolor rgb ink
set key textcolor rgb ink
set style fill transparent solid 0.16 noborder
