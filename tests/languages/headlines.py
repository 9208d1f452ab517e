#!/usr/bin/env python3
"""Short headlines are taken for their language: alone, all but one in twenty; inside a document
that is plainly in it, all. A sentence of another language in that document keeps its own.

    headlines.py SAYSO CODE headlines.txt

The file's first line is a sentence of a report, the others are headlines.
"""

import json
import os
import subprocess
import sys

ALONE_WRONG = 20  # one in so many


def lines_of(path):
    with open(path, encoding="utf-8") as f:
        return [l.rstrip("\n") for l in f if l.strip() and not l.startswith("#")]


def languages(sayso, texts):
    """The languages of each text's sentences, in order, by where they stand."""
    rows = "".join(
        json.dumps({"id": str(i), "text": t}, ensure_ascii=False) + "\n"
        for i, t in enumerate(texts)
    )
    done = subprocess.run(
        [sayso, "read", "--no-ledger", "--input", "jsonl", "--format", "jsonl", "-"],
        input=rows.encode("utf-8"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    readings = [json.loads(l) for l in done.stdout.decode("utf-8").splitlines()]
    assert len(readings) == len(texts), done.stderr.decode("utf-8")
    return [[(s["start"], s["language"]) for s in r["sentences"]] for r in readings]


def alone(sayso, code, headlines):
    found = [sentences[0][1] for sentences in languages(sayso, headlines)]
    wrong = [(h, f) for h, f in zip(headlines, found) if f != code]
    print(f"{code}: {len(headlines) - len(wrong)} of {len(headlines)} alone; wrong: {wrong}")
    return len(wrong) * ALONE_WRONG <= len(headlines)


def in_document(sayso, code, report, headlines, foreign):
    plainly = [report] * 4 + headlines
    text = "\n\n".join([*plainly, *foreign.values()])
    own = len("\n\n".join(plainly).encode("utf-8"))
    found = languages(sayso, [text])[0]
    wrong = [(at, f) for at, f in found if at < own and f != code]
    kept = [f for at, f in found if at >= own]
    print(f"{code}: in a document, wrong: {wrong}; the others: {kept}")
    return not wrong and kept == list(foreign)


def main():
    sayso, code, path = sys.argv[1:]
    report, *headlines = lines_of(path)
    assert len(headlines) >= 40, f"{path} has {len(headlines)} headlines, 40 are wanted"
    packs = os.path.join(os.path.dirname(path), "..")
    foreign = {
        other: lines_of(os.path.join(packs, other, "headlines.txt"))[0]
        for other in sorted(os.listdir(packs))
        if other != code and os.path.exists(os.path.join(packs, other, "headlines.txt"))
    }
    ok = alone(sayso, code, headlines)
    return 0 if in_document(sayso, code, report, headlines, foreign) and ok else 1


if __name__ == "__main__":
    sys.exit(main())
