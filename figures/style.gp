# The common style of all figures; a figure loads it first.
#
# Data is not trusted: whatever a file says is a number or is printed as text.
# So nothing here reads text but `columnhead` and `strcol`, every label is drawn
# `noenhanced`, and loops run over whole numbers.
#
# No `set encoding`: under LC_ALL=C gnuplot 5.4 says on standard error that it
# cannot convert a degree sign; without it UTF-8 goes through byte by byte.

set datafile separator tab
set datafile columnheaders
set datafile commentschars ""
set key off

font = "Liberation Sans,Arial,Helvetica,sans-serif"

# Okabe and Ito's colours, told apart by colour-blind readers; the yellow, too
# pale for a line, is grey.  The same hues darker for words, so that the
# contrast with white is at least 4.5.  Dashes tell the lines apart without any
# colour.
array line_colour[8] = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, \
                        0x000000, 0xE69F00, 0x56B4E9, 0x8A8A8A]
array text_colour[8] = [0x005A8F, 0xA84A00, 0x006B4F, 0x94466F, \
                        0x000000, 0x805800, 0x23698F, 0x5F5F5F]
most_curves = 8
set style line 1 lc rgb line_colour[1] lw 1.8 dt solid
set style line 2 lc rgb line_colour[2] lw 1.8 dt (10,3)
set style line 3 lc rgb line_colour[3] lw 1.8 dt (4,2)
set style line 4 lc rgb line_colour[4] lw 1.8 dt (9,3,2,3)
set style line 5 lc rgb line_colour[5] lw 1.8 dt (14,3)
set style line 6 lc rgb line_colour[6] lw 1.8 dt (5,2)
set style line 7 lc rgb line_colour[7] lw 1.8 dt (9,2,2,2,2,2)
set style line 8 lc rgb line_colour[8] lw 1.8 dt (2,2)

# Axes left and bottom only, thin, tics outwards.
axis_width = 0.9
set border 3 lc rgb 0x222222 lw axis_width
set tics out nomirror scale 0.7 textcolor rgb 0x222222

# Mean width of a character of 12 px, in px; labels are mostly lower case.
character = 6.4

larger(a, b) = a > b ? a : b
smaller(a, b) = a < b ? a : b

checks = folder . "checks.gp"
