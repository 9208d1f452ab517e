#!/usr/bin/env python3
"""Sentences of treebanks whose names were read by hand, as text with its names for the trainer.

    python3 tools/train/tree_names.py --table corpus/xx/names.tsv [--data FOLDER --sets SET,…]
        TREES.conllu… > names.jsonl

A row of the table is a sentence that was read: its sent_id, then each of its names as the ids of
its first and last word and its kind ("8-12 PER"), with tabs between. Sentences that can hold no
name, without a proper noun and without a capital behind the first word, need no row. What is
written are runs of such sentences as they follow each other, a run a line, as names_data.py writes
documents; a sentence that should have been read and was not ends a run. So does one that stands in
the part of --sets that tools/measure/names.py scores (FOLDER as there).
"""

import argparse
import collections
import os

import names_data

NO_NAMES = ("I", "I'm")
Sentence = collections.namedtuple("Sentence", "id text spans upos forms begins")


def surface(rows):
    """The sentence's text, and where each of its words stands in it."""
    text, spans, upto = "", {}, 0
    for cells in rows:
        first, _, last = cells[0].partition("-")
        if not last and int(first) <= upto:
            continue
        upto = int(last or first)
        at, text = len(text), text + cells[1]
        words = [r for r in rows if "-" not in r[0] and int(first) <= int(r[0]) <= upto]
        parted = "".join(r[1] for r in words) == cells[1]  # cannot: can, not; du: no part of it
        for r in words:
            end = at + len(r[1]) if parted else len(text)
            spans[int(r[0])] = (at, end)
            at = end if parted else at
        text += "" if "SpaceAfter=No" in cells[9] else " "
    return text.rstrip(), spans


def sentences(path):
    """Of a treebank; `begins` is what a sentence begins: "newdoc", "newpar" or "" for nothing."""
    marked, begins, sent_id, rows = False, "", None, []
    with open(path, encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# new"):
                marked, begins = True, begins or line[2:8]
            elif line.startswith("# sent_id = "):
                sent_id = line.split(" = ", 1)[1]
            elif line[:1].isdigit() and "." not in line.split("\t")[0]:
                rows.append(line.split("\t"))
            elif not line and rows:
                # without any marks every sentence stands for itself
                yield sentence(sent_id, rows, begins if marked else "newpar")
                begins, rows = "", []


def sentence(sent_id, rows, begins):
    words = [r for r in rows if "-" not in r[0]]
    text, spans = surface(rows)
    return Sentence(sent_id, text, spans, [r[3] for r in words], [r[1] for r in words], begins)


def may_have_names(s):
    capital = any(f[0].isupper() and f not in NO_NAMES for f in s.forms[1:])
    return capital or "PROPN" in s.upos


def read_table(path):
    """sent_id to its names, (first word, last word, kind)."""
    names = {}
    for row in names_data.table(*os.path.split(path)):
        names[row[0]] = []
        for cell in row[1:]:
            words, kind = cell.split(" ")
            first, last = words.split("-")
            names[row[0]].append((int(first), int(last), kind))
    return names


def runs(treebank, names, held=""):
    """(text, spans) of sentences one behind the other."""
    text, spans, read = "", [], False
    for s in treebank:
        known = (s.id in names or not may_have_names(s)) and not names_data.is_held(s.text, held)
        if read and (not known or s.begins == "newdoc"):
            yield text, spans
        if not known or s.begins == "newdoc":
            text, spans, read = "", [], False
        if not known:
            continue
        text += ("\n\n" if s.begins else " ") if text else ""
        for first, last, kind in names.get(s.id, ()):
            spans.append((len(text) + s.spans[first][0], len(text) + s.spans[last][1], kind))
        text, read = text + s.text, read or s.id in names
    if read:
        yield text, spans


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--table", required=True, help="corpus/xx/names.tsv")
    ap.add_argument("--data", help="folder of the sets that tools/measure/names.py scores")
    ap.add_argument("--sets", default="", help="and which, with commas")
    ap.add_argument("trees", nargs="+", metavar="TREES.conllu", help="or what has tags alone")
    args = ap.parse_args()
    sets = [s for s in args.sets.split(",") if s]
    held = names_data.letters_of(names_data.scored(args.data, sets)) if args.data else ""
    names = read_table(args.table)
    for path in args.trees:
        names_data.documents_put(runs(sentences(path), names, held))


if __name__ == "__main__":
    main()
