/* Reading the record of a target back. */
#include "record/record.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/allocate.h"
#include "base/fail.h"

#define CHECK_LINE (sizeof("check\t\n") - 1 + HASH_DIGITS)

/* All of a file, NUL-ended, and its time; NULL with errno. */
static char *read_text(
	const char *path, size_t *length, struct timespec *modified)
{
	FILE *file = fopen(path, "r");
	struct stat about;
	char *text = NULL;

	if (file == NULL)
		return NULL;
	if (fstat(fileno(file), &about) == 0) {
		text = allocate((size_t)about.st_size + 1, 1);
		*length = fread(text, 1, (size_t)about.st_size, file);
		*modified = about.st_mtim;
	}
	if (ferror(file)) {
		free(text);
		text = NULL;
	}
	fclose(file);
	return text;
}

/* True when the last line is the hash of what stands before it; cuts it. */
static bool check(char *text, size_t length)
{
	struct hash hash;
	char *line;

	if (length < CHECK_LINE || strlen(text) != length)
		return false;
	line = text + length - CHECK_LINE;
	hash = hash_bytes(text, length - CHECK_LINE);
	if (strncmp(line, "check\t", 6) != 0 || line[CHECK_LINE - 1] != '\n' ||
		strncmp(line + 6, hash.digits, HASH_DIGITS) != 0)
		return false;
	*line = '\0';
	return true;
}

static void unescape(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		if (*from == '\\' && from[1] != '\0') {
			from++;
			*to++ = *from == 't'   ? '\t'
				: *from == 'n' ? '\n'
					       : *from;
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
}

/* Takes HASH_DIGITS characters; false when there are fewer. */
static bool take_hash(const char *text, struct hash *hash)
{
	if (strlen(text) < HASH_DIGITS)
		return false;
	memcpy(hash->digits, text, HASH_DIGITS);
	hash->digits[HASH_DIGITS] = '\0';
	return true;
}

/* HASH and path, appended to a list of *count inputs. */
static bool take_input(struct recipe_input **inputs, size_t *count, char *text)
{
	struct recipe_input *input;

	*inputs = reallocate(*inputs, *count + 1, sizeof((*inputs)[0]));
	input = &(*inputs)[(*count)++];
	if (!take_hash(text, &input->hash) || text[HASH_DIGITS] != '\t')
		return false;
	unescape(text + HASH_DIGITS + 1);
	input->path = text + HASH_DIGITS + 1;
	return true;
}

/* Facts that only people read (the arguments) are passed over. */
static bool take_fact(struct record *record, const char *name, char *text)
{
	if (strcmp(name, "target") == 0) {
		unescape(text);
		record->target = text;
	} else if (strcmp(name, "input") == 0) {
		return take_input(&record->inputs, &record->input_count, text);
	} else if (strcmp(name, "rules") == 0) {
		return take_input(&record->rules, &record->rules_count, text);
	} else if (strcmp(name, "key") == 0) {
		return take_hash(text, &record->key);
	} else if (strcmp(name, "output") == 0) {
		return take_hash(text, &record->output);
	}
	return true;
}

static bool take_facts(struct record *record)
{
	char *line = record->text;

	while (*line) {
		char *end = strchr(line, '\n');
		char *tab = strchr(line, '\t');

		if (end == NULL || tab == NULL || tab > end)
			return false;
		*end = *tab = '\0';
		if (!take_fact(record, line, tab + 1))
			return false;
		line = end + 1;
	}
	return record->target != NULL && record->key.digits[0] != '\0' &&
	       record->output.digits[0] != '\0';
}

enum record_state record_read(
	const char *path, const char *target, struct record *record)
{
	size_t length = 0;

	*record = (struct record){ 0 };
	record->text = read_text(path, &length, &record->validated);
	if (record->text == NULL && (errno == ENOENT || errno == ENOTDIR))
		return RECORD_ABSENT;
	if (record->text == NULL)
		die("cannot read %s:", path);
	if (check(record->text, length) && take_facts(record) &&
		strcmp(record->target, target) == 0)
		return RECORD_READ;
	record_free(record);
	return RECORD_CORRUPT;
}

void record_free(struct record *record)
{
	free(record->inputs);
	free(record->rules);
	free(record->text);
	*record = (struct record){ 0 };
}
