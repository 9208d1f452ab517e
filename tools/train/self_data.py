#!/usr/bin/env python3
"""The trees that a model of ours gives running text, as training data for the next one (silver.conllu).

    build/sayso parse --language xx raw.txt > own.conllu
    tools/train/self_data.py --most N own.conllu > DATADIR/xx/silver.conllu

So a network that is trained anew keeps what the one before had from teachers that are not asked again. N sentences of 5 to 60
words, each once, drawn by chance (always the same).
"""

import argparse
import random
import sys

ID, FORM, MISC = 0, 1, 9


def sentences(path):
    with open(path, encoding="utf-8") as f:
        blocks = f.read().split("\n\n")
    seen = set()
    for block in blocks:
        words = [line.split("\t")[FORM] for line in block.split("\n") if line[:1].isdigit() and line.split("\t")[ID].isdigit()]
        text = " ".join(words)
        if 5 <= len(words) <= 60 and text not in seen and not any(" " in w for w in words):
            seen.add(text)
            yield block


def tree(block):
    rows = []
    for line in block.split("\n"):
        cells = line.split("\t")
        if len(cells) > MISC:
            cells[MISC] = "SpaceAfter=No" if "SpaceAfter=No" in cells[MISC] else "_"
            rows.append("\t".join(cells))
        elif line.startswith(("# sent_id", "# text")):
            rows.append(line)
    return "\n".join(rows) + "\n"


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--most", type=int, required=True, help="how many sentences")
    ap.add_argument("file")
    args = ap.parse_args()
    blocks = list(sentences(args.file))
    random.Random(7).shuffle(blocks)
    sys.stdout.writelines(tree(b) + "\n" for b in blocks[: args.most])


if __name__ == "__main__":
    main()
