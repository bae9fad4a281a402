# The Make rules of a literate analysis, on the lines where the document has
# them: awk -f report/tangle.awk analyses/x.md > build/x/analysis.mk
#
# Kept are the lines inside fenced blocks whose info string is exactly "make";
# every other line becomes an empty one, so that an error at line 57 of the
# rules is line 57 of the document.  A fence of three or more backticks is
# closed by one that is at least as long; what stands inside another fenced
# block, "```make" included, is text.  Refused, with nothing printed: a block
# that is never closed, because it would swallow the rules behind it, and a
# carriage return, which Make takes for a part of the last word.

function refuse(number, what) {
	print FILENAME ":" number ": tangle: " what | "cat 1>&2"
	close("cat 1>&2")
	refused = 1
	exit 1
}

function run_length(text, mark,    n) {
	n = 0
	while (substr(text, n + 1, 1) == mark)
		n++
	return n
}

/\r/ {
	refuse(FNR, "carriage return: a line must end with a line feed alone")
}

{
	kept[FNR] = ""
	text = $0
	sub(/^ ? ? ?/, "", text)
}

fence == "" && /^ ? ? ?(```|~~~)/ {
	mark = substr(text, 1, 1)
	size = run_length(text, mark)
	info = substr(text, size + 1)
	if (mark == "`" && index(info, "`"))
		next			# code within a line, no fence
	fence = mark
	opened = FNR
	is_make = mark == "`" && info == "make" && text == $0
	next
}

fence != "" {
	n = run_length(text, fence)
	if (n >= size && substr(text, n + 1) ~ /^[ \t]*$/)
		fence = ""
	else if (is_make)
		kept[FNR] = $0
}

END {
	if (refused)
		exit 1
	if (fence != "")
		refuse(opened,
			"the fenced block that starts here is never closed")
	for (i = 1; i <= FNR; i++)
		print kept[i]
}
