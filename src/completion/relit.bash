# Completion of relit's command lines for bash.  The build puts in what the
# programs' --help says: rows `COMMAND WORD MEANING` between tabs.
IFS= read -r -d '' _relit_commands <<'END' || :
@commands@
END

# Sets `command` to what is typed before the word at the cursor (empty: nothing
# that relit knows), `current` to that word.
_relit_typed() {
	local line=${COMP_LINE:0:COMP_POINT} words=() word
	read -ra words <<<"$line"
	current=
	if [[ $line != *[[:blank:]] ]]; then
		current=${words[${#words[@]} - 1]}
		unset "words[${#words[@]} - 1]"
	fi
	command=relit
	for word in "${words[@]:1}"; do
		case $'\n'$_relit_commands in
		*$'\n'"$command"$'\t'"$word"$'\t'*) ;;
		*)
			if [ "$command" = relit ]; then command=; fi
			break
			;;
		esac
		if [ "$command" = relit ]; then
			command=$word
		else
			command+=" $word"
		fi
	done
}

# The values of option $1, whose value is called $2.  Bash cuts words at `=`
# unless told otherwise, and then expects the value alone.
_relit_values() {
	local value=${current#*=} prefix= choice choices=()
	[[ $COMP_WORDBREAKS == *=* ]] || prefix=$1=
	case $2 in
	*'|'*)
		IFS='|' read -ra choices <<<"$2"
		for choice in "${choices[@]}"; do
			[[ $choice == "$value"* && $choice == [a-z]* ]] &&
				COMPREPLY+=("$prefix$choice")
		done
		;;
	FILE* | FOLDER*)
		mapfile -t COMPREPLY < <(compgen -P "$prefix" -f -- "$value")
		compopt -o filenames 2>/dev/null
		;;
	esac
}

_relit() {
	local command current of word meaning below=
	COMPREPLY=()
	_relit_typed
	while IFS=$'\t' read -r of word meaning; do
		[ "$of" = "$command" ] || continue
		if [[ $word == *=* ]]; then
			if [[ $current == "${word%%=*}="* ]]; then
				_relit_values "${word%%=*}" "${word#*=}"
				return
			fi
			word=${word%%=*}=
		fi
		if [[ $word != -* ]]; then
			below=yes
		elif [[ $current != -* ]]; then
			continue
		fi
		[[ $word == "$current"* ]] && COMPREPLY+=("$word")
	done <<<"$_relit_commands"
	if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
		compopt -o nospace 2>/dev/null
	elif [[ -n $command && -z $below && $current != -* ]]; then
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
		compopt -o filenames 2>/dev/null
	fi
	return 0
}

complete -F _relit relit
