# Which of the headers given are public: prints their names.  A header is
# internal when the comment at its head says whom alone it is for: `for
# fisher-table.c alone`, `for cox.c and cox-fit.c alone`, `for the files of
# src/survival/ alone`.  tests/cli/install.md holds the headers to it.
BEGIN {
	file = "[a-z0-9/*-]+(\\.[ch]|/)"
	internal = " for (the files of )?" file "((,| and|, and) " file ")* alone"
}

function decide() {
	if (header != "" && head !~ internal)
		print header
}

FNR == 1 { decide(); header = FILENAME; head = ""; inside = 1 }

inside {
	line = $0
	gsub(/^[ \t\/*]+|[ \t\/*]+$/, "", line)
	head = head " " line
}

/\*\// { inside = 0 }

END { decide() }
