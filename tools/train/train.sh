#!/bin/sh
# tools/train/train.sh LANGUAGE DATADIR [OPTION…]: trains one language's model and writes its card. Options are the trainer's own
# (sayso-train --help), --epochs N for instance.
#
# DATADIR/LANGUAGE holds train.conllu, dev.conllu and perhaps tagged.conllu (tags and lemmas without trees), raw.txt
# (running text, a paragraph a line) and names.jsonl (text with its names, of tools/train/names_data.py); what they are made of is
# told in languages/LANGUAGE/treebank.recipe.
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
[ $# -ge 2 ] || { sed -n '2,18s/^# \{0,1\}//p' "$0" >&2; exit 2; }
language=$1 data=$(cd "$2" && pwd)/$1
shift 2
cd "$(dirname "$0")/../.."
train=${BUILD:-build}/tools/train/sayso-train
model=models/$language.sayso card=models/$language.md
for file in "$train" "$data/train.conllu" "$data/dev.conllu" "languages/$language/treebank.recipe"; do
    [ -e "$file" ] || { echo "train.sh: $file is missing" >&2; exit 2; }
done
mkdir -p models
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

trees=$data/train.conllu
if [ -n "${WITHOUT:-}" ]; then
    trees=$scratch/train.conllu
    WITHOUT="# sent_id = ($WITHOUT)" awk 'BEGIN { RS = ""; ORS = "\n\n" } $0 !~ ENVIRON["WITHOUT"]' "$data/train.conllu" > "$trees"
fi
for given in "${RAW:-}" "${NAMES:-}"; do
    [ -z "$given" ] || [ -e "$given" ] || { echo "train.sh: $given is missing (paths count from the repository's folder)" >&2; exit 2; }
done
more=
raw=${RAW-$data/raw.txt} names=${NAMES-$data/names.jsonl}
[ ! -e "$data/tagged.conllu" ] || more="--tagged $data/tagged.conllu"
[ ! -e "$raw" ] || more="$more --raw $raw"
[ ! -e "$names" ] || more="$more --names $names"
began=$(date +%s)
today=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%Y-%m-%d)
# $more is some pairs of words or none
# shellcheck disable=SC2086
[ -n "${TOOK:-}" ] || "$train" language --out "$model" --about "trained $today; data, licence and scores: models/$language.md" \
    --pack "languages/$language" --train "$trees" $more --dev "$data/dev.conllu" "$@" >&2
took=${TOOK:-$(($(date +%s) - began))}

score() { # how, file to parse
    "$train" parse "$model" "$2" > "$scratch/out.conllu"
    python3 "$EVAL_UD" "$data/dev.conllu" "$scratch/out.conllu" > "$scratch/scores"
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
        score "gold tokens" "$data/dev.conllu"
        "$train" text "$data/dev.conllu" > "$scratch/dev.txt"
        score "raw text" "$scratch/dev.txt"
    fi
} > "$scratch/card"
mv "$scratch/card" "$card"
