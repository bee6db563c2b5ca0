#!/bin/sh
# Lists every final Python from 3.11 on that is on the PATH, or in a folder named as an argument, and really
# runs; newest first, each once. The lines are those of ask.py. A name that is there but does not run, such
# as a version manager's stand-in for a version that is not chosen, is passed over.
here=$(dirname "$0")

names() {
    printf '%s\n' "$@"
    echo "$PATH" | tr ':' '\n'
}

names "$@" | while IFS= read -r folder; do
    for file in "$folder"/python3.1[1-9] "$folder"/python3.[2-9][0-9] "$folder"/python3 "$folder"/python; do
        if [ -n "$folder" ] && [ -f "$file" ] && [ -x "$file" ]; then
            "$file" -I -B "$here/ask.py" </dev/null 2>/dev/null
        fi
    done
done |
    awk -F '\t' '$1 ~ /^3\.(1[1-9]|[2-9][0-9])\.[0-9]+$/ && !seen[$1, $3]++' |
    sort -t . -k 1,1nr -k 2,2nr -k 3,3nr
