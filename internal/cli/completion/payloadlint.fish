# Completion of payloadlint in fish.

function __payloadlint_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    test (count $current) -eq 0; and set current ''
    for line in ($words[1] __complete (count $words) $words[2..-1] $current 2>/dev/null)
        if test "$line" = :files
            # Behind --flag= it completes the rest of the word.
            set -l flag (string match -r -- '^--[^=]*=' $current)
            for path in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' $current))
                echo "$flag$path"
            end
        else
            echo $line
        end
    end
end

complete -c payloadlint -f -a '(__payloadlint_complete)'
