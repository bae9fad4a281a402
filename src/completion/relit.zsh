#compdef relit
# Completion of relit's command lines for zsh.  The build puts in what the
# programs' --help says: rows `COMMAND WORD MEANING` between tabs.
IFS= read -r -d '' _relit_commands <<'END' || :
@commands@
END

# The values of an option, called $1.
_relit_values() {
	case $1 in
	(*'|'*) compadd -- ${(M)${(s:|:)1}:#[a-z]*} ;;
	(FILE*|FOLDER*) _files ;;
	(*) _message "$1" ;;
	esac
}

_relit() {
	local command=relit row word
	local -a fields below flags valued
	local -i i
	for (( i = 2; i < CURRENT; i++ )); do
		word=$words[i]
		if [[ $'\n'$_relit_commands != *$'\n'$command$'\t'$word$'\t'* ]]; then
			[[ $command == relit ]] && return 1
			break
		fi
		[[ $command == relit ]] && command=$word || command+=" $word"
	done
	for row in ${(f)_relit_commands}; do
		fields=("${(@ps:\t:)row}")
		[[ $fields[1] == $command ]] || continue
		word=$fields[2]
		if [[ $word == *=* && $PREFIX == ${word%%=*}=* ]]; then
			compset -P '*='
			_relit_values ${word#*=}
			return
		fi
		case $word in
		(--*=*) valued+=("${word%%=*}=:$fields[3]") ;;
		(--*) flags+=("$word:$fields[3]") ;;
		(*) below+=("$word:$fields[3]") ;;
		esac
	done
	if [[ $PREFIX == -* ]]; then
		_describe -o option flags -- valued -S ''
	elif (( $#below )); then
		_describe command below
	else
		_files
	fi
}

# Loaded by its name from fpath, or by `source`.
if [[ $funcstack[1] == _relit ]]; then
	_relit "$@"
else
	compdef _relit relit
fi
