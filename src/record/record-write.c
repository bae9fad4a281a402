/* Writing the record of a target. */
#include "record/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fail.h"
#include "record/place.h"

static void put_text(FILE *file, const char *text)
{
	for (; *text; text++) {
		if (*text == '\t')
			fputs("\\t", file);
		else if (*text == '\n')
			fputs("\\n", file);
		else if (*text == '\\')
			fputs("\\\\", file);
		else
			fputc(*text, file);
	}
	fputc('\n', file);
}

static void put_fact(FILE *file, const char *name, const char *text)
{
	fprintf(file, "%s\t", name);
	put_text(file, text);
}

static void put_inputs(FILE *file, const char *name,
	const struct recipe_input *inputs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		fprintf(file, "%s\t%s\t", name, inputs[i].hash.digits);
		put_text(file, inputs[i].path);
	}
}

static void put_facts(FILE *file, const struct recipe *recipe,
	const struct hash *key, const struct hash *output)
{
	put_fact(file, "target", recipe->target);
	for (size_t i = 0; recipe->command[i]; i++)
		put_fact(file, "argument", recipe->command[i]);
	if (recipe->refuse_stderr)
		put_fact(file, "stderr", "refuse");
	put_inputs(file, "input", recipe->inputs, recipe->input_count);
	put_inputs(file, "rules", recipe->rules, recipe->rules_count);
	put_fact(file, "key", key->digits);
	put_fact(file, "output", output->digits);
}

/* The text of the record with its check; freed by the caller. */
static char *compose(const struct recipe *recipe, const struct hash *key,
	const struct hash *output, size_t *length)
{
	char *text = NULL;
	FILE *memory = open_memstream(&text, length);
	struct hash check;

	if (memory == NULL)
		die("out of memory");
	put_facts(memory, recipe, key, output);
	fflush(memory);
	check = hash_bytes(text, *length);
	put_fact(memory, "check", check.digits);
	if (fclose(memory) != 0)
		die("out of memory");
	return text;
}

void record_write(const char *path, const struct recipe *recipe,
	const struct hash *key, const struct hash *output)
{
	char *temporary = place_temporary(path);
	size_t length;
	char *text = compose(recipe, key, output, &length);
	FILE *file;

	file = fopen(temporary, "w");
	if (file == NULL)
		die("cannot write %s:", path);
	fwrite(text, 1, length, file);
	if (fflush(file) != 0 || fclose(file) != 0 ||
		rename(temporary, path) != 0) {
		warn("cannot write %s:", path);
		unlink(temporary);
		_Exit(EXIT_REFUSED);
	}
	free(text);
	free(temporary);
}
