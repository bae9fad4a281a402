# Kaplan-Meier curves with numbers at risk under the axis:
#
#   gnuplot -c figures/survival.gp OUTPUT X-TITLE Y-TITLE CURVE AT-RISK \
#           [BAND [CENSORED [TEXT]]]
#
# CURVE, AT-RISK, BAND, CENSORED and TEXT are what the kinds of `plot-data` with
# these names write; "" leaves one out.  The time axis ends, and has its tics,
# where the times of AT-RISK do.  Curves are 1 to 8.
#
# The curves' names stand in the emptier of the corners top right and bottom
# left; if neither has room for them, the table of numbers at risk shows the
# lines.

folder = ARG0[1:strlen(ARG0) - strlen("survival.gp")]
load folder . "style.gp"

if (ARGC < 5) { exit error "survival.gp: too few arguments, see its head" }
output = ARG1
x_title = ARG2
y_title = ARG3
curve_file = ARG4
risk_file = ARG5
# A file left out is one without curves and words.
$absent << EOD
curve	time_months	survival	conf_low	conf_high	text
0	0	0	0	0	-
EOD
band_file = ARGC < 6 || ARG6 eq "" ? "$absent" : ARG6
censored_file = ARGC < 7 || ARG7 eq "" ? "$absent" : ARG7
text_file = ARGC < 8 || ARG8 eq "" ? "$absent" : ARG8

can_be_empty = censored_file # when nobody is
file = curve_file
needed = "curve time_months survival"
needed_words = "label"
load checks
file = risk_file
needed = "curve time_months n_risk"
load checks
file = band_file
needed = "curve time_months conf_low conf_high"
needed_words = ""
load checks
file = text_file
needed = ""
needed_words = "text"
load checks
file = censored_file
needed = "curve time_months survival"
needed_words = ""
load checks
if (n_rows == 0) { censored_file = "$absent" }

stats risk_file using "curve" nooutput name "RISK"
stats risk_file using "time_months" nooutput name "TIME"
stats risk_file using (strlen(strcol("label"))) nooutput name "LABEL"
times = ""
stats risk_file using (column("curve") == 1 \
	? times = times . sprintf("%.15g ", column("time_months")) : 0, 0) \
	nooutput name "TIMES"
n_curves = int(RISK_max)
x_max = TIME_max
if (n_curves > most_curves) { exit error "survival.gp: more than 8 curves" }
stats curve_file using "curve" nooutput name "CURVE"
if (CURVE_max != n_curves) {
	exit error "survival.gp: CURVE and AT-RISK have different curves"
}
array named[n_curves]
stats risk_file using (named[int(column("curve"))] = strcol("label"), 0) \
	nooutput name "NAMED"
stats curve_file using (named[int(column("curve"))] eq strcol("label")) \
	nooutput name "NAMED"
if (NAMED_min == 0) {
	exit error "survival.gp: CURVE and AT-RISK have different labels"
}
if (x_max <= 0) { exit error "survival.gp: AT-RISK needs a time behind 0" }
stats text_file using (strlen(strcol("text"))) nooutput name "TEXT"
n_texts = text_file eq "$absent" ? 0 : int(TEXT_records)

# A little more than 1, so that marks on the line of 100 % stay whole.
y_top = 1.015

# --- Where things stand, in px.
width = 720.0
line = 17.0
aside = LABEL_max <= 22 # names beside the numbers, or each on a line above
left = 78.0
right = 26.0
above = 18.0
plot_height = 330.0
if (aside) { left = larger(left, 10 + LABEL_max * character + 30) }
plot_width = width - left - right

# Room for a block of `rows` lines of `length` characters in a corner?
block_width(length) = smaller(1, (length * character + 60) / plot_width)
block_height(rows) = (rows * line + 14) / plot_height

# The highest survival to the right of the block, the lowest to its left.
rows = (n_curves > 1 ? n_curves : 0) + n_texts
length = larger(n_curves > 1 ? LABEL_max : 0, n_texts > 0 ? TEXT_max : 0)
share = block_width(length)
stats curve_file using (column("time_months") >= x_max * (1 - share) \
	? column("survival") : 0) nooutput name "RIGHT"
stats curve_file using (column("time_months") <= x_max * share \
	? column("survival") : 1) nooutput name "LEFT"
top_room = 1 - RIGHT_max - block_height(rows)
bottom_room = LEFT_min - block_height(rows)
keyed = rows == 0 || (share < 0.75 && larger(top_room, bottom_room) > 0)
at_top = top_room >= bottom_room

# Without room for the names the texts go above the picture.
if (!keyed) { above = above + n_texts * line }
sample = keyed ? 0 : 30.0
if (!keyed && aside) {
	left = left + sample
	plot_width = width - left - right
}

row_lines = aside ? 1 : 2
below = 58.0
table_height = (n_curves * row_lines) * line
height = above + plot_height + below + line + table_height + 8

set terminal svg size width, height fixed noenhanced \
	name "survival" font font . ",12" \
	background rgb "white"
set output output
set multiplot
set xrange [0:x_max]
set lmargin at screen left / width
set rmargin at screen 1 - right / width

# Pixels of the plot, from its left and from its top, as its coordinates.
x_at(px) = px / plot_width * x_max
y_at(px) = y_top * (1 - px / plot_height)

# Row `r` of the block in the corner, from 0; behind the names come the texts.
row_at(r) = y_at(at_top ? 12 + r * line \
	: plot_height - 14 - (rows - 1 - r) * line)
name_at(c) = row_at(c - 1)
text_at(t) = keyed ? row_at((n_curves > 1 ? n_curves : 0) + t) : y_at(t * line)

is(c) = column("curve") == c
is_first(c) = is(c) && column("time_months") == TIME_min
if_curve(c, value) = is(c) ? value : NaN

# --- The curves.
set tmargin at screen 1 - above / height
set bmargin at screen 1 - (above + plot_height) / height
set yrange [0:y_top]
set ytics ("0" 0, "20" 0.2, "40" 0.4, "60" 0.6, "80" 0.8, "100" 1)
set xtics () offset 0, 0.5
do for [t in times] { set xtics add (t real(t)) }
set ylabel y_title font font . ",13" textcolor rgb 0x222222
set xlabel x_title font font . ",13" textcolor rgb 0x222222 \
	offset 0, 0.9
if (keyed && n_curves > 1) {
	do for [c = 1:n_curves] {
		from = x_at(at_top ? plot_width - 34 : 12)
		set arrow from from, name_at(c) to from + x_at(30), name_at(c) \
			nohead ls c
	}
}
name_x = x_at(at_top ? plot_width - 42 : 50)
text_x = x_at(!keyed || at_top ? plot_width - 4 : 12)

tick = 0.013 # half the height of a censor mark
text_rise = keyed ? 0 : (n_texts * line - 4) / height
side = !keyed || at_top ? "right" : "left"
n_names = keyed && n_curves > 1 ? n_curves : 0
plot \
	for [c = 1:n_curves] band_file \
		using (if_curve(c, column("time_months"))):"conf_low":"conf_high" \
		with filledcurves fc rgb line_colour[c] \
		fs transparent solid 0.12 noborder \
		title "Confidence limits", \
	for [c = 1:n_curves] curve_file \
		using (if_curve(c, column("time_months"))):"survival" \
		with lines ls c \
		title "Survival", \
	for [c = 1:n_curves] censored_file \
		using (if_curve(c, column("time_months"))):\
			(column("survival") - tick):(0):(2 * tick) \
		with vectors nohead lc rgb line_colour[c] lw 1.1 \
		title "Censored", \
	for [c = 1:n_names] risk_file \
		using (is_first(c) ? name_x : NaN):(name_at(c)):"label" \
		with labels @side noenhanced textcolor rgb text_colour[c] \
		title "Name of the curve", \
	for [t = 1:n_texts] text_file \
		using ($0 == t - 1 ? text_x : NaN):(text_at(t - 1)):"text" \
		with labels @side offset screen 0, text_rise noenhanced \
		textcolor rgb 0x222222 \
		title "Remark"

# --- The numbers at risk, under their tics.
unset border
unset tics
unset xlabel
unset ylabel
unset arrow
panel_top = above + plot_height + below
set tmargin at screen 1 - panel_top / height
set bmargin at screen 8 / height
panel_height = height - panel_top - 8
set yrange [panel_height:0] # px
set label "Number at risk" at screen 10 / width, first 0.5 * line left \
	textcolor rgb 0x222222
number_y(c) = line * (0.5 + c * row_lines)
label_y(c) = line * (1.5 + (c - 1) * row_lines)
if (!keyed) {
	do for [c = 1:n_curves] {
		set arrow from screen 10 / width, first label_y(c) \
			to screen 36 / width, first label_y(c) nohead ls c
	}
}
plot \
	for [c = 1:n_curves] risk_file \
		using (is(c) ? column("time_months") : NaN):(number_y(c)):"n_risk" \
		with labels center noenhanced textcolor rgb 0x222222 \
		title "Numbers at risk", \
	for [c = 1:n_curves] risk_file \
		using (is_first(c) ? 0 : NaN):(label_y(c)):"label" \
		with labels left offset screen (10 + sample - left) / width, 0 \
		noenhanced textcolor rgb text_colour[c] \
		title "Name of the curve"
unset multiplot
set output
