#!/usr/bin/env python3
"""Development sets of names in news, brought into one form: the trainer's.

    python3 tools/train/names_data.py --data FOLDER [--swap N --tables FOLDER [--pool SET]] SET ...
        > names.jsonl
    python3 tools/train/names_data.py --gum ENTITIES.jsonl --trees TREES.conllu > more.jsonl

FOLDER holds the sets in their own formats: JSON lines with character spans (fr_winer_train.jsonl,
ru_nerel_train.jsonl, ru_factrueval_devset.jsonl), and columns with IOB labels (uk_train.iob,
en_dev.iob2). Every fifth document of a set, and of the columns every fifth block of 25 sentences,
is held out for tools/measure/names.py; the others are written, a document a line: {"text",
"entities": [{"start", "end", "label"}]}, outermost names only, labels PER, ORG, LOC.

--swap N adds N copies of each document of the first set with other names of the same kind in place
of its own, drawn from the tables of knowledge/ and languages/ (--tables: the project's folder),
from the towns of libgeonames, from the other sets and from that of --pool, which is not written
itself: for a language that does not inflect names and has little labelled text. Method: Dai and
Adel, COLING 2020.

--gum makes such documents of GUM's entities, whose mentions are whole phrases with titles and
articles: a name is what hangs together as proper nouns around a mention's head. Proper nouns that
are in no such name are marked "?": not known.
"""

import argparse
import gettext
import json
import os
import random

PER, ORG, LOC = "PER", "ORG", "LOC"
LABELS = {  # what each set calls them
    "Person": PER,
    "PERSON": PER,
    "PERS": PER,
    "PER": PER,
    "Organization": ORG,
    "ORGANIZATION": ORG,
    "ORG": ORG,
    "Org": ORG,
    "Location": LOC,
    "COUNTRY": LOC,
    "CITY": LOC,
    "STATE_OR_PROVINCE": LOC,
    "LOCATION": LOC,
    "DISTRICT": LOC,
    "LOC": LOC,
    "LocOrg": LOC,
}
SETS = {"uk": "uk_train.iob", "ru": "ru_nerel_train.jsonl", "ru-fact": "ru_factrueval_devset.jsonl",
        "fr": "fr_winer_train.jsonl", "en": "en_dev.iob2"}
BLOCK = 25


def outermost(spans):
    """Spans (start, end, kind) that lie in no other."""
    kept = []
    for s in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or s[1] > kept[-1][1]:
            kept.append(s)
    return kept


def json_documents(path):
    for line in open(path, encoding="utf8"):
        d = json.loads(line)
        spans = [
            (e["start"], e["end"], LABELS[e["label"]])
            for e in d["entities"]
            if e["label"] in LABELS
        ]
        # adjectives of countries are labelled in one of the sets; a demonym is no place's name
        if "nerel" in path:
            spans = [s for s in spans if s[2] != LOC or d["text"][s[0]:s[0] + 1].isupper()]
        yield d["id"], d.get("date"), d["text"], outermost(spans)


def sentences(path):
    """Lists of (token, label) of a file in columns."""
    tokens = []
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("#") and "\t" not in line:
            continue
        if not line.strip():
            if tokens:
                yield tokens
            tokens = []
            continue
        cells = line.split("\t") if "\t" in line else line.split(" ")
        tokens.append((cells[1], cells[2]) if "\t" in line else (cells[0], cells[-1]))
    if tokens:
        yield tokens


CLOSING, OPENING = set(".,:;!?)]}»”%…"), set("([{«“$№")


def column_documents(path):
    """Blocks of sentences with the blanks before punctuation taken out, as far as that can be
    told."""
    every = list(sentences(path))
    for n, start in enumerate(range(0, len(every), BLOCK)):
        text, spans = "", []
        for tokens in every[start:start + BLOCK]:
            glue = True
            for token, label in tokens:
                if (
                    not glue
                    and token not in CLOSING
                    and not token.startswith("'")
                    and token != "n't"
                ):
                    text += " "
                at, (tag, _, kind) = len(text), label.partition("-")
                text += token
                glue = token in OPENING
                if tag == "B":
                    spans.append([at, len(text), LABELS.get(kind)])
                elif tag == "I" and spans:
                    spans[-1][1] = len(text)
            text += "\n\n" if not text.endswith((".", "!", "?", "…", "»", '"')) else "\n"
        yield f"{os.path.basename(path)}-{n}", None, text, outermost(
            [tuple(s) for s in spans if s[2]]
        )


def documents(path, rest):
    """(id, date, text, spans) of the held-out fifth, or of the rest."""
    read = json_documents if path.endswith(".jsonl") else column_documents
    return [d for i, d in enumerate(read(path)) if (i % 5 == 4) != rest]


GUM = {"person": PER, "organization": ORG, "place": LOC}
JOINED = ("flat", "compound", "goeswith", "nummod")  # what belongs to the name that it hangs on
TITLES = set("president prime minister secretary general senator sir lord lady king queen pope "
             "prince princess judge justice professor governor mayor mr mrs ms dr".split())
ROLES = set("counsel poet members director chairman chair chief speaker god".split())


def tree_documents(path):
    """Documents of trees as lists of sentences, each a list of (form, upos, head, relation,
    plural)."""
    documents_, words = {}, []
    for line in open(path, encoding="utf8"):
        cells = line.rstrip("\n").split("\t")
        if line.startswith("# newdoc id = "):
            current = documents_[line.split(" = ", 1)[1].strip()] = []
        elif len(cells) == 10 and cells[0].isdigit():
            plural = "Number=Plur" in cells[5]
            words.append((cells[1], cells[3], int(cells[6]) - 1, cells[7], plural))
        elif len(cells) == 1 and not cells[0] and words:
            current.append(words)
            words = []
    return documents_


def placed(text, sentences_):
    """Each sentence's words with their places in the text; those that cannot be found have none."""
    at = 0
    for words in sentences_:
        spans = []
        for form, *_ in words:
            where = text.find(form, at, at + 60)
            spans.append((where, where + len(form)) if where >= 0 else None)
            at = where + len(form) if where >= 0 else at
        yield words, spans


def is_joined(words, i):
    relation, head = words[i][3].split(":")[0], words[i][2]
    if relation == "nmod":  # *Bank of England*, not *Chen of Harvard*
        return any(w[2] == i and w[0] == "of" for w in words) and words[head][1] == "PROPN"
    return relation in JOINED or (relation == "amod" and words[i][0][0].isupper())


def belongs(word):
    return word[1] in ("PROPN", "NUM") or (word[1] in ("ADJ", "NOUN") and word[0][0].isupper())


def name_within(words, inside, kind):
    """The words of a mention that are its name: proper nouns that hang on its head. *Americans* and
    *the President* are none."""
    heads = [i for i in inside if words[i][2] not in inside]
    if len(heads) != 1 or words[heads[0]][1] != "PROPN":
        return []
    if kind == PER and (words[heads[0]][4] or words[heads[0]][0].lower() in TITLES | ROLES):
        return []
    kept = {heads[0]}
    for _ in inside:
        kept |= {i for i in inside if words[i][2] in kept and is_joined(words, i)}
    kept = sorted(i for i in kept if belongs(words[i]))
    while len(kept) > 1 and words[kept[0]][0].rstrip(".").lower() in TITLES:
        kept = kept[1:]
    return list(range(kept[0], kept[-1] + 1))


def sentence_names(words, spans, mentions):
    names = []
    for a, b, kind in mentions:
        inside = [i for i, s in enumerate(spans) if s and a <= s[0] and s[1] <= b]
        name = name_within(words, inside, kind) if inside else []
        name = [i for i in name if spans[i]]
        if name:
            names.append((spans[name[0]][0], spans[name[-1]][1], kind))
    names = outermost(sorted(set(names), key=lambda s: (s[2] == "?", s)))
    unknown = [
        (*s, "?")
        for w, s in zip(words, spans)
        if s and w[1] == "PROPN" and not any(a < s[1] and s[0] < b for a, b, _ in names)
    ]
    return sorted(names + unknown)


def gum(entities, trees):
    sentences_of = tree_documents(trees)
    for line in open(entities, encoding="utf8"):
        d = json.loads(line)
        mentions = [
            (a, b, GUM.get(e["type"], "?")) for e in d["entities"] for a, b in e["mentions"]
        ]
        spans = []
        for words, places in placed(d["text"], sentences_of[d["id"]]):
            there = [p for p in places if p]
            if there:
                spans += sentence_names(
                    words, places, [m for m in mentions if there[0][0] <= m[0] < there[-1][1]]
                )
        yield d["text"], spans


def table(folder, *path):
    with open(os.path.join(folder, *path), encoding="utf8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def is_latin(name):
    return name.isascii() or all(ch < "\u0250" for ch in name)


def towns(code):
    """Names of towns and divisions as libgeonames translates them."""
    with open(f"/usr/share/locale/{code}/LC_MESSAGES/geonames.mo", "rb") as f:
        names = gettext.GNUTranslations(f)._catalog.values()
    return sorted(
        {
            n
            for n in names
            if n and is_latin(n) and " of " not in n and not any(ch.isdigit() for ch in n)
        }
    )


def pools(tables, code, documents):
    """Names of each kind that may stand for each other: (those of one word, those of more)."""
    names = {
        PER: [r[1] for r in table(tables, "knowledge", "people.tsv")],
        LOC: towns(code),
        ORG: [],
    }
    for row in table(tables, "knowledge", "organisations.tsv"):
        names[ORG] += row[3].split("|")
    for row in table(tables, "knowledge", "media.tsv"):
        names[ORG] += [n for n in row[3].split("|") if is_latin(n)]
    for _, _, text, spans in documents:
        for a, b, kind in spans:
            if kind != LOC:
                names[kind].append(text[a:b])
    names[PER] += [
        part for n in sorted(set(names[PER])) if " " in n for part in (n.split()[0], n.split()[-1])
    ]
    return {
        k: (
            [n for n in sorted(set(v)) if n and " " not in n],
            [n for n in sorted(set(v)) if " " in n],
        )
        for k, v in names.items()
    }


def swapped(text, spans, pool, rng):
    """The document with other names, most of the time the same one for the same."""
    out, at, new, chosen = "", 0, [], {}
    for a, b, kind in spans:
        old = text[a:b]
        if old not in chosen:
            chosen[old] = rng.choice(pool[kind][" " in old])
        out += text[at:a]
        new.append((len(out), len(out) + len(chosen[old]), kind))
        out += chosen[old]
        at = b
    return out + text[at:], new


LIKELY_TWICE = 20  # letters: shorter text may well stand in two places by chance


def scored(data, sets):
    """Texts that tools/measure/names.py scores, from which nothing may be learnt."""
    for name in sets:
        yield from (text for _, _, text, _ in documents(os.path.join(data, SETS[name]), rest=False))


def bare(text):
    return "".join(ch for ch in text if ch.isalnum())


def letters_of(texts):
    """Letters and digits of texts that are held back, for is_held."""
    return "\n".join(bare(text) for text in texts)


def is_held(text, held):
    letters = bare(text)
    return len(letters) >= LIKELY_TWICE and letters in held


def documents_put(docs):
    for text, spans in docs:
        entities = [{"start": a, "end": b, "label": kind} for a, b, kind in spans]
        print(json.dumps({"text": text, "entities": entities}, ensure_ascii=False))


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--data", help="folder of the sets")
    ap.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    ap.add_argument("--gum", help="entities of GUM (discourse/gum_train.jsonl)")
    ap.add_argument("--trees", help="and the trees of its documents")
    ap.add_argument(
        "--swap",
        type=int,
        default=0,
        help="copies of each document of the first set with other names",
    )
    ap.add_argument("--tables", default=".", help="the project's folder (default .)")
    ap.add_argument("--pool", help="a set whose names are drawn too")
    args = ap.parse_args()
    if args.gum:
        documents_put(gum(args.gum, args.trees))
        return
    if not args.data or not args.sets or not set(args.sets) <= set(SETS):
        ap.error("--data and sets are needed, or --gum and --trees")
    drawn = args.sets + ([args.pool] if args.pool else [])
    rest = {name: documents(os.path.join(args.data, SETS[name]), rest=True) for name in drawn}
    docs = [(text, spans) for name in args.sets for _, _, text, spans in rest[name]]
    if args.swap:
        first, rng = args.sets[0], random.Random(1)
        pool = pools(args.tables, first[:2], [d for name in drawn for d in rest[name]])
        docs += [
            swapped(text, spans, pool, rng)
            for _ in range(args.swap)
            for _, _, text, spans in rest[first]
        ]
    documents_put(docs)


if __name__ == "__main__":
    main()
