# Proportions with their limits at a few times, groups side by side, and the
# counts behind them under the axis:
#
#   gnuplot -c figures/rates.gp OUTPUT X-TITLE Y-TITLE COUNTS-TITLE RATES [TEXT]
#
# RATES and TEXT are what `plot-data rates` and `plot-data text` write.
# COUNTS-TITLE stands above the counts: "No. negative/No. tested".  Groups are
# 1 to 8.

folder = ARG0[1:strlen(ARG0) - strlen("rates.gp")]
load folder . "style.gp"

if (ARGC < 5) { exit error "rates.gp: too few arguments, see its head" }
output = ARG1
x_title = ARG2
y_title = ARG3
counts_title = ARG4
rates_file = ARG5
# A file left out is one without words.
$absent << EOD
text
-
EOD
text_file = ARGC < 6 || ARG6 eq "" ? "$absent" : ARG6

can_be_empty = ""
file = rates_file
needed = "curve position time_months estimate conf_low conf_high count n"
needed_words = "label"
load checks
file = text_file
needed = ""
needed_words = "text"
load checks

stats rates_file using "curve" nooutput name "CURVE"
stats rates_file using "time_months" nooutput name "TIME"
stats rates_file using (strlen(strcol("label"))) nooutput name "LABEL"
n_curves = int(CURVE_max)
if (n_curves > most_curves) { exit error "rates.gp: more than 8 groups" }
stats text_file using (strlen(strcol("text"))) nooutput name "TEXT"
n_texts = text_file eq "$absent" ? 0 : int(TEXT_records)

is(c) = column("curve") == c
if_curve(c, value) = is(c) ? value : NaN

# The row of every group from which its name is taken.
array first_row[n_curves]
do for [c = 1:n_curves] {
	stats rates_file using (is(c) ? $0 : 1e9) nooutput name "ROW"
	first_row[c] = ROW_min
}

# Every time once, for the tics.
times = " "
stats rates_file using (time = sprintf("%.15g", column("time_months")), \
	times = strstrt(times, " " . time . " ") ? times : times . time . " ", 0) \
	nooutput name "TIMES"

# --- Where things stand, in px.
width = 720.0
line = 17.0
sample = 30.0
aside = LABEL_max <= 24 # names beside the counts, or each on a line above
right = 16.0
# The time axis is longer than the times by this share on either side.
aside_share = 0.13
edge = aside_share / (1 + 2 * aside_share)
# Names end before the first counts, which stand `edge` behind the axis' begin.
names_end = aside ? 10 + sample + LABEL_max * character + 40 : 0
left = larger(78, (names_end - edge * (width - right)) / (1 - edge))
above = 16.0 + n_texts * line
plot_height = 300.0
plot_width = width - left - right
row_lines = aside ? 1 : 2
below = 58.0
panel_top = above + plot_height + below
panel_height = line + n_curves * row_lines * line
height = panel_top + panel_height + 8

set terminal svg size width, height fixed noenhanced \
	name "rates" font font . ",12" background rgb "white"
set output output
set multiplot
set lmargin at screen left / width
set rmargin at screen 1 - right / width
margin = TIME_max > TIME_min ? aside_share * (TIME_max - TIME_min) : 0.6
x_min = TIME_min - margin
set xrange [x_min:TIME_max + margin]

# --- The rates.
set tmargin at screen 1 - above / height
set bmargin at screen 1 - (above + plot_height) / height
set yrange [0:1.015]
set ytics ("0" 0, "20" 0.2, "40" 0.4, "60" 0.6, "80" 0.8, "100" 1)
set ylabel y_title font font . ",13" textcolor rgb 0x222222
set xlabel x_title font font . ",13" textcolor rgb 0x222222 offset 0, 0.9

set xtics () offset 0, 0.5
do for [time in times] { set xtics add (time real(time)) }

array shape[8] = [7, 5, 9, 13, 11, 6, 4, 8]
array size[8] = [0.62, 0.56, 0.72, 0.74, 0.72, 0.62, 0.56, 0.72]
plot \
	for [c = 1:n_curves] rates_file \
		using (if_curve(c, column("position"))):"estimate" \
		with lines lc rgb line_colour[c] lw 0.8 dt (2, 3) title "Rates", \
	for [c = 1:n_curves] rates_file \
		using (if_curve(c, column("position"))):"conf_low":\
			(0):(column("conf_high") - column("conf_low")) \
		with vectors nohead lc rgb line_colour[c] lw 1.5 \
		title "Confidence limits", \
	for [c = 1:n_curves] rates_file \
		using (if_curve(c, column("position"))):"estimate" \
		with points pt shape[c] ps size[c] lc rgb line_colour[c] lw 1.3 \
		title "Rates", \
	for [t = 1:n_texts] text_file \
		using ($0 == t - 1 ? TIME_max + margin : NaN):(1.015):"text" \
		with labels right offset screen 0, (n_texts - t + 0.7) * line / height \
		noenhanced textcolor rgb 0x222222 title "Remark"

# --- The counts, under their tics.
unset border
unset tics
unset xlabel
unset ylabel
set tmargin at screen 1 - panel_top / height
set bmargin at screen 8 / height
set yrange [panel_height:0] # px
set label counts_title at screen 10 / width, first 0.5 * line left \
	textcolor rgb 0x222222
number_y(c) = line * (0.5 + c * row_lines)
label_y(c) = line * (1.5 + (c - 1) * row_lines)
do for [c = 1:n_curves] {
	set arrow from screen 10 / width, first label_y(c) \
		to screen 32 / width, first label_y(c) nohead \
		lc rgb line_colour[c] lw 1.5
	set label "" at screen 21 / width, first label_y(c) \
		point pt shape[c] ps size[c] lc rgb line_colour[c] lw 1.3
}
plot \
	for [c = 1:n_curves] rates_file \
		using (if_curve(c, column("time_months"))):(number_y(c)):\
			(sprintf("%.15g/%.15g", column("count"), column("n"))) \
		with labels center noenhanced textcolor rgb 0x222222 \
		title "Counts", \
	for [c = 1:n_curves] rates_file \
		using ($0 == first_row[c] ? x_min : NaN):(label_y(c)):"label" \
		with labels left offset screen (10 + sample - left) / width, 0 \
		noenhanced textcolor rgb text_colour[c] \
		title "Name of the group"
unset multiplot
set output
