# Stops (status 1) unless `file` has the columns named in `needed`, numbers in
# every row, and in `needed_words`, and a row; then `n_rows` says how many.
# Only the file that `can_be_empty` names may be without rows.
#
# gnuplot itself draws an absent column, or a word among numbers, as nothing and
# calls it success.  The header is read as a row, since gnuplot warns of a file
# that has nothing else.
undefine CHECK_* NUMBERS_*
set datafile nocolumnheaders
stats file using 0 nooutput name "CHECK"
if (!exists("CHECK_records")) { exit error sprintf("cannot read %s", file) }
header = " "
do for [i = 1:CHECK_columns] {
	stats file using (header = $0 == 0 ? header . strcol(i) . " " : header, 0) \
		nooutput name "NUMBERS"
}
set datafile columnheaders
do for [name in needed . " " . needed_words] {
	if (!strstrt(header, " " . name . " ")) {
		exit error sprintf("%s: no column %s, only:%s", file, name, header)
	}
}
n_rows = int(CHECK_records) - 1
if (n_rows == 0 && file ne can_be_empty) {
	exit error sprintf("%s: no rows", file)
}
do for [name in n_rows == 0 ? "" : needed] {
	stats file using name nooutput name "NUMBERS"
	if (NUMBERS_records != n_rows) {
		exit error sprintf("%s: column %s is not a number everywhere", file, name)
	}
}
