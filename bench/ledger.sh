#!/bin/sh
# What a report costs in ledgers of different sizes: ledger.sh BUILD SIZE…
#
# Fills a ledger with the SIZE invented reports (bench/reports.py) that lie before the same hundred for all sizes, which are
# added then, working out the claims after each. Prints processor time: seconds a report of the first ones, reading the file
# included; milliseconds of one of the hundred on average, and of the longest.
set -eu
build=$1
shift
export SAYSO_DATA="$build/data"
here=$(dirname "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# seconds of user and system time of what follows
cpu() {
    /usr/bin/time -f '%U %S' -o "$folder/time" "$@" >/dev/null
    awk '{ print $1 + $2 }' "$folder/time"
}

echo "reports s_a_report one_more_ms longest_ms megabytes"
most=$(printf '%s\n' "$@" | sort -n | tail -n 1)
python3 "$here/reports.py" $((most + 100)) >"$folder/all.jsonl"
tail -n 100 "$folder/all.jsonl" >"$folder/more.jsonl"
for size in "$@"; do
    tail -n $((size + 100)) "$folder/all.jsonl" | head -n "$size" >"$folder/first.jsonl"
    first=$(cpu "$build/sayso" read -q --ledger "$folder/l.db" --input reading "$folder/first.jsonl")
    more=$("$build/bench/ledger-bench" "$folder/l.db" "$folder/more.jsonl")
    echo "$size $first $more $(stat -c %s "$folder/l.db")" |
        awk '{ printf "%d %.5f %s %s %.1f\n", $1, $2 / $1, $4, $5, $6 / 1e6 }'
    rm -f "$folder"/l.db*
done
