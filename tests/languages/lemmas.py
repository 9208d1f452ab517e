#!/usr/bin/env python3
"""Words that treebanks lack: whether the model of a language gives them their lemmas.

    lemmas.py SAYSO CODE lemmas.tsv

A row has an invented sentence and FORM=LEMMA of some of its words, parted by blanks. Small letters
and capitals of a lemma are the same. All must be right.
"""

import sys

from clauses import parsed, rows


def lemmas(sayso, code, sentence):
    cells = parsed(sayso, code, sentence)
    return {c[1]: c[2].lower() for c in cells if len(c) == 10 and c[0].isdigit()}


def main():
    sayso, code, path = sys.argv[1:]
    table, wrong = rows(path), 0
    assert table, f"{path} is empty"
    for sentence, expected in table:
        found = lemmas(sayso, code, sentence)
        for form, want in (pair.split("=") for pair in expected.split(" ")):
            if found.get(form) != want:
                print(f"{code}: {sentence}: {form} is {want}, not {found.get(form)}")
                wrong += 1
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
