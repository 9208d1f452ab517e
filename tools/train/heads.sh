#!/bin/sh
# Trains what judges events and attributions on the corpus' training part, and writes models/heads.sayso.
# usage: tools/train/heads.sh [DATADIR]     DATADIR: where the texts of real reports lie (docs/corpus.md); without it
# only the own reports teach. BUILD names the build folder (build).
set -eu
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for part in train dev; do
    python3 tools/corpus/texts.py ${1:+--data "$1"} --gold --split $part >"$scratch/$part.jsonl"
done
"$build/tools/train/sayso-train" heads --out models/heads.sayso --data "$build/data" --dev "$scratch/dev.jsonl" "$scratch/train.jsonl"
