#!/bin/sh
# run.sh TARGET CORPUS DATA [SEED]: fuzzes for FUZZ_SECONDS, beginning with the committed corpus and the seed that the build
# made. What makes it fail is printed in base64, to be kept as a regression test.
set -eu
target=$1 corpus=$2 seed=${4:-}
# A whole reading of 64 KB takes a second with sanitizers: short texts find more in the same time, and so does not weighing which
# of them to change next (entropic), which takes a fifth of it.
case $target in *fuzz_read) most=256 entropic=0 ;; *) most=65536 entropic=1 ;; esac
SAYSO_DATA=$3
export SAYSO_DATA
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/new" "$work/seeds"
[ ! -d "$corpus" ] || cp "$corpus"/* "$work/seeds"
[ -z "$seed" ] || cp "$seed" "$work/seeds"
"$target" -max_total_time="${FUZZ_SECONDS:-20}" -timeout=20 -rss_limit_mb=2048 -max_len=$most -entropic=$entropic -artifact_prefix="$work/" -print_final_stats=1 \
    "$work/new" "$work/seeds" 2>"$work/log" || {
    tail -n 40 "$work/log"
    for f in "$work"/crash-* "$work"/timeout-* "$work"/oom-* "$work"/leak-*; do [ -f "$f" ] && { echo "$f"; base64 "$f" | head -n 40; }; done
    exit 1
}
grep -e DONE -e average_exec_per_sec "$work/log"
