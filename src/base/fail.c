/* One message on standard error, one exit status. */
#include "base/fail.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define MESSAGE_SIZE     4096
#define QUOTED_CHARACTER 60
#define QUOTED_TURNS     4

/* The value of an option in all but name: argv[0] as the usage spells it. */
static const char *program = "relit";

void fail_set_program(const char *name)
{
	program = name;
}

const char *fail_program(void)
{
	return program;
}

static bool ends_with_colon(const char *format)
{
	size_t length = strlen(format);

	return length > 0 && format[length - 1] == ':';
}

static void say(const char *place, const char *format, va_list arguments)
{
	int reason = errno;
	char message[MESSAGE_SIZE];

	vsnprintf(message, sizeof(message), format, arguments);
	fprintf(stderr, "%s%s: %s", place, program, message);
	if (ends_with_colon(format))
		fprintf(stderr, " %s", strerror(reason));
	fputc('\n', stderr);
	fflush(stderr);
}

/*
 * What still waits in the buffer of standard output is dropped, not flushed: a
 * program that fails has said nothing.
 */
static _Noreturn void leave(int status)
{
	_Exit(status);
}

void die(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("", format, arguments);
	va_end(arguments);
	leave(EXIT_REFUSED);
}

void die_at(
	const char *file, size_t line, size_t column, const char *format, ...)
{
	int reason = errno;
	char place[MESSAGE_SIZE];
	va_list arguments;

	if (line == 0)
		snprintf(place, sizeof(place), "%s: ", file);
	else if (column == 0)
		snprintf(place, sizeof(place), "%s:%zu: ", file, line);
	else
		snprintf(place, sizeof(place), "%s:%zu:%zu: ", file, line,
			column);
	va_start(arguments, format);
	errno = reason;
	say(place, format, arguments);
	va_end(arguments);
	leave(EXIT_REFUSED);
}

void die_misused(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("", format, arguments);
	va_end(arguments);
	fprintf(stderr, "Try '%s --help'.\n", program);
	leave(EXIT_MISUSED);
}

void warn(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("", format, arguments);
	va_end(arguments);
}

/*
 * Characters that a terminal obeys instead of showing: C0, DEL, C1, and the
 * marks that turn the direction of writing.
 */
static bool is_unsafe(uint32_t character)
{
	return character < 0x20 || (character >= 0x7f && character <= 0x9f) ||
	       (character >= 0x200e && character <= 0x200f) ||
	       (character >= 0x2028 && character <= 0x202e) ||
	       (character >= 0x2066 && character <= 0x2069);
}

const char *quoted_bytes(const char *bytes, size_t length)
{
	/* four \xNN of four bytes each, quotes, "..." and the NUL */
	static char turns[QUOTED_TURNS][QUOTED_CHARACTER * 16 + 8];
	static size_t turn;
	char *start = turns[turn++ % QUOTED_TURNS];
	char *end = start;
	size_t shown = 0;

	*end++ = '"';
	while (length > 0 && shown++ < QUOTED_CHARACTER) {
		uint32_t character;
		size_t width = utf8_character(bytes, length, &character);
		bool escape = width == 0 || is_unsafe(character);

		if (width == 0)
			width = 1;
		for (size_t i = 0; i < width; i++) {
			if (escape)
				end += sprintf(end, "\\x%02X",
					(unsigned)(unsigned char)bytes[i]);
			else
				*end++ = bytes[i];
		}
		bytes += width;
		length -= width;
	}
	strcpy(end, length > 0 ? "...\"" : "\"");
	return start;
}

const char *quoted(const char *text)
{
	return quoted_bytes(text, strlen(text));
}
