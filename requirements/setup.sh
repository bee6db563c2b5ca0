#!/bin/sh
# Sees to it that .venv is there and holds what the locks say. `setup.sh run`: what the desk needs to run;
# `setup.sh dev`: what tests and lint need besides. Where all is so already, this is over at once.
#
# A PYTHON given by hand is obeyed. Without one a .venv that is in order keeps its Python, whichever made
# it, and a new one gets the newest on the PATH.
set -eu
cd "$(dirname "$0")/.."
what=$1
tab=$(printf '\t')

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

lacks() { # VERSION PATH MODULES: the sentence about a Python that cannot make a .venv
    echo "Python $1 ($2) has no module $3, which make a virtual environment." \
        "On Debian and Ubuntu they are in the package python${1%.*}-venv."
}

wanted='' path='' home=''
if [ -n "${PYTHON:-}" ]; then
    facts=$("$PYTHON" -I -B requirements/ask.py 2>/dev/null) ||
        fail "PYTHON=$PYTHON does not run here. Name one that does, or leave PYTHON out."
    IFS=$tab read -r version path home missing <<END
$facts
END
    case $version in
        3.1[1-9].* | 3.[2-9][0-9].*) ;;
        *) fail "PYTHON=$PYTHON is Python $version. Keydesk needs 3.11 or newer." ;;
    esac
    [ "$missing" = - ] || fail "$(lacks "$version" "$path" "$missing")"
    wanted=$version
fi

state=broken
if [ -x .venv/bin/python ]; then
    state=$(.venv/bin/python -E -s -B requirements/install.py state "$what" "$wanted" "$home" 2>/dev/null) || state=broken
fi
case $state in
    ready) exit 0 ;;
    lacking) exec .venv/bin/python -E -s -B requirements/install.py add "$what" "$wanted" "$home" ;;
esac

if [ -n "${PYTHON:-}" ]; then
    echo "Python $version ($path), as asked for by PYTHON."
else
    found=$(sh requirements/pythons.sh)
    [ -n "$found" ] || fail \
        "No Python from 3.11 on is on the PATH. Install one (Debian and Ubuntu: apt-get install python3 python3-venv;" \
        "macOS: brew install python), or name it: make PYTHON=/path/to/python3.12"
    while IFS=$tab read -r version path home missing; do
        [ "$missing" = - ] && break
        lacks "$version" "$path" "$missing" >&2
        path=''
    done <<END
$found
END
    [ -n "$path" ] || fail "No other Python from 3.11 on is on the PATH."
    echo "Python $version ($path), the newest on the PATH."
fi
exec "$path" -E -s -B requirements/install.py make "$what" "$wanted" "$home"
