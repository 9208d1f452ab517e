#!/usr/bin/env python3
"""The most frequent clause types of news: whether the tree of an invented sentence of each holds the
sides that it has. Nine in ten must; those that do not are printed.

    clauses.py SAYSO CODE clauses.tsv

A row has type, sentence, and relations parted by semicolons: head, relation without its subtype,
dependent, as words. All languages have the same types in the same order.
"""

import os
import subprocess
import sys

LEAST_TYPES, RIGHT_OF_TEN = 40, 8


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [l.rstrip("\n").split("\t") for l in f if l.strip() and not l.startswith("#")]


def parsed(sayso, code, sentence):
    """The lines of the sentence's CoNLL-U, as cells."""
    done = subprocess.run(
        [sayso, "parse", "--language", code, "-"],
        input=(sentence + "\n").encode("utf-8"),
        stdout=subprocess.PIPE,
        check=True,
    )
    return [line.split("\t") for line in done.stdout.decode("utf-8").splitlines()]


def relations(sayso, code, sentence):
    words, found = {}, set()
    for cells in parsed(sayso, code, sentence):
        if len(cells) == 10 and cells[0].isdigit():
            words[cells[0]] = (cells[1], cells[6], cells[7].split(":")[0])
        elif cells == [""]:
            for form, head, relation in words.values():
                found.add((words[head][0] if head in words else "", relation, form))
            words = {}
    return found


def main():
    sayso, code, path = sys.argv[1:]
    table = rows(path)
    types = [r[0] for r in table]
    assert len(types) == len(set(types)) >= LEAST_TYPES, f"{path}: {len(types)} types"
    folder = os.path.join(os.path.dirname(path), "..")
    for other in sorted(os.listdir(folder)):
        beside = os.path.join(folder, other, "clauses.tsv")
        if os.path.exists(beside):
            assert [r[0] for r in rows(beside)] == types, f"{beside} has other types"
    right = 0
    for kind, sentence, expected in table:
        found = relations(sayso, code, sentence)
        missing = [e for e in expected.split("; ") if tuple(e.split(" ")) not in found]
        right += not missing
        if missing:
            print(f"{code}: {kind}: {sentence} lacks {missing}")
    print(f"{code}: {right} of {len(table)} right")
    return 0 if right * 10 >= len(table) * RIGHT_OF_TEN else 1


if __name__ == "__main__":
    sys.exit(main())
