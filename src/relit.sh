#!/bin/sh
# The programs of relit behind one name: `relit estimate km ...` runs the
# program estimate, with the same words, in the folder ../libexec/relit from
# here, or, in a build that is not installed, beside this file.
#
# src/fill.awk puts in the version, the names, and a line of help for each.
set -u

version='@version@'
names='@names@'

print_help() {
	cat <<'END'
Usage: relit PROGRAM [ARGUMENT ...]

Survival analyses that are rebuilt from their raw tables.

@programs@

  --help     print this text
  --version  print the version

Each program has its own --help, and its manual page relit-PROGRAM(1).
END
}

print_version() {
	printf 'relit %s\n' "$version"
	echo 'Licence GPL-3.0-or-later: free software, no warranty.'
}

# Standard error is all that a misused command writes to.
misused() {
	printf 'relit: %s\n' "$1" >&2
	echo "Try 'relit --help'." >&2
	exit 2
}

# Of the names the one nearest to $1, by the rule of nearest_word() in
# src/base/options.h; nothing when none is near.
nearest() {
	word=$1 names=$names awk '
	function least(a, b, c) {
		if (b < a)
			a = b
		return c < a ? c : a
	}
	function distance(a, b,    i, j, row, diagonal, change) {
		for (j = 0; j <= length(b); j++)
			row[j] = j
		for (i = 1; i <= length(a); i++) {
			diagonal = row[0]
			row[0] = i
			for (j = 1; j <= length(b); j++) {
				change = diagonal + \
					(substr(a, i, 1) != substr(b, j, 1))
				diagonal = row[j]
				row[j] = least(row[j] + 1, row[j - 1] + 1, change)
			}
		}
		return row[length(b)]
	}
	BEGIN {
		word = ENVIRON["word"]
		if (length(word) > 64)
			exit
		best = int(length(word) / 3) + 2
		n = split(ENVIRON["names"], name, " ")
		for (i = 1; i <= n; i++) {
			steps = distance(word, name[i])
			if (steps < best && steps < length(word)) {
				best = steps
				found = name[i]
			}
		}
		print found
	}'
}

# What is not printable must not reach a terminal.
quoted() {
	printf '"%s"' "$(printf '%s' "$1" | tr -c '[:print:]' '?')"
}

if [ $# -eq 0 ]; then misused 'no program given'; fi
case $1 in
--help) print_help || exit 1; exit 0 ;;
--version) print_version || exit 1; exit 0 ;;
-*) misused "unknown option $(quoted "$1")" ;;
esac

known=
for name in $names; do
	if [ "$name" = "$1" ]; then known=yes; fi
done
if [ -z "$known" ]; then
	near=$(nearest "$1")
	misused "no program $(quoted "$1")${near:+; did you mean $near?}"
fi

self=$0
if [ -h "$self" ]; then self=$(readlink -f -- "$self"); fi
case $self in
*/*) here=${self%/*} ;;
*) here=. ;;
esac
folder=$here/../libexec/relit
if [ ! -d "$folder" ]; then folder=$here; fi
if [ ! -x "$folder/$1" ]; then
	echo "relit: the program $1 is not in $folder" >&2
	exit 1
fi
program=$1
shift
exec "$folder/$program" "$@"
