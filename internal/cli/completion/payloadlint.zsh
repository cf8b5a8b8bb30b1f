#compdef payloadlint
# Completion of payloadlint in zsh.

_payloadlint() {
    local -a found asked
    local value about failed=1
    asked=("${(@)words[2,CURRENT]}")
    while IFS=$'\t' read -r value about; do
        if [[ $value == :files ]]; then
            [[ $words[CURRENT] == --*=* ]] && compset -P '*='
            _files && failed=0
        else
            found+=("${value//:/\\:}${about:+:$about}")
        fi
    done < <("$words[1]" __complete $#asked "${asked[@]}" 2>/dev/null)
    (( $#found )) && _describe payloadlint found && failed=0
    return failed
}

# As a file in $fpath it is the body of the function; else it is sourced.
if [[ $funcstack[1] == _payloadlint ]]; then
    _payloadlint "$@"
else
    compdef _payloadlint payloadlint
fi
