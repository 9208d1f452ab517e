#!/usr/bin/env python3
"""The trees of a language's model against trees of own news that it has not learnt from, on their own words.

    trees.py SAYSO-TRAIN MODEL TREES.conllu

The line `# least = N` at the head of TREES says how many of a hundred words must have the right head and relation (subtypes
left out, punctuation counted: LAS).
"""

import subprocess
import sys

HEAD, DEPREL = 6, 7


def words(text):
    rows = [line.split("\t") for line in text.split("\n") if line[:1].isdigit()]
    return [r for r in rows if r[0].isdigit()]


def main(train, model, path):
    with open(path, encoding="utf-8") as f:
        first = f.readline()
        gold = words(f.read())
    least = float(first.removeprefix("# least = "))
    out = subprocess.run([train, "parse", model, path], stdout=subprocess.PIPE, encoding="utf-8", check=True)
    got = words(out.stdout)
    assert [w[1] for w in gold] == [w[1] for w in got], "the words differ"
    right = sum(g[HEAD] == s[HEAD] and g[DEPREL].split(":")[0] == s[DEPREL].split(":")[0] for g, s in zip(gold, got))
    las = 100 * right / len(gold)
    print(f"LAS {las:.2f} of {len(gold)} words, at least {least}")
    return las < least


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
