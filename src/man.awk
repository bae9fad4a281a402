# The manual page of a program as it is installed, where the programs are called
# through relit: `awk -v names="audit estimate ..." -f src/man.awk PAGE`.
#
# `estimate` becomes `relit estimate` in the synopsis and where it is a command
# in an example, and relit-estimate as the name of a page.
BEGIN {
	n = split(names, name, " ")
	for (i = 1; i <= n; i++)
		any = any (i > 1 ? "|" : "") name[i]
	command = "(\\$|\\||&&|;|do|then|\\{) (" any ") "
}

# Every match of pattern in text gets "relit" and mark before the program.
function with_relit(text, pattern, mark,    before, found) {
	before = ""
	while (match(text, pattern)) {
		found = substr(text, RSTART, RLENGTH)
		sub("(" any ")", "relit" mark "&", found)
		before = before substr(text, 1, RSTART - 1) found
		text = substr(text, RSTART + RLENGTH)
	}
	return before text
}

/^# / { section = $2 }

/^title: / { $2 = $2 == "RELIT" ? $2 : "RELIT-" $2 }

section == "NAME" && $2 == "-" && $1 != "relit" { $1 = "relit-" $1 }

section == "SYNOPSIS" && /^\*\*/ {
	$0 = with_relit($0, "^\\*\\*(" any ")[ *]", " ")
}

/^    / { $0 = with_relit($0 " ", command, " "); sub(/ $/, "") }

{ print with_relit($0, "\\*\\*(" any ")\\*\\*\\(1\\)", "-") }
