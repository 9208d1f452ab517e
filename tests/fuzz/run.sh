#!/bin/sh
# run.sh TARGET NAME CORPUS DATA: fuzzes for FUZZ_SECONDS, beginning with the committed corpus.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -d "$3" ] || mkdir "$work/none"
seeds=$3; [ -d "$seeds" ] || seeds=$work/none
mkdir "$work/new"
SAYSO_DATA=$4 exec_time=${FUZZ_SECONDS:-20}
export SAYSO_DATA
"$1" -max_total_time="$exec_time" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -artifact_prefix="$work/" -print_final_stats=1 "$work/new" "$seeds" 2>"$work/log" || {
    tail -n 40 "$work/log"
    for f in "$work"/crash-* "$work"/timeout-* "$work"/oom-*; do [ -f "$f" ] && { echo "$f"; base64 "$f" | head -n 40; }; done
    exit 1
}
tail -n 3 "$work/log"
