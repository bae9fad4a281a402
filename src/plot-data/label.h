/*
 * Text of the data as one TSV cell that gnuplot prints literally.
 *
 * gnuplot reads a cell that begins with a quotation mark as a quoted string,
 * makes one quotation mark of two, drops blanks at both ends, turns backslash
 * escapes into bytes, and does that once more where it draws the text (measured
 * with 5.4.4).  So a quotation mark, a backslash and an outer blank are written
 * as the octal escape of their octal escape.  That has four digits where it
 * begins with 0, since gnuplot then reads a fourth.
 *
 * Control bytes and the two code points that XML forbids (U+FFFE, U+FFFF)
 * cannot stand in an SVG: they are shown as \xNN.
 */
#ifndef RELIT_PLOT_DATA_LABEL_H
#define RELIT_PLOT_DATA_LABEL_H

/* Prints text on standard output. */
void label_print(const char *text);

#endif
