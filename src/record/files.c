/* A search tree of files by path. */
#include "record/files.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/allocate.h"
#include "base/fail.h"

struct files {
	void *tree;
};

static int by_path(const void *one, const void *other)
{
	const struct file *a = one, *b = other;

	return strcmp(a->path, b->path);
}

struct files *files_open(void)
{
	return allocate(1, sizeof(struct files));
}

void files_close(struct files *files)
{
	while (files->tree) {
		struct file *root = *(struct file **)files->tree;

		tdelete(root, &files->tree, by_path);
		free(root->path);
		free(root);
	}
	free(files);
}

struct file *files_find(struct files *files, const char *path)
{
	const struct file wanted = { .path = (char *)path };
	struct file **found = tfind(&wanted, &files->tree, by_path);
	struct file *file;
	struct stat about;

	if (found)
		return *found;
	file = allocate(1, sizeof(*file));
	file->path = copy_text(path, strlen(path));
	file->exists = stat(path, &about) == 0;
	if (file->exists)
		file->modified = about.st_mtim;
	if (tsearch(file, &files->tree, by_path) == NULL)
		die("out of memory");
	return file;
}

bool file_matches(struct file *file, const struct hash *hash)
{
	if (!file->hashed && !hash_file(file->path, &file->hash))
		return false;
	file->hashed = true;
	return hash_equal(&file->hash, hash);
}

void file_set_time(struct file *file, struct timespec modified)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_OMIT }, modified };

	if (utimensat(AT_FDCWD, file->path, times, 0) != 0)
		warn("cannot set the time of %s:", file->path);
	file->modified = modified;
}

int time_order(struct timespec one, struct timespec other)
{
	if (one.tv_sec != other.tv_sec)
		return one.tv_sec < other.tv_sec ? -1 : 1;
	return (one.tv_nsec > other.tv_nsec) - (one.tv_nsec < other.tv_nsec);
}
