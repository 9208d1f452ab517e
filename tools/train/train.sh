#!/bin/sh
# tools/train/train.sh LANGUAGE DATADIR [OPTION…]: trains one language's model and writes its card. Options are the trainer's own
# (sayso-train --help), --epochs N for instance.
#
# DATADIR/LANGUAGE holds train.conllu, dev.conllu (more of both if their names end so: gum_train.conllu) and perhaps
# tagged.conllu (tags and lemmas without trees), swapped.conllu (of tools/train/swap_words.py), silver.conllu (trees by other
# parsers), raw.txt (running text, a paragraph a line), names.jsonl (text with its names), vectors.txt (of words) and lexicon.tsv
# (lemmas with their forms): tools/train/data.sh makes them, and languages/LANGUAGE/treebank.recipe tells what of.
# The project's own trees join them: corpus/LANGUAGE/trees.conllu, and to be scored tests/languages/LANGUAGE/trees.conllu.
# Writes models/LANGUAGE.sayso and models/LANGUAGE.md. The same data give the same model. Two threads.
#
#   BUILD=build           where sayso-train was built
#   WITHOUT=PATTERN       leaves out training sentences whose sent_id begins so (awk's patterns): a source with another licence
#   RAW=FILE              running text that stands elsewhere; empty: none
#   NAMES=FILE            text with names that stands elsewhere; empty: none
#   TOOK=SECONDS          the model is there and took so long: write the card alone
#   EVAL_UD=FILE          a scorer called as `python3 FILE GOLD SYSTEM` that prints two lines, names and figures; its
#                         figures go into the card
#   SOURCE_DATE_EPOCH=S   the card's date, instead of today's
set -eu
[ $# -ge 2 ] || { sed -n '2,20s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ -d "$2/$1" ] || { echo "train.sh: no folder $2/$1; tools/train/data.sh makes it, docs/languages.md tells what of" >&2; exit 2; }
language=$1 data=$(cd "$2" && pwd)/$1
shift 2
cd "$(dirname "$0")/../.."
train=${BUILD:-build}/tools/train/sayso-train
model=models/$language.sayso card=models/$language.md
for file in "$train" "$data/train.conllu" "$data/dev.conllu" "languages/$language/treebank.recipe"; do
    [ -e "$file" ] || { echo "train.sh: $file is missing; docs/languages.md tells what it holds" >&2; exit 2; }
done
mkdir -p models
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

mkdir "$scratch/trees"
own=corpus/$language/trees.conllu kept=tests/languages/$language/trees.conllu
for file in "$data"/*train.conllu "$own"; do
    [ -e "$file" ] || continue
    trees=$scratch/trees/$(basename "$file")
    if [ -n "${WITHOUT:-}" ]; then
        WITHOUT="# sent_id = ($WITHOUT)" awk 'BEGIN { RS = ""; ORS = "\n\n" } $0 !~ ENVIRON["WITHOUT"]' "$file" > "$trees"
    else
        ln -s "$(realpath "$file")" "$trees"
    fi
done
for given in "${RAW:-}" "${NAMES:-}"; do
    [ -z "$given" ] || [ -e "$given" ] || { echo "train.sh: $given is missing (paths count from the repository's folder)" >&2; exit 2; }
done
more=
raw=${RAW-$data/raw.txt} names=${NAMES-$data/names.jsonl}
[ ! -e "$data/tagged.conllu" ] || more="--tagged $data/tagged.conllu"
[ ! -e "$data/swapped.conllu" ] || more="$more --swapped $data/swapped.conllu"
[ ! -e "$data/silver.conllu" ] || more="$more --silver $data/silver.conllu"
[ ! -e "$data/vectors.txt" ] || more="$more --vectors $data/vectors.txt"
[ ! -e "$data/lexicon.tsv" ] || more="$more --lexicon $data/lexicon.tsv"
[ ! -e "$raw" ] || more="$more --raw $raw"
[ ! -e "$names" ] || more="$more --names $names"
began=$(date +%s)
today=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%Y-%m-%d)
# $more is some pairs of words or none
# shellcheck disable=SC2086
[ -n "${TOOK:-}" ] || "$train" language --out "$model" --about "trained $today; data, licence and scores: models/$language.md" \
    --pack "languages/$language" --train "$scratch/trees"/* $more --dev "$data/dev.conllu" "$@" >&2
took=${TOOK:-$(($(date +%s) - began))}

score() { # how, dev file, file to parse
    "$train" parse "$model" "$3" > "$scratch/out.conllu"
    python3 "$EVAL_UD" "$2" "$scratch/out.conllu" > "$scratch/scores"
    [ "$1" != "gold tokens" ] || sed -n '1s/^/| |/;1s/\t/|/g;1s/$/|/p' "$scratch/scores"
    [ "$1" != "gold tokens" ] || echo '|---|---|---|---|---|---|---|---|---|'
    sed -n "2s/^/| $1 |/;2s/\t/|/g;2s/\$/|/p" "$scratch/scores"
}

{
    echo "# Model card: $language"
    echo
    echo "Tokens, sentences, tags, features, lemmas, dependency trees and names of one language, by sayso's own trainer; the method is"
    echo "told in docs/syntax.md; names are scored in docs/scores.md. Trained $today in $took s on two threads; $(wc -c < "$model") bytes."
    echo
    echo '## Data'
    echo
    echo '| part | source | sentences | licence |'
    echo '|---|---|---|---|'
    unused='^#'
    [ -e "$raw" ] || unused="$unused|^raw"
    [ -e "$names" ] || unused="$unused|^names"
    grep -Ev "$unused" "languages/$language/treebank.recipe" |
        awk -F '\t' -v without="${WITHOUT:-}" '!(without && $5 && $5 ~ without) { print "| " $1 " | " $2 " | " $3 " | " $4 " |" }'
    echo
    echo "The model's own licence follows from these: see LICENSES.md."
    echo
    echo '## Command'
    echo
    echo '```'
    echo "${WITHOUT:+WITHOUT=$WITHOUT }${RAW:+RAW=FILE }${NAMES:+NAMES=FILE }tools/train/train.sh $language DATADIR${*:+ $*}"
    echo '```'
    if [ -n "${EVAL_UD:-}" ]; then
        echo
        echo '## Scores on the dev file (F1)'
        echo
        for dev in "$data/dev.conllu" "$data"/*_dev.conllu "$kept"; do
            [ -e "$dev" ] || continue
            [ "$dev" = "$data/dev.conllu" ] || printf '\n%s:\n\n' "$(basename "$dev")"
            score "gold tokens" "$dev" "$dev"
            "$train" text "$dev" > "$scratch/dev.txt"
            score "raw text" "$dev" "$scratch/dev.txt"
        done
    fi
} > "$scratch/card"
mv "$scratch/card" "$card"
