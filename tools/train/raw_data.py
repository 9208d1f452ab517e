#!/usr/bin/env python3
"""Running text for the trainer: paragraphs, one a line, a blank line between documents.

    python3 tools/train/raw_data.py --data FOLDER [--sets SET,…] [--own xx] FILE ... > raw.txt

FILEs are running text of the same form, or JSON lines with a "text" each. Left out are the
paragraphs of the documents under FOLDER that are the corpus' dev and held parts, and of those that
tools/measure/names.py scores of --sets (in FOLDER/names). --own adds the own reports of the corpus
in that language, their training part.
"""

import argparse
import json
import os
import sys

import names_data

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "corpus"))
import corpus  # noqa: E402


def documents(path):
    """Lists of paragraphs."""
    with open(path, encoding="utf8") as f:
        if path.endswith(".jsonl"):
            texts = [json.loads(line)["text"] for line in f]
        else:
            texts = f.read().split("\n\n")
    for text in texts:
        yield [line.strip() for line in text.split("\n") if line.strip()]


def kept_back(data, sets):
    """Texts that nothing may be learnt from."""
    for path in corpus.files():
        for reading in corpus.load(path):
            origin = reading.get("origin")
            there = origin and os.path.exists(os.path.join(data, origin["file"]))
            if there and corpus.split(reading) != "train":
                yield corpus.text_of(reading, data)
    yield from names_data.scored(os.path.join(data, "names"), sets)


def own_reports(language):
    for path in sorted((corpus.FOLDER / language).glob("own-*.jsonl")):
        for reading in corpus.load(path):
            if corpus.split(reading) == "train":
                yield [line for line in reading["text"].split("\n") if line.strip()]


def free(paragraphs, held):
    """Those that are not kept back."""
    return [p for p in paragraphs if not names_data.is_held(p, held)]


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--data", required=True, help="folder of the real texts (docs/corpus.md)")
    ap.add_argument("--sets", default="", help="with commas, of " + ", ".join(names_data.SETS))
    ap.add_argument("--own", metavar="LANGUAGE", help="own reports in it too")
    ap.add_argument("files", nargs="*", metavar="FILE")
    args = ap.parse_args()
    sets = [s for s in args.sets.split(",") if s]
    held = names_data.letters_of(kept_back(args.data, sets))
    docs = [d for path in args.files for d in documents(path)]
    docs += own_reports(args.own) if args.own else []
    for paragraphs in docs:
        kept = free(paragraphs, held)
        if kept:
            print(*kept, sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
