/* Work cut into parts, a thread for each. */
#include "survival/parts.h"

#include <pthread.h>
#include <stdbool.h>

#define FEW_ROWS ((size_t)1 << 15) /* not worth a thread */

struct task {
	void (*work)(void *context, size_t part);
	void *context;
	size_t part;
};

size_t parts_count(size_t n)
{
	return n < FEW_ROWS ? 1 : MOST_PARTS_OF_WORK;
}

size_t parts_begin(size_t n, size_t count, size_t part)
{
	return n / count * part + (part == count ? n % count : 0);
}

static void *run(void *context)
{
	const struct task *task = context;

	task->work(task->context, task->part);
	return NULL;
}

/* The parts for which there is no thread are done here. */
void parts_do(
	size_t count, void (*work)(void *context, size_t part), void *context)
{
	struct task tasks[MOST_PARTS_OF_WORK];
	pthread_t threads[MOST_PARTS_OF_WORK];
	bool started[MOST_PARTS_OF_WORK] = { false };

	for (size_t i = 0; i < count; i++) {
		tasks[i] = (struct task){ work, context, i };
		started[i] = i > 0 && pthread_create(&threads[i], NULL, run,
					      &tasks[i]) == 0;
	}
	for (size_t i = 0; i < count; i++)
		if (!started[i])
			run(&tasks[i]);
	for (size_t i = 0; i < count; i++)
		if (started[i])
			pthread_join(threads[i], NULL);
}
