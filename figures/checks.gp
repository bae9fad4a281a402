# Stops (status 1) unless `file` has the columns named in `needed` (numbers in
# every row) and `needed_words` (text).  gnuplot itself draws an absent column,
# or a word among numbers, as nothing and calls it success.
undefine CHECK_* NUMBERS_*
stats file using 0 nooutput name "CHECK"
if (!exists("CHECK_records")) { exit error sprintf("cannot read %s", file) }
header = " "
do for [i = 1:CHECK_columns] {
	stats file using (header = $0 == 0 ? header . columnhead(i) . " " : header, 0) nooutput name "NUMBERS"
}
do for [name in needed . " " . needed_words] {
	if (!strstrt(header, " " . name . " ")) {
		exit error sprintf("%s: no column %s, only:%s", file, name, header)
	}
}
do for [name in needed] {
	stats file using name nooutput name "NUMBERS"
	if (NUMBERS_records != CHECK_records) {
		exit error sprintf("%s: column %s is not a number everywhere", file, name)
	}
}
