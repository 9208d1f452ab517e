#!/usr/bin/env python3
"""What a model of ours reads in running text as training data for the next one (silver.conllu, more of names.jsonl).

    build/sayso parse --language xx raw.txt > own.conllu
    tools/train/self_data.py --trees N --names M --out DATADIR/xx own.conllu

So a network that is trained anew keeps what the one before had from teachers that are not asked again. Sentences of 5 to 60
words, each once, in an order drawn by chance (always the same): the trees of N of them, written to silver.conllu, and the names
of those of M that have any, appended to names.jsonl.
"""

import argparse
import json
import os
import random

ID, FORM, MISC = 0, 1, 9
SLACK = 25  # letters between two words of a sentence's text, at most


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


def names(block):
    """The text with its names, or None where words are not found in it or none is a name's."""
    text = next(line[9:] for line in block.split("\n") if line.startswith("# text = "))
    found, begun, at = [], None, 0
    for line in block.split("\n"):
        cells = line.split("\t")
        if len(cells) <= MISC or "-" in cells[ID]:
            continue
        start = text.find(cells[FORM], at)
        if start < 0 or start > at + SLACK:
            return None
        at = start + len(cells[FORM])
        tag = next((c[4:] for c in cells[MISC].split("|") if c.startswith("NER=")), None)
        if not tag:
            begun = None
            continue
        place, label = tag.split("-")
        if place in "BS" or not begun or begun["label"] != label:
            begun = {"start": start, "end": at, "label": label}
            found.append(begun)
        begun["end"] = at
    return {"text": text, "entities": found} if found else None


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--trees", type=int, default=0, help="how many sentences give their trees")
    ap.add_argument("--names", type=int, default=0, help="how many are looked at for names")
    ap.add_argument("--out", required=True, help="DATADIR/xx")
    ap.add_argument("file")
    args = ap.parse_args()
    blocks = list(sentences(args.file))
    random.Random(7).shuffle(blocks)
    with open(os.path.join(args.out, "silver.conllu"), "w", encoding="utf-8") as f:
        f.writelines(tree(b) + "\n" for b in blocks[: args.trees])
    with open(os.path.join(args.out, "names.jsonl"), "a", encoding="utf-8") as f:
        f.writelines(json.dumps(n, ensure_ascii=False) + "\n" for n in map(names, blocks[: args.names]) if n)


if __name__ == "__main__":
    main()
