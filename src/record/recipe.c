/* The key of a target. */
#include "record/recipe.h"

#include "base/fail.h"

static void hash_files(
	const char *target, struct recipe_input *inputs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!hash_file(inputs[i].path, &inputs[i].hash))
			die("%s: cannot read the input %s:", target,
				inputs[i].path);
}

void recipe_hash_inputs(struct recipe *recipe)
{
	hash_files(recipe->target, recipe->inputs, recipe->input_count);
	hash_files(recipe->target, recipe->rules, recipe->rules_count);
}

/* Each text is led by a word that says what it is, so that an input can never
 * be taken for an argument. */
struct hash recipe_key(const struct recipe *recipe)
{
	struct hashing *hashing = hash_begin();

	for (size_t i = 0; recipe->command[i]; i++) {
		hash_text(hashing, "argument");
		hash_text(hashing, recipe->command[i]);
	}
	if (recipe->refuse_stderr)
		hash_text(hashing, "refuse stderr");
	for (size_t i = 0; i < recipe->input_count; i++) {
		hash_text(hashing, "input");
		hash_text(hashing, recipe->inputs[i].path);
		hash_text(hashing, recipe->inputs[i].hash.digits);
	}
	return hash_end(hashing);
}
