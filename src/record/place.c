/* Names beside and above a target. */
#include "record/place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/allocate.h"

bool place_is_inside(const char *path)
{
	if (path[0] == '/' || path[0] == '\0')
		return false;
	for (const char *part = path; part; part = strchr(part, '/')) {
		part += part[0] == '/';
		if (strncmp(part, "..", 2) == 0 &&
			(part[2] == '/' || part[2] == '\0'))
			return false;
	}
	return true;
}

char *place_temporary(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t size = strlen(path) + 32; /* .part. and a process number */
	char *temporary = allocate(size, 1);

	snprintf(temporary, size, "%.*s.part.%ld.%s", (int)(name - path), path,
		(long)getpid(), name);
	return temporary;
}

char *place_of_record(const char *records, const char *target)
{
	size_t size =
		strlen(records) + 1 + strlen(target) + sizeof(RECORD_ENDING);
	char *path = allocate(size, 1);

	snprintf(path, size, "%s/%s" RECORD_ENDING, records, target);
	return path;
}

static bool make_folder(const char *path)
{
	struct stat about;

	if (mkdir(path, 0777) == 0)
		return true;
	if (errno == EEXIST && stat(path, &about) == 0 &&
		!S_ISDIR(about.st_mode))
		errno = ENOTDIR;
	return errno == EEXIST;
}

bool place_make_folders(const char *path)
{
	char *folder = copy_text(path, strlen(path));
	bool made = true;

	for (char *slash = strchr(folder + 1, '/'); made && slash;
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		made = make_folder(folder);
		*slash = '/';
	}
	free(folder);
	return made;
}
