#!/usr/bin/env python3
"""Counts of the corpus by language, type, mode, status and stance: the tables of docs/corpus.md.

usage: count.py [FILE.jsonl…]           without files: all of corpus/
       count.py --check docs/corpus.md  status 1 if the tables between its markers are not these
       count.py --update docs/corpus.md writes them there"""

import argparse
import collections
import difflib
import pathlib
import sys

import corpus
import plover

BEGIN, END = "<!-- counts: tools/corpus/count.py --update -->\n", "<!-- end of counts -->\n"
WHOLE = (
    "documents, own",
    "documents, real",
    "sentences, own",
    "sentences, real",
    "sentences, train",
    "sentences, dev",
    "sentences, held",
    "sentences without event",
    "events",
    "attributions",
    "mentions of actors",
    "countries of actors",
)
PARTS = ("own, news", "own, rest", "own, brief", "real")


def count_reading(r, count, countries):
    l, kind = r["languages"][0], "real" if "origin" in r else "own"
    part = f"own, {r['part']}" if kind == "own" else kind
    count[f"documents, {kind}"][l] += 1
    count[f"sentences, {kind}"][l] += len(r["sentences"])
    count[f"sentences, {corpus.split(r)}"][l] += len(r["sentences"])
    held = {e["sentence"] for e in r["events"]}
    count["sentences without event"][l] += len(r["sentences"]) - len(held)
    count["mentions of actors"][l] += sum(len(a["mentions"]) for a in r["actors"])
    count["events"][l] += len(r["events"])
    for x in (l, "all"):
        count["sentences of", part][x] += len(r["sentences"])
        count["empty of", part][x] += len(r["sentences"]) - len(held)
        count["events of", part][x] += len(r["events"])
    for e in r["events"]:
        count["type", e["type"]][l] += 1
        count["mode", e["type"], e["mode"]][l] += 1
        count["status", e["status"]][l] += 1
    count["attributions"][l] += len(r["attributions"])
    for a in r["attributions"]:
        count["stance", a["stance"]][l] += 1
        count["kind", a["source"]["kind"]][l] += 1
    first = {(a["code"] or "")[:3] for a in r["actors"]} - plover.ROLES - plover.REGIONS - {""}
    countries[l] |= first
    countries["all"] |= first


def share(part, whole):
    """Hundredths, by place."""
    return {l: round(100 * part[l] / whole[l]) for l in whole}


def table(title, rows, languages):
    """Lines of a table; the last column is the sum, unless the row has its own."""
    yield f"\n| {title} | " + " | ".join(languages) + " | all |"
    yield "|---|" + "--:|" * (len(languages) + 1)
    for name, cell in rows:
        cells = [cell.get(l, 0) for l in languages]
        cells.append(cell.get("all", sum(cells)))
        yield f"| {name} | " + " | ".join(map(str, cells)) + " |"


def tables(files):
    count = collections.defaultdict(collections.Counter)
    countries = collections.defaultdict(set)
    for f in files:
        for r in corpus.load(f):
            count_reading(r, count, countries)
    languages = sorted(l for l in countries if l != "all")
    count["countries of actors"] = {l: len(c) for l, c in countries.items()}
    yield from table("", [(k, count[k]) for k in WHOLE], languages)
    rows = [
        (f"{what}, {part}", share(count[of, part], count["sentences of", part]))
        for what, of in (("events", "events of"), ("sentences without event", "empty of"))
        for part in PARTS
        if count["sentences of", part]
    ]
    yield from table("in 100 sentences", rows, languages)
    yield from table("type", [(t, count["type", t]) for t in plover.MODES], languages)
    modes = [(t, m) for t, ms in plover.MODES.items() for m in sorted(ms)]
    yield from table("mode", [(f"{t} {m}", count["mode", t, m]) for t, m in modes], languages)
    yield from table("status", [(s, count["status", s]) for s in plover.STATUSES], languages)
    yield from table("stance", [(s, count["stance", s]) for s in plover.STANCES], languages)
    kinds = [(k, count["kind", k]) for k in plover.SOURCE_KINDS]
    yield from table("kind of source", kinds, languages)


def renewed(page, lines):
    """The page with the lines between its markers."""
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(BEGIN) > page.index(END):
        raise SystemExit(f"count.py: the page needs {BEGIN.strip()} and, below it, {END.strip()}")
    before, rest = page.split(BEGIN)
    return before + BEGIN + "\n".join(lines) + "\n\n" + END + rest.split(END)[1]


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--check", metavar="PAGE")
    p.add_argument("--update", metavar="PAGE")
    p.add_argument("files", nargs="*")
    o = p.parse_args()
    lines = list(tables(o.files or corpus.files()))
    if not o.check and not o.update:
        print("\n".join(lines))
        return 0
    path = pathlib.Path(o.check or o.update)
    old = path.read_text(encoding="utf-8")
    new = renewed(old, lines)
    if o.update:
        path.write_text(new, encoding="utf-8")
    elif new != old:
        print(*difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0), sep="\n")
        print(f"{path} is out of date; renew it: tools/corpus/count.py --update {path}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
