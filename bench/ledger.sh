#!/bin/sh
# What a report costs in ledgers of different sizes: ledger.sh BUILD SIZE…
#
# Fills a ledger with SIZE invented reports (bench/reports.py), then adds ten more, one run of the
# program each. Prints seconds of processor a report: of the first ones on average, and of the ten,
# without what starting up costs.
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

echo "reports a_report ten_more_each megabytes"
for size in "$@"; do
    python3 "$here/reports.py" $((size + 10)) >"$folder/all.jsonl"
    head -n "$size" "$folder/all.jsonl" >"$folder/first.jsonl"
    tail -n 10 "$folder/all.jsonl" | split -l 1 - "$folder/more."
    first=$(cpu "$build/sayso" read -q --ledger "$folder/l.db" --input reading "$folder/first.jsonl")
    more=0 start=0
    for file in "$folder"/more.*; do
        more=$(echo "$more $(cpu "$build/sayso" read -q --ledger "$folder/l.db" --input reading "$file")" | awk '{ print $1 + $2 }')
        start=$(echo "$start $(cpu "$build/sayso" read -q --no-ledger --input reading "$file")" | awk '{ print $1 + $2 }')
    done
    echo "$size $first $more $start $(stat -c %s "$folder/l.db")" |
        awk '{ printf "%d %.5f %.4f %.1f\n", $1, $2 / $1, ($3 - $4) / 10, $5 / 1e6 }'
    rm -f "$folder"/l.db* "$folder"/more.*
done
