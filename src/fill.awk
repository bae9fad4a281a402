# Fills a template of what is installed:
#
#   awk -v version=VERSION -f src/fill.awk COMMANDS TEMPLATE
#
# COMMANDS is what src/completion/commands prints.  In TEMPLATE, `@version@` and
# `@names@` (of the programs) stand within a line; a line `@programs@` becomes
# one for each program with its purpose, a line `@commands@` all of COMMANDS.
BEGIN { FS = "\t" }

NR == FNR {
	commands = commands $0 "\n"
	if ($1 == "relit" && $2 !~ /^--/) {
		name[++n] = $2
		purpose[n] = $3
		names = names (n > 1 ? " " : "") $2
		if (length($2) > width)
			width = length($2)
	}
	next
}

$0 == "@commands@" { printf "%s", commands; next }

$0 == "@programs@" {
	for (i = 1; i <= n; i++)
		printf "  relit %-" width "s  %s\n", name[i], purpose[i]
	next
}

{
	gsub(/@version@/, version)
	gsub(/@names@/, names)
	print
}
