#!/bin/sh
# bench.sh BUILD [FILE…]: words a second by stage, memory, start-up; on the sample reports unless files are named.
# For figures to compare, name whole articles (text, JSON lines or HTML).
set -eu
build=$1; shift
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- samples/*.txt
SAYSO_DATA=$build/data "$build/bench/sayso-bench" "$@"
