#!/usr/bin/env python3
"""Scores the names that a reading finds: F1 of exact outermost spans of persons, organisations and
places.

    python3 tools/measure/names.py --sayso build/sayso --data FOLDER [--rest] [--most N] [--show N]
    [SET ...]

FOLDER holds development sets in four formats: JSON lines with character spans
(fr_winer_train.jsonl, ru_nerel_train.jsonl, ru_factrueval_devset.jsonl), and columns with IOB
labels (uk_train.iob, en_dev.iob2). Scored is every fifth document of a set, and of the columns
every fifth block of 25 sentences; --rest scores the other four fifths, on which changes may be
tuned. A reading's names are the spans of the proper names in its actors' mentions and its places.
The lines printed are for reading by people: set, kind, found, right, wanted, precision, recall, F1.
"""

import argparse
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "train"))
from names_data import LOC, ORG, PER, SETS, documents, outermost  # held back there, scored here

ACTOR_KINDS = {"person": PER, "organisation": ORG, "medium": ORG, "country": LOC}


def names_of(reading, text):
    """The reading counts bytes, the sets count characters."""
    at, where = 0, {}
    for i, ch in enumerate(text):
        where[at] = i
        at += len(ch.encode("utf8"))
    where[at] = len(text)
    spans = []
    for a in reading["actors"]:
        for m in a["mentions"]:
            if a["kind"] in ACTOR_KINDS and m.get("name_start") is not None:
                spans.append((where[m["name_start"]], where[m["name_end"]], ACTOR_KINDS[a["kind"]]))
    for p in reading["places"]:
        spans.append((where[p["start"]], where[p["end"]], LOC))
    return outermost(sorted(set(spans), key=lambda s: s[2] != LOC))


def without_entities(text):
    """The reader takes &nbsp; for a blank and counts it as one: a blank for each of its letters
    keeps the set's places."""
    return re.sub(r"&#?\w{1,8};", lambda m: " " * len(m[0]), text)


def read(sayso, docs, language):
    lines = "".join(
        json.dumps(
            (
                {"id": i, "date": date, "text": without_entities(text), "language": language}
                if date
                else {"id": i, "text": without_entities(text), "language": language}
            ),
            ensure_ascii=False,
        )
        + "\n"
        for i, date, text, _ in docs
    )
    out = subprocess.run(
        [sayso, "read", "--no-ledger", "--input", "jsonl", "--format", "jsonl", "-"],
        input=lines.encode("utf8"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    readings = {}
    for line in out.stdout.decode("utf8").splitlines():
        r = json.loads(line)
        readings[r["id"]] = r
    if not readings:
        sys.exit("names.py: the reader said nothing: " + out.stderr.decode("utf8")[:500])
    return readings


def figures(right, found, wanted):
    p, r = (right / found if found else 0), (right / wanted if wanted else 0)
    f1 = 2 * p * r / (p + r) if p + r else 0
    counts = f"found {found:6d}  right {right:6d}  wanted {wanted:6d}"
    return f"{counts}  P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f1:5.1f}"


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--sayso", default="build/sayso", help="the program (default build/sayso)")
    ap.add_argument("--data", required=True, help="folder of the sets")
    ap.add_argument(
        "--rest", action="store_true", help="score the four fifths that are not held out"
    )
    ap.add_argument("--most", type=int, default=0, help="at most so many documents of a set")
    ap.add_argument("--show", type=int, default=0, help="print so many mistakes of each kind")
    ap.add_argument("sets", nargs="*", help=f"of {', '.join(SETS)}; all by default")
    args = ap.parse_args()
    for name in args.sets or SETS:
        docs = documents(os.path.join(args.data, SETS[name]), args.rest)
        docs = docs[:args.most] if args.most else docs
        readings, count, mistakes = read(args.sayso, docs, name[:2]), {}, []
        for i, _, text, gold in docs:
            if i not in readings:
                print(f"names.py: {i} was not read", file=sys.stderr)
                continue
            said, gold = set(names_of(readings[i], text)), set(gold)
            for kind in (PER, ORG, LOC):
                c = count.setdefault(kind, [0, 0, 0])
                for k, s in enumerate((said & gold, said, gold)):
                    c[k] += sum(1 for x in s if x[2] == kind)
            for s in sorted(said - gold):
                mistakes.append(("+", s, text))
            for s in sorted(gold - said):
                mistakes.append(("-", s, text))
        for kind, c in count.items():
            print(f"{name:8s}{kind:13s}{figures(*c)}")
        print(
            f"{name:8s}{'all':13s}{figures(*[sum(c[k] for c in count.values()) for k in range(3)])}"
        )
        step = max(1, len(mistakes) // args.show) if args.show else 0
        for sign, (a, b, kind), text in mistakes[::step] if step else []:
            around = text[max(0, a - 30):a] + "[" + text[a:b] + "]" + text[b:b + 30]
            print(f"  {sign} {kind:13s}{around!r}")


if __name__ == "__main__":
    main()
