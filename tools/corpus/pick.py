#!/usr/bin/env python3
"""Draws whole documents and cuts them into portions to be read by hand: at random, or those first
on which the word lists alone and the trained heads disagree most.

usage: pick.py --sayso build/sayso --data DIR --language uk --out FOLDER [--sentences 60]
               [--portions N] [--seed 1] [--words FILE] [--disagree DIR] [--dense] [--mark]
               [--train] FILE [FILE…]
       FILE: below DIR, JSON lines (id, date, text) or running text with blank lines between
       documents

Writes FOLDER/<language>-NN.jsonl (the listing that sheet.py compile takes: text, sentences, origin)
and .txt (the numbered sentences). Sentences are the program's. A portion has at most --sentences
and, but for the last, at least two thirds of them; longer documents, those of less than three
sentences, and those that corpus/ already has are left out. With --words only documents are taken
that have at least five of the words in FILE (one regular expression), to pass over fiction and
textbooks.

--disagree names a second folder of the program's data, a copy of build/data without heads.sayso.
Every document is then read twice, with SAYSO_DATA as it is and with that folder, and those come
first that have most differing cues and types (of attributions: cues and stances) a sentence.
--dense puts those first in which the program finds most events a sentence. --mark puts what it takes
for a cue in [brackets] in the .txt (a build of lower thresholds marks more), so that who reads fast
passes over none; types are not told. --train leaves out what the split would put into dev or held.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import re
import subprocess

import corpus
import write_sheet


def readings(sayso, documents, language, data=None):
    """The program's reading of each document, in their order, by the data in a folder."""
    lines = "".join(
        json.dumps({"id": str(i), "language": language, "text": d["text"]}, ensure_ascii=False)
        + "\n"
        for i, d in enumerate(documents)
    )
    out = subprocess.run(
        [sayso, "read", "--no-ledger", "--input", "jsonl", "--format", "jsonl", "-"],
        input=lines.encode(),
        stdout=subprocess.PIPE,
        check=True,
        env={**os.environ, "SAYSO_DATA": str(data)} if data else None,
    ).stdout
    found = {r["id"]: r for r in map(json.loads, out.decode().splitlines())}
    return [found[str(i)] for i in range(len(documents))]


def is_of_text(reading, text):
    """Are its offsets those of this text? Markup in it (*&nbsp;*) is taken out before it is read."""
    raw = text.encode()
    cues = [x["cue"] for x in reading["events"] + reading["attributions"]]
    return all(raw[c["start"] : c["end"]] == c["text"].encode() for c in cues)


def marks(reading):
    """What two readings may differ in: cues of events with their types, of attributions with their
    stances, each as often as it stands there."""
    return collections.Counter(
        [(e["cue"]["start"], e["cue"]["end"], e["type"]) for e in reading["events"]]
        + [(a["cue"]["start"], a["cue"]["end"], a["stance"]) for a in reading["attributions"]]
    )


def disagreement(one, other):
    """How many marks a sentence only one of two readings of the same text has."""
    a, b = marks(one), marks(other)
    return ((a - b) + (b - a)).total() / max(1, len(one["sentences"]))


def pack(documents, most):
    """Portions of whole documents, in their order as far as they fit: at most `most` sentences, and
    complete with two thirds of that. The incomplete ones come last."""
    done, open_ = [], []
    for d in documents:
        n = len(d["sentences"])
        if not 3 <= n <= most:
            continue
        for p in open_:
            if sum(len(x["sentences"]) for x in p) + n <= most:
                p.append(d)
                break
        else:
            p = [d]
            open_.append(p)
        if 3 * sum(len(x["sentences"]) for x in p) >= 2 * most:
            done.append(p)
            open_.remove(p)
    return done + open_


def drawn(o):
    """The documents of the files that are not in the corpus yet, shuffled."""
    known = {r["id"] for f in corpus.files() for r in corpus.load(f)}
    news = re.compile(pathlib.Path(o.words).read_text("utf-8").strip(), re.I) if o.words else None
    documents = []
    for name in o.files:
        stem = pathlib.Path(name).stem
        for key, d in corpus.originals(pathlib.Path(o.data) / name).items():
            if news and len(news.findall(d["text"])) < 5:
                continue
            documents.append(
                {
                    "id": f"real-{stem}-{key}",
                    "date": (d.get("date") or "")[:10] or None,
                    "title": None,
                    "part": "real",
                    "origin": {"file": name, "id": key},
                    "text": d["text"],
                }
            )
    documents = [d for d in documents if d["id"] not in known and d["text"].strip()]
    if o.train:
        documents = [d for d in documents if corpus.split(d) == "train"]
    random.Random(o.seed).shuffle(documents)
    return documents


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--sayso", default="build/sayso")
    p.add_argument("--data", required=True)
    p.add_argument("--language", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--sentences", type=int, default=60)
    p.add_argument("--portions", type=int)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--words")
    p.add_argument("--disagree", metavar="DIR")
    p.add_argument("--dense", action="store_true")
    p.add_argument("--mark", action="store_true")
    p.add_argument("--train", action="store_true")
    p.add_argument("files", nargs="+")
    o = p.parse_args()
    if o.disagree and not pathlib.Path(o.disagree).is_dir():
        p.error(f"--disagree: there is no folder {o.disagree}")
    documents = drawn(o)
    read = readings(o.sayso, documents, o.language)
    kept = [(d, r) for d, r in zip(documents, read) if is_of_text(r, d["text"])]
    documents, read = [d for d, _ in kept], [r for _, r in kept]
    for d, r in zip(documents, read):
        d["sentences"] = r["sentences"]
        d["cues"] = [x["cue"] for x in r["events"] + r["attributions"]] if o.mark else []
        d["density"] = len(r["events"]) / max(1, len(r["sentences"]))
    if o.dense:
        documents.sort(key=lambda d: -d["density"])
    if o.disagree:
        other = readings(o.sayso, documents, o.language, o.disagree)
        order = {d["id"]: disagreement(r, s) for d, r, s in zip(documents, read, other)}
        documents.sort(key=lambda d: -order[d["id"]])
    for n, portion in enumerate(pack(documents, o.sentences)[: o.portions], 1):
        name = pathlib.Path(o.out) / f"{o.language}-{n:02d}"
        shown = "\n\n".join(write_sheet.show(d, d.pop("cues")) for d in portion)
        for d in portion:
            del d["density"]
        corpus.dump(portion, f"{name}.jsonl")
        pathlib.Path(f"{name}.txt").write_text(shown + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
