#!/bin/sh
# check_example.sh EXAMPLE REPORT: the program of docs/example.c finds events and attributions, and refuses what is not there.
set -eu
out=$("$1" "$2")
echo "$out"
echo "$out" | grep -Eq '^[A-Z]+ \([a-z]+\) .* -> .*" at byte [0-9]+$' || { echo "no event"; exit 1; }
echo "$out" | grep -Eq ' (assert|confirm|admit|deny|doubt)s "' || { echo "no attribution"; exit 1; }
if "$1" /nowhere 2>/dev/null; then echo "a missing file is read"; exit 1; fi
if SAYSO_DATA=/nowhere "$1" "$2" 2>/dev/null; then echo "missing data go unnoticed"; exit 1; fi
