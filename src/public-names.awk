# The functions that the headers given declare: every name right before a
# parenthesis outside of comments, preprocessor lines, macros and bodies.
function names(text) {
	while (match(text, /[A-Za-z_][A-Za-z0-9_]*[ \t]*\(/)) {
		name = substr(text, RSTART, RLENGTH)
		sub(/[ \t]*\($/, "", name)
		text = substr(text, RSTART + RLENGTH)
		if (name !~ /^_/ && !seen[name]++)
			print name
	}
}

/^[ \t]*#/ { next }

{
	line = $0
	while (1) {
		if (inside) {
			if (!(at = index(line, "*/")))
				next
			line = substr(line, at + 2)
			inside = 0
		}
		if (!(at = index(line, "/*"))) {
			names(line)
			next
		}
		names(substr(line, 1, at - 1))
		line = substr(line, at + 2)
		inside = 1
	}
}
