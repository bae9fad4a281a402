# The public headers of the library as one document, a section each; they are
# its manual.  usage: awk -f report/headers.awk src/survival/*.h

BEGIN {
	print "---\ntitle: The library"
	print "subtitle: \"Arrays in, arrays out: the public headers of librelit\"\n---\n"
}

FNR == 1 {
	if (NR > 1)
		print "```\n"
	name = FILENAME
	sub(/.*src\//, "", name)
	print "# " name "\n\n```c"
}

# The guard is of no use to a reader.
/^#(ifndef|define) RELIT_[A-Z_]*_H$/ || /^#endif$/ { next }

{ print }

END { print "```" }
