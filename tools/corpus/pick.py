#!/usr/bin/env python3
"""Draws whole documents at random and cuts them into portions to be read by hand.

usage: pick.py --sayso build/sayso --data DIR --language uk --out FOLDER
               [--sentences 60] [--seed 1] [--words FILE] FILE [FILE…]
       FILE: below DIR, JSON lines (id, date, text) or running text with blank lines between
       documents

Writes FOLDER/<language>-NN.jsonl (the listing that sheet.py compile takes: text, sentences, origin)
and .txt (the numbered sentences). Sentences are the program's. With --words only documents are
taken that have at least five of the words in FILE (one regular expression), to pass over fiction
and textbooks. Documents that corpus/ already has are left out.
"""

import argparse
import json
import pathlib
import random
import re
import subprocess

import corpus
import write_sheet


def sentences(sayso, documents, language):
    """The program's sentences of each document."""
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
    ).stdout
    return {r["id"]: r["sentences"] for r in map(json.loads, out.decode().splitlines())}


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--sayso", default="build/sayso")
    p.add_argument("--data", required=True)
    p.add_argument("--language", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--sentences", type=int, default=60)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--words")
    p.add_argument("files", nargs="+")
    o = p.parse_args()
    known = {r["id"] for f in corpus.files() for r in corpus.load(f)}
    news = (
        re.compile(pathlib.Path(o.words).read_text(encoding="utf-8").strip(), re.I)
        if o.words
        else None
    )
    documents = []
    for name in o.files:
        stem = pathlib.Path(name).stem
        for key, d in corpus.originals(pathlib.Path(o.data) / name).items():
            if news and len(news.findall(d["text"])) < 5:
                continue
            documents.append(
                {
                    "id": f"real-{stem}-{key}",
                    "date": d.get("date"),
                    "title": None,
                    "part": "real",
                    "origin": {"file": name, "id": key},
                    "text": d["text"],
                }
            )
    documents = [d for d in documents if d["id"] not in known]
    random.Random(o.seed).shuffle(documents)
    found = sentences(o.sayso, documents, o.language)
    portion, size, n = [], 0, 1
    folder = pathlib.Path(o.out)

    def put():
        nonlocal portion, size, n
        name = folder / f"{o.language}-{n:02d}"
        corpus.dump(portion, f"{name}.jsonl")
        pathlib.Path(f"{name}.txt").write_text(
            "\n\n".join(map(write_sheet.show, portion)) + "\n", encoding="utf-8"
        )
        portion, size, n = [], 0, n + 1

    for i, d in enumerate(documents):
        d["sentences"] = found.get(str(i), [])
        if not 3 <= len(d["sentences"]) <= 90:
            continue
        portion.append(d)
        size += len(d["sentences"])
        if size >= o.sentences:
            put()


if __name__ == "__main__":
    main()
