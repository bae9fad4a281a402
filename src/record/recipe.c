/* The key of a target. */
#include "record/recipe.h"

#include "base/fail.h"

void recipe_hash_inputs(struct recipe *recipe)
{
	for (size_t i = 0; i < recipe->input_count; i++) {
		struct recipe_input *input = &recipe->inputs[i];

		if (!hash_file(input->path, &input->hash))
			die("%s: cannot read the input %s:", recipe->target,
				input->path);
	}
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
