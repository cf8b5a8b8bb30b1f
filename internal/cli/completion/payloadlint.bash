# Completion of payloadlint in bash.

_payloadlint() {
    local cur=${COMP_WORDS[COMP_CWORD]} whole before value about i last
    local -a words
    # Bash takes a word apart at its equals sign.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        last=$((${#words[@]} - 1))
        if [[ $last -ge 0 && (${COMP_WORDS[i]} == = || ${words[last]} == --*=) ]]; then
            words[last]+=${COMP_WORDS[i]}
        else
            words+=("${COMP_WORDS[i]}")
        fi
    done
    [[ $cur == = ]] && cur=
    whole=${words[${#words[@]} - 1]}
    before=${whole%"$cur"}
    COMPREPLY=()
    while IFS=$'\t' read -r value about; do
        if [[ $value == :files ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r value; do
                COMPREPLY+=("$value")
            done < <(compgen -f -- "$cur")
        else
            COMPREPLY+=("${value#"$before"}")
        fi
    done < <("$1" __complete "${#words[@]}" "${words[@]}" 2>/dev/null)
}

complete -F _payloadlint payloadlint
