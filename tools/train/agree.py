#!/usr/bin/env python3
"""Names that two agree on: a recogniser of another project and a model of ours.

    python3 tools/train/agree.py --train build/tools/train/sayso-train --model models/xx.sayso \\
        (--spacy PACKAGE | --natasha) FILE > names.jsonl

FILE is running text, a paragraph a line. Written is each paragraph that has names, a document a
line, as tools/train/names_data.py writes them: where both say the same of the same words, a name;
where they differ, "?", from which nothing is learnt. Needs spacy and the package, or natasha.
"""

import argparse
import json
import subprocess
import tempfile

KINDS = {
    "PERSON": "PER",
    "PER": "PER",
    "ORG": "ORG",
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


def their_names(args, texts):
    found = spacy_names(args.spacy, texts) if args.spacy else natasha_names(texts)
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
    ap.add_argument("file")
    args = ap.parse_args()
    if bool(args.spacy) == args.natasha:
        ap.error("--spacy PACKAGE or --natasha")
    texts = [t for t in (line.strip() for line in open(args.file, encoding="utf8")) if t]
    for text, theirs, ours in zip(texts, their_names(args, texts), our_names(args, texts)):
        agreed = theirs & ours
        doubt = unknown(theirs ^ ours)
        names = [n for n in agreed if not any(a < n[1] and n[0] < b for a, b, _ in doubt)]
        if names:
            entities = [{"start": a, "end": b, "label": k} for a, b, k in sorted(names + doubt)]
            print(json.dumps({"text": text, "entities": entities}, ensure_ascii=False))


if __name__ == "__main__":
    main()
