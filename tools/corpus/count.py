#!/usr/bin/env python3
"""Counts of the corpus by language, type, mode, status and stance: the tables of docs/corpus.md.

usage: count.py [FILE.jsonl…]     without files: all of corpus/"""

import collections
import sys

import corpus
import plover


def table(title, rows, languages):
    print(f"\n| {title} | " + " | ".join(languages) + " |\n|---|" + "---|" * len(languages))
    for name, cell in rows:
        print(f"| {name} | " + " | ".join(str(cell.get(l, 0)) for l in languages) + " |")


def main():
    count = collections.defaultdict(collections.Counter)
    countries = collections.defaultdict(set)
    for f in sys.argv[1:] or corpus.files():
        for r in corpus.load(f):
            l, kind = r["languages"][0], "real" if "origin" in r else "own"
            count[f"documents, {kind}"][l] += 1
            count[f"sentences, {kind}"][l] += len(r["sentences"])
            held = {e["sentence"] for e in r["events"]}
            count["sentences without event"][l] += len(r["sentences"]) - len(held)
            count["mentions of actors"][l] += sum(len(a["mentions"]) for a in r["actors"])
            for e in r["events"]:
                count["events"][l] += 1
                count[("type", e["type"])][l] += 1
                count[("mode", f"{e['type']} {e['mode']}")][l] += e["mode"] is not None
                count[("status", e["status"])][l] += 1
            for a in r["attributions"]:
                count["attributions"][l] += 1
                count[("stance", a["stance"])][l] += 1
                count[("kind", a["source"]["kind"])][l] += 1
            countries[l].update(
                (a["code"] or "")[:3]
                for a in r["actors"]
                if (a["code"] or "")[:3] not in plover.ROLES
            )
    languages = sorted({l for c in count.values() for l in c})
    whole = (
        "documents, own",
        "sentences, own",
        "documents, real",
        "sentences, real",
        "sentences without event",
        "events",
        "attributions",
        "mentions of actors",
    )
    table(
        "",
        [(k, count[k]) for k in whole]
        + [("countries of actors", {l: len(c) for l, c in countries.items()})],
        languages,
    )
    table("type", [(t, count["type", t]) for t in plover.MODES], languages)
    table(
        "mode",
        [
            (f"{t} {m}", count["mode", f"{t} {m}"])
            for t, ms in plover.MODES.items()
            for m in sorted(ms)
        ],
        languages,
    )
    table("status", [(s, count["status", s]) for s in plover.STATUSES], languages)
    table("stance", [(s, count["stance", s]) for s in plover.STANCES], languages)
    table("kind of source", [(s, count["kind", s]) for s in plover.SOURCE_KINDS], languages)


if __name__ == "__main__":
    main()
