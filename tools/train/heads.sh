#!/bin/sh
# Trains what judges events and attributions on the corpus' training part, and writes models/heads.sayso.
# usage: tools/train/heads.sh [DATADIR]     DATADIR: where the texts of real reports lie (docs/corpus.md); without it
# only the own reports teach. BUILD names the build folder (build).
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${BUILD:-build}" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for part in train dev; do
    python3 tools/corpus/texts.py ${1:+--data "$1"} --gold --split $part >"$scratch/$part.jsonl"
done
# of whose discourse every mention is marked
if [ -n "${1:-}" ] && [ -f "$1/discourse/gum_train.jsonl" ]; then
    python3 tools/corpus/discourse.py "$1/discourse/gum_train.jsonl" >"$scratch/discourse.jsonl"
fi
# an older judge may not be of this build's shape; none is asked while this one is taught
mkdir "$scratch/data"
for f in "$build"/data/*.sayso; do
    case $f in */heads.sayso) ;; *) ln -s "$f" "$scratch/data/" ;; esac
done
"$build/tools/train/sayso-train" heads --out models/heads.sayso --data "$scratch/data" --dev "$scratch/dev.jsonl" \
    ${1:+$([ -f "$scratch/discourse.jsonl" ] && echo --discourse "$scratch/discourse.jsonl")} "$scratch/train.jsonl"
