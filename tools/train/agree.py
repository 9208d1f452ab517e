#!/usr/bin/env python3
"""Names that two agree on: a recogniser of another project and a model of ours.

    python3 tools/train/agree.py --train build/tools/train/sayso-train --model models/xx.sayso \\
        (--spacy PACKAGE | --natasha | --conll FILES) [--trust] FILE > names.jsonl

FILE is running text, a paragraph a line. Written is each paragraph that has names, a document a
line, as tools/train/names_data.py writes them: where both say the same of the same words, a name;
where they differ, "?", from which nothing is learnt. With --trust what only the other says is a
name too. Needs spacy and the package, or natasha, or what Stanford CoreNLP's recogniser has written
of the text's words in order (columns idx, word, lemma, pos, ner and more; some words may lack).
"""

import argparse
import json
import re
import subprocess
import tempfile

KINDS = {
    "PERSON": "PER",
    "PER": "PER",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "LOCATION": "LOC",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
}
BEFORE, BEHIND = ("the ", "The "), ("'s", "\u2019s")  # what some count to a name and others do not


def trimmed(text, start, end):
    for word in BEFORE:
        if text.startswith(word, start, end):
            start += len(word)
    for word in BEHIND:
        if text.endswith(word, start, end):
            end -= len(word)
    return start, end


def spacy_names(package, texts):
    import importlib

    nlp = importlib.import_module(package).load(exclude=["parser", "lemmatizer", "attribute_ruler"])
    for doc in nlp.pipe(texts, batch_size=64):
        yield [(e.start_char, e.end_char, e.label_) for e in doc.ents]


def natasha_names(texts):
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
    for text in texts:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        yield [(s.start, s.stop, s.type) for s in doc.spans]


def conll_sentences(paths):
    for path in paths:
        for block in open(path, encoding="utf8").read().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line]
            if rows:
                yield [(r[1], r[4]) for r in rows]


def conll_names(paths, texts):
    """Sentences are found by their first words, since some may lack."""
    text = "\n".join(texts)
    found, at = [], 0
    for words in conll_sentences(paths):
        begin = re.compile(r"\s*".join(re.escape(form) for form, _ in words[:6]))
        here = begin.search(text, at, at + 5000)
        at, before = here.start() if here else at, "O"
        for form, kind in words if here else ():
            where = text.find(form, at, at + 20)
            if where < 0:
                before = "O"
                continue
            at = where + len(form)
            if kind != "O":
                found.append((found.pop()[0] if kind == before else where, at, kind))
            before = kind
    start, i = 0, 0
    for t in texts:
        first = i
        while i < len(found) and found[i][0] < start + len(t):
            i += 1
        yield [(a - start, min(b - start, len(t)), kind) for a, b, kind in found[first:i]]
        start += len(t) + 1


def their_names(args, texts):
    if args.spacy:
        found = spacy_names(args.spacy, texts)
    else:
        found = natasha_names(texts) if args.natasha else conll_names(args.conll, texts)
    for text, names in zip(texts, found):
        yield {(*trimmed(text, a, b), KINDS[k]) for a, b, k in names if k in KINDS}


def parsed(args, texts):
    """Rows of the model's CoNLL-U over all texts, one a surface token: (form, its NER tag)."""
    with tempfile.NamedTemporaryFile("w", encoding="utf8", suffix=".txt") as f:
        f.write("\n\n".join(texts) + "\n")
        f.flush()
        out = subprocess.run(
            [args.train, "parse", args.model, f.name], stdout=subprocess.PIPE, check=True
        )
    covered = 0
    for line in out.stdout.decode("utf8").splitlines():
        cells = line.split("\t")
        if len(cells) < 10:
            covered = 0
            continue
        number, _, last = cells[0].partition("-")
        tag = next((c[4:] for c in cells[9].split("|") if c.startswith("NER=")), "O")
        if last:
            covered = int(last)
            yield cells[1], None
        elif int(number) > covered:
            yield cells[1], tag
        elif tag != "O":
            yield None, tag  # a word of the token before


def our_names(args, texts):
    text = "\n".join(texts)
    found, at, span = set(), 0, (0, 0)
    begun = None
    for form, tag in parsed(args, texts):
        if form:
            where = text.find(form, at, at + 200)
            if where < 0:
                begun = None
                continue
            span, at = (where, where + len(form)), where + len(form)
        if not tag or tag == "O":
            continue
        place, kind = tag.split("-")
        if place in "BS":
            begun = span[0]
        if place in "ES" and begun is not None:
            found.add((*trimmed(text, begun, span[1]), kind))
            begun = None
    start, at, names = 0, 0, sorted(found)
    for t in texts:
        here = set()
        while at < len(names) and names[at][0] < start + len(t):
            a, b, k = names[at]
            at += 1
            if b <= start + len(t):
                here.add((a - start, b - start, k))
        yield here
        start += len(t) + 1


def unknown(spans):
    """Spans joined where they touch."""
    joined = []
    for a, b, _ in sorted(spans):
        if joined and a < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]), "?")
        else:
            joined.append((a, b, "?"))
    return joined


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--train", required=True, help="sayso-train")
    ap.add_argument("--model", required=True, help="a model of ours")
    ap.add_argument("--spacy", help="a spaCy package")
    ap.add_argument("--natasha", action="store_true")
    ap.add_argument("--conll", nargs="+", help="files of Stanford CoreNLP")
    ap.add_argument("--trust", action="store_true", help="what only the other says is a name")
    ap.add_argument("file")
    args = ap.parse_args()
    if bool(args.spacy) + args.natasha + bool(args.conll) != 1:
        ap.error("one of --spacy PACKAGE, --natasha, --conll FILES")
    texts = [t for t in (line.strip() for line in open(args.file, encoding="utf8")) if t]
    for text, theirs, ours in zip(texts, their_names(args, texts), our_names(args, texts)):
        agreed, doubted = theirs & ours, theirs ^ ours
        if args.trust:
            agreed = theirs
            doubted = {n for n in ours if not any(a < n[1] and n[0] < b for a, b, _ in theirs)}
        doubt = unknown(doubted)
        names = [n for n in agreed if not any(a < n[1] and n[0] < b for a, b, _ in doubt)]
        if names:
            entities = [{"start": a, "end": b, "label": k} for a, b, k in sorted(names + doubt)]
            print(json.dumps({"text": text, "entities": entities}, ensure_ascii=False))


if __name__ == "__main__":
    main()
