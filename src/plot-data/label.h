/*
 * Text of the data as one TSV cell that gnuplot prints literally.
 *
 * gnuplot reads a cell that begins with a quotation mark as a quoted string
 * and turns backslash escapes in any cell into bytes (measured with 5.4.4), so
 * both characters are written as the octal escapes that give them back.
 * Control bytes and the two code points that XML forbids (U+FFFE, U+FFFF)
 * cannot stand in an SVG: they are shown as \xNN.
 */
#ifndef RELIT_PLOT_DATA_LABEL_H
#define RELIT_PLOT_DATA_LABEL_H

/* Prints text on standard output. */
void label_print(const char *text);

#endif
