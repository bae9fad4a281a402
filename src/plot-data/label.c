/* Prints labels so that gnuplot cannot take them for anything but text. */
#include "plot-data/label.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The bytes at text that XML forbids, or 0. */
static size_t forbidden(const unsigned char *text)
{
	if (text[0] < 0x20 || text[0] == 0x7f)
		return 1;
	if (text[0] == 0xef && text[1] == 0xbf && text[2] >= 0xbe)
		return 3;
	return 0;
}

/* Is the byte at `at` the first or the last one? */
static bool is_outer(const char *text, const unsigned char *at)
{
	return at == (const unsigned char *)text || at[1] == '\0';
}

void label_print(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	while (*at != '\0') {
		size_t length = forbidden(at);

		for (size_t i = 0; i < length; i++)
			printf("\\134134x%02X", at[i]);
		if (length > 0) {
			at += length;
			continue;
		}
		if (*at == '"')
			fputs("\\1340042", stdout);
		else if (*at == ' ' && is_outer(text, at))
			fputs("\\1340040", stdout);
		else if (*at == '\\')
			fputs("\\134134", stdout);
		else
			putchar(*at);
		at++;
	}
}
