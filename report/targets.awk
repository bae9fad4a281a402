# Makes every result of a tangled document depend on the document's rules: for
# each rule a line that names its targets again, with the file of the bare
# rules as a prerequisite, so that a rule that was edited is run again.
#
# usage: awk -v rules=FILE -v record=PROGRAM -f report/targets.awk analysis.mk

{ line = line $0 }

/\\$/ {
	sub(/\\$/, " ", line)
	next
}

line ~ /^[^\t#=:]+:([^=:]|$)/ {
	sub(/[ \t]*:.*/, "", line)
	print line ": " rules " | " record
}

{ line = "" }
