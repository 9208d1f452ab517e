#!/usr/bin/env python3
"""Trees of another parser as training data (silver.conllu) for one of ours.

usage: silver_data.py OWN.conllu OTHER… > silver.conllu

OWN is `sayso parse` of running text; OTHER the same sentences, in the same words and order, as Stanford CoreNLP (tagger, and
the shift-reduce parser with its conversion to UD) writes them: columns idx, word, lemma, pos, ner, headidx, deprel. What the
other parser was trained on, newspapers with the Penn Treebank's tags, ours lacks: *Protesters blocked roads* is for it no noun
phrase. What it lacks is our treebanks' habits. So heads are the other's; where ours agrees on the head the relation is ours
too, and words of one class keep our features. Sentences are left out that OWN may have split wrongly, where the two agree on
fewer than 7 of 10 heads, and those where the other knows no relation.
"""

import sys

RELATIONS = {"obl:tmod": "obl:unmarked", "obl:npmod": "obl:unmarked", "nmod:tmod": "nmod:unmarked", "nmod:npmod": "nmod:unmarked"}
AGREEMENT = 0.7

ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL = range(8)

# Our classes that do not contradict a tag of the Penn Treebank; tags that are not here contradict nothing. The first is taken
# where ours does.
CLASSES = {
    "VB": ("VERB", "AUX"),
    "VBD": ("VERB", "AUX"),
    "VBP": ("VERB", "AUX"),
    "VBZ": ("VERB", "AUX"),
    "VBN": ("VERB", "AUX", "ADJ", "ADP", "SCONJ"),
    "VBG": ("VERB", "AUX", "ADJ", "NOUN", "ADP", "SCONJ"),
    "NN": ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "SYM", "X"),
    "NNS": ("NOUN", "PROPN", "PRON", "NUM", "SYM", "X"),
    "NNP": ("PROPN", "NOUN", "ADJ", "X", "SYM", "NUM", "PRON"),
    "NNPS": ("PROPN", "NOUN", "X"),
    "JJ": ("ADJ", "NOUN", "PROPN", "VERB", "ADV", "NUM", "DET", "PRON"),
}
# What a verb's tag says of its form.
FORMS = {
    "VB": {"VerbForm": "Inf"},
    "VBD": {"VerbForm": "Fin", "Tense": "Past", "Mood": "Ind"},
    "VBP": {"VerbForm": "Fin", "Tense": "Pres", "Mood": "Ind"},
    "VBZ": {"VerbForm": "Fin", "Tense": "Pres", "Mood": "Ind"},
    "VBN": {"VerbForm": "Part", "Tense": "Past"},
}
PLAIN = {"NN": "Number=Sing", "NNS": "Number=Plur", "NNP": "Number=Sing", "NNPS": "Number=Plur", "JJ": "Degree=Pos"}


def sentences(path, columns):
    """Rows of words, without multiword tokens and empty nodes."""
    with open(path, encoding="utf-8") as f:
        for block in f.read().split("\n\n"):
            lines = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
            rows = [r for r in lines if len(r) == columns and r[0].isdigit()]
            if rows:
                yield rows


def features(text):
    return dict(f.split("=", 1) for f in text.split("|") if f != "_")


def write(feats):
    return "|".join(f"{k}={v}" for k, v in sorted(feats.items())) or "_"


def agreement(rows, verb):
    """Number and person of a finite verb: its subject's."""
    for r in rows:
        if r[HEAD] == verb[ID] and r[DEPREL].startswith("nsubj"):
            f = features(r[FEATS])
            return {"Number": f.get("Number", "Sing"), "Person": f.get("Person", "3")}
    return {"Number": "Sing", "Person": "3"}


def verb_form(rows, word, tag):
    """Features of a verb by its tag and its place in the tree; those it has where they say the same."""
    feats = features(word[FEATS])
    asked = FORMS.get(tag)
    if not asked or (tag == "VB" and feats.get("Mood") in ("Imp", "Sub")):
        return word[FEATS]
    if all(feats.get(k) == v for k, v in asked.items()):
        return word[FEATS]
    asked = dict(asked)
    if asked["VerbForm"] == "Fin":
        asked.update(agreement(rows, word))
    have = any(r[HEAD] == word[ID] and r[DEPREL] == "aux" and r[LEMMA] == "have" for r in rows)
    if tag == "VBN" and not have:
        asked["Voice"] = "Pass"
    return write(asked)


def relation(rows, word, other):
    """The other's relation in our treebanks' terms."""
    name = RELATIONS.get(other, other)
    by = any(r[HEAD] == word[ID] and r[DEPREL] == "case" and r[FORM].lower() == "by" for r in rows)
    head = int(word[HEAD])
    passive = head and "Voice=Pass" in rows[head - 1][FEATS]
    return "obl:agent" if name == "obl" and by and passive else name


def persons(other):
    """Runs of two words and more that are one person's name, as (first, last), from 0."""
    first = 0
    for i in range(len(other) + 1):
        if i == len(other) or other[i][4] != "PERSON" or not other[i][3].startswith("NNP"):
            if i - first > 1:
                yield first, i - 1
            first = i + 1


def first_names_lead(other):
    """A person's name hangs on its first word in UD, on its last in the other's trees."""
    for first, last in persons(other):
        a, z = other[first][0], other[last][0]
        if any(r[5] != z for r in other[first:last]):
            continue
        for r in other:
            if r[5] == z:
                r[5] = a
        other[first][5:7] = other[last][5:7]
        for r in other[first + 1 : last + 1]:
            r[5:7] = a, "flat"


def dependents(rows, head, *names):
    return [r for r in rows if r[5] == head[0] and r[6] in names]


def verbs_take_persons(other):
    """*Urged both sides to lay down arms*, *called the act illegal*: one clause in the other's trees, in UD an object with a
    predicate of its own. *Gave them food*: the first of two objects is indirect."""
    for word in other:
        subject = dependents(other, word, "nsubj", "nsubj:pass")
        verbs = [word] + dependents(other, word, "cop", "aux", "aux:pass")
        finite = any(v[3] in ("VBD", "VBP", "VBZ", "MD") for v in verbs)
        mark = [r[1] for r in dependents(other, word, "mark") if r[1] != "to"]
        if word[6] == "ccomp" and len(subject) == 1 and not finite and not mark and int(subject[0][0]) > int(word[5]):
            subject[0][5:7] = word[5], "obj"
            word[6] = "xcomp"
    for word in other:
        objects = dependents(other, word, "obj")
        if len(objects) == 2:
            objects[0][6] = "iobj"


def merge(own, other):
    """Our rows with the other's tree, or None."""
    if [r[FORM] for r in own] != [r[1] for r in other]:
        return None
    first_names_lead(other)
    verbs_take_persons(other)
    same = [a[HEAD] == b[5] for a, b in zip(own, other)]
    if any(o[6] == "dep" and not agreed for o, agreed in zip(other, same)):
        return None
    words = [agreed for r, agreed in zip(own, same) if r[UPOS] != "PUNCT"]
    if sum(words) < AGREEMENT * len(words):
        return None
    rows = [list(r) for r in own]
    for r, o in zip(rows, other):
        r[HEAD], r[DEPREL] = o[5], o[6].lower()
        tag = "JJ" if o[3] in ("JJR", "JJS") else o[3]
        if tag in CLASSES and r[UPOS] not in CLASSES[tag]:
            r[UPOS], r[FEATS], r[LEMMA] = CLASSES[tag][0], PLAIN.get(tag, "_"), o[2]
    for r, o in zip(rows, other):
        if r[UPOS] in ("VERB", "AUX"):
            r[FEATS] = verb_form(rows, r, o[3])
    for r, mine, agreed in zip(rows, own, same):
        r[DEPREL] = mine[DEPREL] if agreed else relation(rows, r, r[DEPREL])
    return rows


def main():
    own = sentences(sys.argv[1], 10)
    other = (s for path in sys.argv[2:] for s in sentences(path, 7))
    kept = seen = 0
    for mine, theirs in zip(own, other):
        seen += 1
        rows = merge(mine, theirs)
        if rows:
            kept += 1
            print("\n".join("\t".join(r) for r in rows) + "\n")
    print(f"silver_data.py: {kept} of {seen} sentences", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main()
