# The functions that the headers given declare: in each declaration at the top
# level the first name before a parenthesis.  Functions that are static, and so
# whole in the header, are not in the library.

# All of a header without its comments, on one line.
function without_comments(text,    at, end, rest) {
	rest = ""
	while (at = index(text, "/*")) {
		rest = rest substr(text, 1, at - 1) " "
		text = substr(text, at + 2)
		end = index(text, "*/")
		text = end ? substr(text, end + 2) : ""
	}
	return rest text
}

function name_of(declaration,    name) {
	while (match(declaration, /[A-Za-z_][A-Za-z0-9_]*[ \t]*\(/)) {
		name = substr(declaration, RSTART, RLENGTH)
		declaration = substr(declaration, RSTART + RLENGTH)
		sub(/[ \t]*\($/, "", name)
		# __attribute__((...)), and `void (*callback)(...)`
		if (name !~ /^_/ && declaration !~ /^[ \t]*\*/)
			return name
	}
	return ""
}

function print_names(text,    n, i, declaration, name) {
	text = without_comments(text)
	while (gsub(/\{[^{}]*\}/, ";", text))
		;
	n = split(text, declaration, ";")
	for (i = 1; i <= n; i++) {
		if (declaration[i] ~ /^[ \t]*(static|typedef)[ \t]/)
			continue
		name = name_of(declaration[i])
		if (name != "" && !seen[name]++)
			print name
	}
}

FNR == 1 { print_names(text); text = "" }

/^[ \t]*#/ || /^extern "C" \{$/ { next }

{ text = text $0 " " }

END { print_names(text) }
