/*
 * Text of the data as one TSV cell that gnuplot prints literally.
 *
 * gnuplot reads a cell that begins with a quotation mark as a quoted string,
 * turns backslash escapes of a cell into bytes, and does so once more where it
 * draws it (measured with 5.4.4).  So a quotation mark is written as the octal
 * escape that gives it back (of four digits: after a leading 0 a fourth digit
 * is read), and a backslash as the escape of the escape; a blank at
 * the front, which gnuplot would drop, likewise. Control bytes and the
 * two code points that XML forbids (U+FFFE, U+FFFF) cannot stand in an SVG:
 * they are shown as \xNN.
 */
#ifndef RELIT_PLOT_DATA_LABEL_H
#define RELIT_PLOT_DATA_LABEL_H

/* Prints text on standard output. */
void label_print(const char *text);

#endif
