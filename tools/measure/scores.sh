#!/bin/sh
# tools/measure/scores.sh DATADIR: the figures of docs/scores.md, of the build at hand.
#
# DATADIR holds the scorers in eval/ (score_reading.py, score_gsr.py, score_attribution.py, score_places.py) and what they
# score against: reading/NAME.CODE.jsonl with reading/NAME.gold.jsonl, attribution/polnear_dev.jsonl, places/lgl.jsonl. What
# is not there is left out. Trees are scored by tools/train/train.sh.
#
#   BUILD=build     where sayso was built
#   LEDGER_OF=FILE  a report: its events, attributions and reversals are listed, to be compared by eye; READ_AS=DATE is its date
set -eu
[ $# -eq 1 ] || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
data=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
sayso=$build/sayso
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
[ -x "$sayso" ] || { echo "scores.sh: $sayso is missing; build first" >&2; exit 2; }

# score SCORER GOLD INPUT NAME: reads INPUT as documents and scores the readings
score() {
    [ -e "$2" ] && [ -e "$3" ] || return 0
    echo "== $4"
    python3 "$data/eval/$1.py" --input "$3" > "$scratch/in.jsonl"
    "$sayso" read --no-ledger --format jsonl --input jsonl "$scratch/in.jsonl" > "$scratch/out.jsonl" || echo "(some documents failed)"
    python3 "$data/eval/$1.py" "$2" "$scratch/out.jsonl"
}

"$sayso" --version
for input in "$data"/reading/*.jsonl; do
    name=$(basename "$input" .jsonl)
    case $name in
    *.gold) ;;
    gsr.*) score score_gsr "$data/reading/gsr.gold.jsonl" "$input" "$name" ;;
    *) score score_reading "$data/reading/${name%.*}.gold.jsonl" "$input" "$name" ;;
    esac
done
score score_attribution "$data/attribution/polnear_dev.jsonl" "$data/attribution/polnear_dev.jsonl" "attribution, PolNeAR dev"
score score_places "$data/places/lgl.jsonl" "$data/places/lgl.jsonl" "places, LGL"

if [ -n "${LEDGER_OF:-}" ]; then
    echo "== one report"
    "$sayso" read --ledger "$scratch/one.db" ${READ_AS:+--date "$READ_AS"} "$LEDGER_OF" > /dev/null
    "$sayso" events --ledger "$scratch/one.db" --format csv
    "$sayso" positions --ledger "$scratch/one.db" --reversals
fi
if [ -e "$data/attribution/polnear_dev.jsonl" ]; then
    echo "== speed, memory, start-up"
    python3 "$data/eval/score_attribution.py" --input "$data/attribution/polnear_dev.jsonl" > "$scratch/articles.jsonl"
    bench/bench.sh "$build" "$scratch/articles.jsonl"
fi
